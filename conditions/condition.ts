import type { SignalKey } from "../contracts/ids.ts";

/** A number at an evaluation: a literal, a signal's field, a change over a window, or arithmetic on these. */
export type NumberExpression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "signal"; readonly key: SignalKey; readonly field: "value" | "low" | "high" }
  | { readonly kind: "change"; readonly of: NumberExpression; readonly windowMs: number }
  | { readonly kind: "negate"; readonly of: NumberExpression }
  | {
      readonly kind: "arithmetic";
      readonly op: "+" | "-" | "*" | "/";
      readonly left: NumberExpression;
      readonly right: NumberExpression;
    };

export const comparisonOps = ["<", "<=", ">", ">=", "==", "!="] as const;
export type ComparisonOp = (typeof comparisonOps)[number];

/** One comparison, with its own text for explanations. */
export type Leaf = {
  readonly text: string;
  readonly left: NumberExpression;
  readonly op: ComparisonOp;
  readonly right: NumberExpression;
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
  readonly signals: readonly SignalKey[];
  readonly windowMsMax: number;
};
