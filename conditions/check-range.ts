import type { ComparisonOp, Join, Leaf } from "./condition.ts";
import { type Interval, intersect, isEmpty, pointOf } from "./interval.ts";
import { cutText } from "./quote-text.ts";
import { isConstant, type TypedNumber } from "./typed-number.ts";

/** A leaf with what is known of its sides before any sample is seen. */
export type CheckedLeaf = {
  readonly leaf: Leaf;
  readonly start: number;
  /** How far back it looks. */
  readonly pastMs: number;
  /** Of a touch: the signal and the level. Absent where ranges say nothing. */
  readonly sides: { readonly left: TypedNumber; readonly right: TypedNumber } | null;
};

/** Why a condition can never be true, and at which leaf. */
export type NeverTrue = { readonly message: string; readonly position: number };

/**
 * Finds why a condition cannot be true for any values in the declared ranges, or null. It may miss some that cannot; it
 * never finds one that can. `!` turns a comparison into its opposite and joins into one another, as three-valued
 * logic does, so that `!never` is no fault and `!always` is one.
 */
export function findNeverTrue(root: Join, leaves: readonly CheckedLeaf[]): NeverTrue | null {
  return judge({ join: root, isNegated: false }, leaves);
}

type Part = { readonly join: Join; readonly isNegated: boolean };

function judge(part: Part, leaves: readonly CheckedLeaf[]): NeverTrue | null {
  const conjuncts = flatten(part, "and");
  if (conjuncts.length > 1) {
    for (const conjunct of conjuncts) {
      const fault = judge(conjunct, leaves);
      if (fault !== null) return fault;
    }
    return findExclusion(conjuncts, leaves);
  }
  const [first, ...others] = flatten(part, "or");
  if (first === undefined) return null;
  if (others.length === 0) return judgeLeaf(first, leaves);
  const fault = judge(first, leaves);
  return fault !== null && others.every((other) => judge(other, leaves) !== null) ? fault : null;
}

/** The parts that are joined by `and` (or `or`) at the top, with every `!` taken inwards. */
function flatten({ join, isNegated }: Part, kind: "and" | "or"): Part[] {
  if (join.kind === "not") return flatten({ join: join.of, isNegated: !isNegated }, kind);
  if (join.kind === "leaf") return [{ join, isNegated }];
  const acts = (join.kind === "and") === isNegated ? "or" : "and";
  if (acts !== kind) return [{ join, isNegated }];
  return [...flatten({ join: join.left, isNegated }, kind), ...flatten({ join: join.right, isNegated }, kind)];
}

function judgeLeaf({ join, isNegated }: Part, leaves: readonly CheckedLeaf[]): NeverTrue | null {
  const checked = join.kind === "leaf" ? leaves[join.index] : undefined;
  if (checked === undefined || checked.sides === null) return null;
  const { leaf, start, sides } = checked;
  const why = neededComparisons(leaf, isNegated)
    .map((op) => explainNever(sides.left, op, sides.right))
    .find((reason) => reason !== null);
  return why === undefined ? null : { message: `this can never be true: ${why}`, position: start };
}

/** Comparisons without which a leaf is not true. What is not true of a crossing or a touch says nothing. */
function neededComparisons(leaf: Leaf, isNegated: boolean): readonly ComparisonOp[] {
  switch (leaf.kind) {
    case "comparison":
      return [isNegated ? opposites[leaf.op] : leaf.op];
    case "crossing":
      // Beyond now, not yet just before.
      return isNegated ? [] : leaf.op === "crossesAbove" ? [">", "<="] : ["<", ">="];
    case "touch":
      // low ≤ level ≤ high, all three in the signal's range.
      return isNegated ? [] : ["<=", ">="];
    case "trailing-stop":
      return [];
  }
}

const opposites: Readonly<Record<ComparisonOp, ComparisonOp>> = {
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
  "==": "!=",
  "!=": "==",
};

