import type { FactorPoint } from "../answers.ts";

export type ShareChange = {
  readonly eventId: string;
  readonly eventTimeMs: number;
  /** Null where it had no share. */
  readonly before: number | null;
  readonly after: number | null;
  readonly by: number;
};

/** Less than this is lost in the rounding of what is shown. */
const leastShare = 0.005;

/** Which events made the difference between two readings of a factor: those whose share changed, the largest change first. */
export function explainChange(first: FactorPoint, last: FactorPoint): readonly ShareChange[] {
  const before = new Map(first.evidence.map((item) => [item.eventId, item]));
  const after = new Map(last.evidence.map((item) => [item.eventId, item]));
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((eventId): ShareChange => {
      const [old, now] = [before.get(eventId), after.get(eventId)];
      return {
        eventId,
        eventTimeMs: now?.eventTimeMs ?? old?.eventTimeMs ?? 0,
        before: old?.share ?? null,
        after: now?.share ?? null,
        by: (now?.share ?? 0) - (old?.share ?? 0),
      };
    })
    .filter(({ by }) => Math.abs(by) >= leastShare)
    .toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by) || b.eventTimeMs - a.eventTimeMs);
}

/** What became of an event's share. */
export function changeKind({ before, after, by }: ShareChange): "came" | "went" | "grew" | "faded" {
  if (before === null) return "came";
  if (after === null) return "went";
  return Math.sign(by) === Math.sign(before) ? "grew" : "faded";
}
