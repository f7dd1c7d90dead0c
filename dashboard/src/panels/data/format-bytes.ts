/** A size in its largest unit: `812 B`, `12.4 kB`, `7.6 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  const [size, unit] = bytes < 999_950 ? [bytes / 1_000, "kB"] : [bytes / 1_000_000, "MB"];
  return `${size.toFixed(1)} ${unit}`;
}

/** A whole number with its thousands apart. */
export const formatCount = (count: number): string => count.toLocaleString("en-US");

/** So many of a noun: `1 file`, `12 files`. */
export const countOf = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
