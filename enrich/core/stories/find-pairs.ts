import { type ComparableEvent, compareEvents, type SimilarityRule } from "./compare-events.ts";

export type SimilarPair = { readonly left: number; readonly right: number; readonly similarity: number };

/**
 * All pairs at least as similar as `threshold`, by their places in `events`. Not every pair is compared: words are ordered from rare to
 * common, and of each title only so many go into the index that what is left out weighs less than `threshold` of the title.
 * Two titles with that similarity share a weight of at least `threshold` of each, so they share an indexed word (prefix
 * filtering; Bayardo, Ma and Srikant, 2007): none is missed. Measurements and equal dedupe keys are indexed by themselves.
 */
export function findPairs(
  events: readonly ComparableEvent[],
  threshold: number,
  rule: SimilarityRule,
): readonly SimilarPair[] {
  const frequency = new Map<string, number>();
  for (const { title } of events)
    for (const word of title.weights.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const index = new Map<string, number[]>();
  const pairs: SimilarPair[] = [];
  for (const [right, item] of events.entries()) {
    const keys = keysOf(item, frequency, threshold, rule);
    const near = new Set(keys.flatMap(({ looked }) => looked).flatMap((key) => index.get(key) ?? []));
    for (const left of [...near].toSorted((a, b) => a - b)) {
      const other = events[left];
      const similarity = other === undefined ? 0 : compareEvents(other, item, rule);
      if (similarity >= threshold) pairs.push({ left, right, similarity });
    }
    for (const { stored } of keys) {
      const found = index.get(stored);
      if (found === undefined) index.set(stored, [right]);
      else found.push(right);
    }
  }
  return pairs;
}

type Key = { readonly stored: string; readonly looked: readonly string[] };

/** Under which keys an event stands in the index, and under which its like are looked up: of its own slice of time and the ones beside it. */
function keysOf(
  { event, title }: ComparableEvent,
  frequency: ReadonlyMap<string, number>,
  threshold: number,
  rule: SimilarityRule,
): readonly Key[] {
  const slice = Math.floor(event.publishedAtMs / rule.maxGapMs);
  const around = (key: string): Key => ({
    stored: `${slice} ${key}`,
    looked: [slice - 1, slice, slice + 1].map((at) => `${at} ${key}`),
  });
  const words = [...title.weights].toSorted(
    ([a], [b]) => (frequency.get(a) ?? 0) - (frequency.get(b) ?? 0) || (a < b ? -1 : 1),
  );
  const prefix: Key[] = [];
  let rest = title.total;
  for (const [word, weight] of words) {
    if (rest < threshold * title.total - 1e-9) break;
    prefix.push(around(`w:${word}`));
    rest -= weight;
  }
  const key = `d:${event.dedupeKey}`;
  const keys = [...prefix, { stored: key, looked: [key] }];
  return event.geo.precision === "point" ? [...keys, around(`p:${event.category}`)] : keys;
}
