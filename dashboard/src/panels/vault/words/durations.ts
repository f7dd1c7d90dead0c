export const dayMs = 86_400_000;

/** The vault takes no grant that is longer than a year by its own clock, which may be a little behind. */
const daysMax = 365;

/** Whole days from 1 to a year, as typed; null where it is something else. */
export function readDays(text: string): number | null {
  const typed = text.trim();
  if (!/^\d{1,3}$/.test(typed)) return null;
  const days = Number(typed);
  return days >= 1 && days <= daysMax ? days : null;
}

/** A percentage with at most two places, such as `8` or `0.25`, in basis points; null where it is none. */
export function readPercentBps(text: string): number | null {
  const match = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (match === null) return null;
  const bps = Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
  return bps <= 10_000 ? bps : null;
}

/** `800` is `8 %`, `25` is `0.25 %`. */
export const bpsWords = (bps: number): string => `${bps / 100} %`;
