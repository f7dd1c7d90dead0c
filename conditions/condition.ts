import type { SignalKey } from "../contracts/ids.ts";

/**
 * A number at an evaluation. `spread(a, b)` and `ratio(a, b)` are arithmetic, `market(id)`, `factor(name)` and
 * `cluster(asset, measure)` are signals. Windows are whole multiples of the evaluation cadence, in milliseconds.
 */
export type NumberExpression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "signal"; readonly key: SignalKey; readonly field: SignalField }
  | { readonly kind: "change"; readonly of: NumberExpression; readonly windowMs: number }
  | {
      readonly kind: "window";
      readonly aggregate: WindowAggregate;
      readonly of: NumberExpression;
      readonly windowMs: number;
    }
  | { readonly kind: "ema"; readonly of: NumberExpression; readonly windowMs: number }
  | { readonly kind: "event-count"; readonly filter: string; readonly windowMs: number }
  | { readonly kind: "negate"; readonly of: NumberExpression }
  | {
      readonly kind: "arithmetic";
      readonly op: ArithmeticOp;
      readonly left: NumberExpression;
      readonly right: NumberExpression;
    };

export type SignalField = "value" | "low" | "high";
export type ArithmeticOp = "+" | "-" | "*" | "/";

/** `zscore` is `(of − sma) / stddev`; `stddev` is that of the population. */
export const windowAggregates = ["sma", "min", "max", "stddev", "zscore"] as const;
export type WindowAggregate = (typeof windowAggregates)[number];

export const comparisonOps = ["<", "<=", ">", ">=", "==", "!="] as const;
export type ComparisonOp = (typeof comparisonOps)[number];
export const crossingOps = ["crossesAbove", "crossesBelow"] as const;
export type CrossingOp = (typeof crossingOps)[number];

/** One truth value of a condition, with its own text for explanations. */
export type Leaf =
  | {
      readonly kind: "comparison";
      readonly text: string;
      readonly op: ComparisonOp;
      readonly left: NumberExpression;
      readonly right: NumberExpression;
    }
  | {
      readonly kind: "crossing";
      readonly text: string;
      readonly op: CrossingOp;
      readonly left: NumberExpression;
      readonly right: NumberExpression;
    }
  | {
      readonly kind: "touch";
      readonly text: string;
      readonly op: "touches";
      readonly key: SignalKey;
      readonly level: NumberExpression;
    }
  | {
      readonly kind: "trailing-stop";
      readonly text: string;
      readonly op: "trailingStop";
      readonly key: SignalKey;
      /** In (0, 1). */
      readonly fraction: number;
    };

/** How the leaves are joined. Leaves are named by their place in the text. */
export type Join =
  | { readonly kind: "leaf"; readonly index: number }
  | { readonly kind: "not"; readonly of: Join }
  | { readonly kind: "and" | "or"; readonly left: Join; readonly right: Join };

/** A compiled condition: pure data. */
export type Condition = {
  readonly root: Join;
  readonly leaves: readonly Leaf[];
  /** Every signal that any leaf reads, by code point. */
  readonly signals: readonly SignalKey[];
  /** The longest stretch of the past that any leaf needs, nested windows added up; 0 without windows. */
  readonly windowMsMax: number;
};
