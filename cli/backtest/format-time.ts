const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
  ["ms", 1],
] as const;

/** A span for people, in as many units as it needs: `1d 2h`, `90s` is `1m 30s`, nothing is `0s`. */
export function formatSpan(spanMs: number): string {
  const parts: string[] = [];
  let rest = spanMs;
  for (const [unit, unitMs] of units) {
    const count = Math.floor(rest / unitMs);
    rest -= count * unitMs;
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.join(" ") || "0s";
}

/** UTC to the minute, or to the second where that says more. */
export function formatMoment(atMs: number): string {
  const text = new Date(atMs).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, atMs % 60_000 === 0 ? 16 : 19)}`;
}
