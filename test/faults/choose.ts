import type { Random } from "../../local/feed/seeded-random.ts";

/** A whole number from `from` up to and including `to`. */
export const drawInt = (random: Random, from: number, to: number): number =>
  from + Math.floor(random.uniform() * (to - from + 1));

export function chooseOne<T>(random: Random, choices: readonly T[]): T {
  const chosen = choices[Math.floor(random.uniform() * choices.length)];
  if (chosen === undefined) throw new RangeError("there is nothing to choose from");
  return chosen;
}
