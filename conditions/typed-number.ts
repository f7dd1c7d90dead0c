import { noUnit, type Unit } from "./check-units.ts";
import type { NumberExpression } from "./condition.ts";
import { type Interval, pointOf } from "./interval.ts";

/** A compiled number with what is known of it before any sample is seen. */
export type TypedNumber = {
  readonly expression: NumberExpression;
  /** null: a constant, which fits any unit. */
  readonly unit: Unit | null;
  readonly range: Interval;
  /** The least step among its signals; Infinity for a constant. */
  readonly stepMs: number;
  /** How far back it looks. */
  readonly pastMs: number;
  /** Where it stands in the text. */
  readonly start: number;
  /** How sentences name it. */
  readonly name: string;
};

export type Constant = TypedNumber & { readonly expression: { readonly kind: "number"; readonly value: number } };

/** Subtrees of literals are folded, so that what holds no signal is a constant. */
export function isConstant(number: TypedNumber): number is Constant {
  return number.expression.kind === "number";
}

export function constantOf(value: number, start: number, name: string): TypedNumber {
  const expression = { kind: "number", value } as const;
  return { expression, unit: null, range: pointOf(value), stepMs: Infinity, pastMs: 0, start, name };
}

/** A unit for products, in which a constant is a factor without dimension. */
export const factorUnit = ({ unit }: TypedNumber): Unit => unit ?? noUnit;
