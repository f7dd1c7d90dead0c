/** Stretches of the past that can be looked at, as they stand in the address. */
export const ranges = [
  { id: "3h", minutes: 180, words: "3 h" },
  { id: "24h", minutes: 1_440, words: "24 h" },
  { id: "7d", minutes: 10_080, words: "7 d" },
  { id: "30d", minutes: 43_200, words: "30 d" },
] as const;
export type Range = (typeof ranges)[number];

/** A day where the address says none that there is. */
export const rangeOf = (id: string | undefined): Range => ranges.find((range) => range.id === id) ?? ranges[1];
