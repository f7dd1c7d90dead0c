import type { SignalKey } from "../contracts/ids.ts";
import type { ComparisonOp, Leaf, NumberExpression } from "./condition.ts";

/** What a number is by the present values of its signals alone; undefined where it needs their past, or is not finite. */
export function evaluateSpot(expression: NumberExpression, values: ReadonlyMap<string, number>): number | undefined {
  switch (expression.kind) {
    case "number":
      return expression.value;
    case "signal":
      return expression.field === "value" ? values.get(expression.key) : undefined;
    case "negate": {
      const of = evaluateSpot(expression.of, values);
      return of === undefined ? undefined : -of;
    }
    case "arithmetic": {
      const left = evaluateSpot(expression.left, values);
      const right = evaluateSpot(expression.right, values);
      if (left === undefined || right === undefined) return undefined;
      const result = calculate(left, expression.op, right);
      return Number.isFinite(result) ? result : undefined;
    }
    default:
      return undefined;
  }
}

export function compare(left: number, op: ComparisonOp, right: number): boolean {
  switch (op) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    case "==":
      return left === right;
    case "!=":
      return left !== right;
  }
}

export function calculate(left: number, op: "+" | "-" | "*" | "/", right: number): number {
  switch (op) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
  }
}

/** The two sides of a leaf as an explanation shows them; null where a side is no expression of the text. */
export function sidesOf(leaf: Leaf): {
  readonly left: NumberExpression | null;
  readonly right: NumberExpression | null;
} {
  switch (leaf.kind) {
    case "comparison":
    case "crossing":
      return { left: leaf.left, right: leaf.right };
    case "touch":
      return { left: null, right: leaf.level };
    case "trailing-stop":
      return { left: null, right: null };
  }
}

/** The signals that a leaf reads. */
export function signalsOfLeaf(leaf: Leaf): ReadonlySet<SignalKey> {
  const { left, right } = sidesOf(leaf);
  const own = "key" in leaf ? [leaf.key] : [];
  return new Set([...own, ...(left === null ? [] : signalsOf(left)), ...(right === null ? [] : signalsOf(right))]);
}

/** The signals that an expression reads, in the order of the text. Counted events are none of them. */
export function signalsOf(expression: NumberExpression): readonly SignalKey[] {
  switch (expression.kind) {
    case "number":
    case "event-count":
      return [];
    case "signal":
      return [expression.key];
    case "arithmetic":
      return [...signalsOf(expression.left), ...signalsOf(expression.right)];
    default:
      return signalsOf(expression.of);
  }
}
