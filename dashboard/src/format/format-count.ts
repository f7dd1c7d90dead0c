/** A whole number with its thousands apart. */
export const formatCount = (count: number): string => count.toLocaleString("en-US");

/** So many of a noun: `1 file`, `12 files`. */
export const countOf = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