const mirrored: Readonly<Record<ComparisonOp, ComparisonOp>> = {
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
  "==": "==",
  "!=": "!=",
};

function explainNever(left: TypedNumber, op: ComparisonOp, right: TypedNumber): string | null {
  switch (op) {
    case "<":
    case "<=":
      if (isBelow(right.range, left.range, op === "<")) return explainOrder(right, left);
      return op === "<" && isSameNumber(left, right) ? "both sides are the same" : null;
    case ">":
    case ">=":
      return explainNever(right, mirrored[op], left);
    case "==":
      return explainNever(left, "<=", right) ?? explainNever(left, ">=", right);
    case "!=": {
      const isOnePoint = left.range.min === right.range.max && left.range.max === right.range.min;
      return isOnePoint || isSameNumber(left, right) ? "both sides are the same" : null;
    }
  }
}

/** Whether every value of `a` is below every value of `b`, or, if they may, at most equal. */
function isBelow(a: Interval, b: Interval, orEqual: boolean): boolean {
  return a.max < b.min || (a.max === b.min && (orEqual || a.maxOpen || b.minOpen));
}

/** Both are known where one is, and equal then. */
function isSameNumber(left: TypedNumber, right: TypedNumber): boolean {
  return structureOf(left) === structureOf(right);
}

const structureOf = ({ expression }: TypedNumber): string => JSON.stringify(expression);

function explainOrder(lower: TypedNumber, upper: TypedNumber): string {
  const above = `${upper.name} is ${upper.range.minOpen ? "always above" : "never below"} ${upper.range.min}`;
  const below = `${lower.name} is ${lower.range.maxOpen ? "always below" : "never above"} ${lower.range.max}`;
  if (isConstant(lower)) return above;
  return isConstant(upper) ? below : `${above} and ${below}`;
}

type Bound = { readonly of: TypedNumber; readonly op: ComparisonOp; readonly value: number; readonly start: number };

/** Comparisons of one expression with constants, all of which must be true at once, that leave it no value. */
function findExclusion(conjuncts: readonly Part[], leaves: readonly CheckedLeaf[]): NeverTrue | null {
  const found = new Map<string, { left: Interval; readonly different: Set<number>; readonly said: string[] }>();
  for (const part of conjuncts) {
    const bound = readBound(part, leaves);
    if (bound === null) continue;
    const structure = structureOf(bound.of);
    const before = found.get(structure) ?? { left: bound.of.range, different: new Set<number>(), said: [] };
    found.set(structure, before);
    before.said.push(`${bound.op} ${bound.value}`);
    if (bound.op === "!=") before.different.add(bound.value);
    else before.left = intersect(before.left, allowedBy(bound.op, bound.value));
    const { min, max } = before.left;
    if (isEmpty(before.left) || (min === max && before.different.has(min))) {
      const message = `this can never be true: ${bound.of.name} cannot be ${cutText(before.said.join(" and "), 100, "start")} at once`;
      return { message, position: bound.start };
    }
  }
  return null;
}

function readBound({ join, isNegated }: Part, leaves: readonly CheckedLeaf[]): Bound | null {
  const checked = join.kind === "leaf" ? leaves[join.index] : undefined;
  if (checked === undefined || checked.sides === null || checked.leaf.kind !== "comparison") return null;
  const { left, right } = checked.sides;
  const op = isNegated ? opposites[checked.leaf.op] : checked.leaf.op;
  const { start } = checked;
  if (isConstant(right)) return { of: left, op, value: right.expression.value, start };
  return isConstant(left) ? { of: right, op: mirrored[op], value: left.expression.value, start } : null;
}

function allowedBy(op: Exclude<ComparisonOp, "!=">, value: number): Interval {
  switch (op) {
    case "<":
    case "<=":
      return { min: -Infinity, max: value, minOpen: false, maxOpen: op === "<" };
    case ">":
    case ">=":
      return { min: value, max: Infinity, minOpen: op === ">", maxOpen: false };
    case "==":
      return pointOf(value);
  }
}
