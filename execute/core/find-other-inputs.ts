import type { Condition, NumberExpression } from "../../conditions/condition.ts";
import { evaluateNumber } from "../../conditions/evaluate-leaf.ts";
import type { Fire } from "../../contracts/fires.ts";

/**
 * What in a fire's leaves does not follow from the inputs that they name, null where all does. Casts are held against the
 * inputs' prices, so a leaf may not say one thing and its inputs another: each leaf names every signal that it reads,
 * once, and a side that the inputs determine is computed again. Windows and bounds (`change`, `low`, `high`) rest on
 * samples that no fire carries; only their signals are checked.
 */
export function findOtherInputs(
  condition: Condition,
  { atMs, explain }: Pick<Fire, "atMs" | "explain">,
): string | null {
  for (const [index, { left, right, inputs }] of explain.entries()) {
    const leaf = condition.leaves[index];
    if (leaf === undefined) return `there is no leaf ${index}`;
    if (left === null || right === null) continue;
    const values = new Map<string, number>(inputs.map(({ key, value }) => [key, value]));
    const signals = new Set([...signalsOf(leaf.left), ...signalsOf(leaf.right)]);
    if (values.size !== inputs.length || values.size !== signals.size || [...signals].some((key) => !values.has(key))) {
      return `leaf ${index} names other signals than it reads`;
    }
    const compute = (expression: NumberExpression) =>
      evaluateNumber(expression, atMs, (key, time) => {
        const value = time === atMs ? values.get(key) : undefined;
        return value === undefined ? undefined : { value, low: Number.NaN, high: Number.NaN, sampleAtMs: time };
      });
    for (const [said, expression] of [
      [left, leaf.left],
      [right, leaf.right],
    ] as const) {
      const computed = compute(expression) ?? Number.NaN;
      if (Number.isFinite(computed) && computed !== said)
        return `leaf ${index} says ${said}, its inputs give ${computed}`;
    }
  }
  return null;
}

function signalsOf(expression: NumberExpression): readonly string[] {
  switch (expression.kind) {
    case "number":
      return [];
    case "signal":
      return [expression.key];
    case "negate":
    case "change":
      return signalsOf(expression.of);
    case "arithmetic":
      return [...signalsOf(expression.left), ...signalsOf(expression.right)];
  }
}
