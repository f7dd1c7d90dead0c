import { type ComparableEvent, compareEvents, type SimilarityRule } from "./compare-events.ts";
import { findPairs } from "./find-pairs.ts";

export type JoinRule = SimilarityRule & {
  /** Two events this similar are one story. */
  readonly threshold: number;
};

/**
 * Groups of events that tell one story, from the whole set at once: the same set gives the same groups, in whatever order or
 * portions it came. Pairs are joined from the most similar down; two groups only where their members are on average half as
 * similar as a pair has to be, so that a chain of small steps does not lead from one story to another.
 */
export function joinEvents(
  events: readonly ComparableEvent[],
  rule: JoinRule,
): readonly (readonly ComparableEvent[])[] {
  const ordered = events.toSorted(byTime);
  const pairs = findPairs(ordered, rule.threshold, rule).toSorted(
    (a, b) => b.similarity - a.similarity || a.left - b.left || a.right - b.right,
  );
  const groups = ordered.map((_, place) => [place]);
  const groupOf = ordered.map((_, place) => place);
  for (const { left, right, similarity } of pairs) {
    const [into = 0, from = 0] = [groupOf[left], groupOf[right]];
    if (into === from) continue;
    const [a = [], b = []] = [groups[into], groups[from]];
    const isSame = similarity === 1 && ordered[left]?.event.dedupeKey === ordered[right]?.event.dedupeKey;
    if (!isSame && meanSimilarity(a, b, ordered, rule) < rule.threshold / 2) continue;
    const [keep, gone] = into < from ? [into, from] : [from, into];
    const joined = [...a, ...b].toSorted((x, y) => x - y);
    groups[keep] = joined;
    groups[gone] = [];
    for (const place of joined) groupOf[place] = keep;
  }
  return groups.filter((group) => group.length > 0).map((group) => group.flatMap((place) => ordered[place] ?? []));
}

const sampled = 12;

/** Of large groups the earliest members stand for the rest: that bounds the work, and the sample is the same for the same group. */
function meanSimilarity(
  a: readonly number[],
  b: readonly number[],
  events: readonly ComparableEvent[],
  rule: JoinRule,
): number {
  const [left, right] = [a.slice(0, sampled), b.slice(0, sampled)];
  let sum = 0;
  for (const x of left)
    for (const y of right) {
      const [one, other] = [events[x], events[y]];
      if (one !== undefined && other !== undefined) sum += compareEvents(one, other, rule);
    }
  return sum / (left.length * right.length);
}

/** By publication, then by id: the order that everything here rests on. */
export const byTime = (a: ComparableEvent, b: ComparableEvent): number =>
  a.event.publishedAtMs - b.event.publishedAtMs || (a.event.id < b.event.id ? -1 : a.event.id > b.event.id ? 1 : 0);
