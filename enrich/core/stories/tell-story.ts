import { type EventCategory, FactorName, type FactorStrengths, type WorldEvent } from "../../../contracts/event.ts";
import type { Story } from "../../../contracts/story.ts";
import { similarityVersion } from "./compare-events.ts";

type Origin = { readonly id: string; readonly splitFrom: string | null; readonly firstPublishedMs: number };

/**
 * What several tellings say together. Families corroborate: confidence is 1 − Π(1 − c) over publisher families, each with the
 * surest of its tellings. A factor is its good side less its bad side; a side is the strongest strength times the confidence
 * of the families that say it. It is given per unit of the story's confidence, as events give theirs, so that a further
 * telling that is bad never makes strength × confidence better. The title is that of the earliest telling that stands.
 */
export function tellStory(events: readonly WorldEvent[], { id, splitFrom, firstPublishedMs }: Origin): Story {
  const [first] = events;
  if (first === undefined) throw new Error("a story without events");
  const confidence = believe(events);
  return {
    id,
    state: "open",
    mergedInto: null,
    splitFrom,
    title: first.title,
    category: chooseCategory(events),
    eventIds: events.map((event) => event.id).toSorted(byCodePoint),
    publisherFamilies: [...new Set(events.map(({ publisherFamily }) => publisherFamily))].toSorted(byCodePoint),
    firstPublishedMs: Math.min(firstPublishedMs, first.publishedAtMs),
    lastPublishedMs: Math.max(...events.map(({ publishedAtMs }) => publishedAtMs)),
    expiresAtMs: Math.min(...events.map(({ expiresAtMs }) => expiresAtMs)),
    severity: Math.max(...events.map(({ severity }) => severity)),
    confidence,
    factors: Object.fromEntries(
      FactorName.options.map((factor) => [factor, joinFactor(events, factor, confidence)]),
    ) as FactorStrengths,
    methodVersion: `${similarityVersion}+${[...new Set(events.map(({ methodVersion }) => methodVersion))].toSorted(byCodePoint).join("+")}`,
  };
}

function joinFactor(events: readonly WorldEvent[], factor: FactorName, confidence: number): number {
  if (confidence === 0) return 0;
  const side = (sign: 1 | -1): number => {
    const saying = events.filter((event) => sign * event.factors[factor] > 0);
    return saying.length === 0 ? 0 : Math.max(...saying.map((event) => sign * event.factors[factor])) * believe(saying);
  };
  return Math.min(1, Math.max(-1, (side(1) - side(-1)) / confidence));
}

/** 1 − Π(1 − c) over families. Products are taken in one order, so that the same families give the same bits. */
function believe(events: readonly WorldEvent[]): number {
  const surest = new Map<string, number>();
  for (const { publisherFamily, confidence } of events)
    surest.set(publisherFamily, Math.max(confidence, surest.get(publisherFamily) ?? 0));
  return 1 - [...surest.values()].toSorted((a, b) => a - b).reduce((rest, confidence) => rest * (1 - confidence), 1);
}

/** What most tellings say, `other` only where all do; of several the one that the earliest of them says. */
function chooseCategory(events: readonly WorldEvent[]): EventCategory {
  const counts = new Map<EventCategory, number>();
  for (const { category } of events) if (category !== "other") counts.set(category, (counts.get(category) ?? 0) + 1);
  return [...counts].toSorted(([, m], [, n]) => n - m)[0]?.[0] ?? "other";
}

const byCodePoint = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
