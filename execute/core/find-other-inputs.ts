import type { Condition } from "../../conditions/condition.ts";
import { evaluateSpot, sidesOf, signalsOfLeaf } from "../../conditions/evaluate-spot.ts";
import type { Fire } from "../../contracts/fires.ts";

/**
 * What in a fire's leaves does not follow from the inputs that they name, null where all does. Casts are held against the
 * inputs' prices, so a leaf may not say one thing and its inputs another: each leaf names every signal that it reads,
 * once, and a side that the inputs determine is computed again. Windows and bounds (`change`, `sma`, `low`, …) rest on
 * samples that no fire carries; only their signals are checked. A leaf is left out where a side is unknown, so that it
 * cannot count for the verdict; what a leaf says of itself (`holds`) excuses nothing.
 */
export function findOtherInputs(condition: Condition, { explain }: Pick<Fire, "explain">): string | null {
  for (const [index, { left, right, inputs }] of explain.entries()) {
    const leaf = condition.leaves[index];
    if (leaf === undefined) return `there is no leaf ${index}`;
    if (left === null || (right === null && leaf.kind !== "trailing-stop")) continue;
    const values = new Map<string, number>(inputs.map(({ key, value }) => [key, value]));
    const signals = signalsOfLeaf(leaf);
    if (values.size !== inputs.length || values.size !== signals.size || [...signals].some((key) => !values.has(key))) {
      return `leaf ${index} names other signals than it reads`;
    }
    const sides = sidesOf(leaf);
    for (const [said, expression] of [
      [left, sides.left],
      [right, sides.right],
    ] as const) {
      const computed = expression === null ? undefined : evaluateSpot(expression, values);
      if (computed !== undefined && computed !== said) return `leaf ${index} says ${said}, its inputs give ${computed}`;
    }
  }
  return null;
}
