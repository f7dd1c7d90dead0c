import type { Story } from "../../../../../contracts/story.ts";
import type { WorldSnapshot } from "../../../../../contracts/world.ts";
import { type Change, firstAndRest } from "./change.ts";

/** How severe a story was when this page first saw it. */
export type SeenSeverities = ReadonlyMap<string, { readonly severity: number; readonly atMs: number }>;

const newForMs = 3 * 3_600_000;
const severityMin = 0.3;
/** By so much a story must have become more severe to be told as worse. */
const worseBy = 0.1;
/** Scales off the usual number of stories. */
const unusualFrom = 3;
const shown = 3;

/** New stories, stories that became worse since the page saw them first, and categories that are told of unusually much. */
export function worldChanges(
  { asOfMs, stories, anomalies }: Pick<WorldSnapshot, "asOfMs" | "stories" | "anomalies">,
  seen: SeenSeverities,
  nowMs: number,
): readonly Change[] {
  const open = stories.filter(({ state }) => state === "open");
  const worse = open.flatMap((story) => tellWorse(story, seen, nowMs - asOfMs));
  const told = new Set(worse.map(({ id }) => id));
  const fresh = open
    .filter(
      ({ id, firstPublishedMs, severity }) =>
        nowMs - firstPublishedMs <= newForMs && severity >= severityMin && !told.has(`event ${id}`),
    )
    .toSorted((a, b) => weigh(b) - weigh(a) || b.firstPublishedMs - a.firstPublishedMs);
  const { first, rest } = firstAndRest(fresh, shown);
  return [
    ...worse,
    ...first.map((story) => tellNew(story, nowMs)),
    ...(rest.length === 0
      ? []
      : [
          {
            ...({ id: "event rest", kind: "event", tone: "quiet", weight: weigh(rest[0] as Story) } as const),
            ageMs: nowMs - Math.max(...rest.map(({ firstPublishedMs }) => firstPublishedMs)),
            text: `${rest.length} more new stories of severity ${severityMin} or more.`,
            to: { panel: "world", params: { hours: "6", sort: "newest" } },
          },
        ]),
    ...anomalies
      .filter(({ learning, up }) => !learning && up >= unusualFrom)
      .map(
        ({ category, hourMs, count, median, up }): Change => ({
          ...{ id: `anomaly ${category}`, kind: "event", tone: "warn", weight: Math.min(60, 40 + up * 2) },
          ageMs: Math.max(0, nowMs - hourMs),
          text: `Unusually much ${category}: ${count} ${count === 1 ? "story" : "stories"} in an hour, where ${Math.round(median * 10) / 10} are usual.`,
          to: { panel: "world", params: { category } },
        }),
      ),
  ];
}

const weigh = ({ severity, confidence, publisherFamilies }: Story): number =>
  Math.min(85, 25 + 50 * severity * (0.5 + confidence / 2) + Math.min(10, 3 * (publisherFamilies.length - 1)));

const tellNew = (story: Story, nowMs: number): Change => ({
  ...{ id: `event ${story.id}`, kind: "event", tone: story.severity >= 2 / 3 ? "bad" : "warn", weight: weigh(story) },
  ageMs: nowMs - story.firstPublishedMs,
  text: `New, ${story.category}: ${sentence(story.title)} Severity ${story.severity.toFixed(2)}, ${tellers(story)}.`,
  to: { panel: "world", params: { category: story.category } },
});

function tellWorse(story: Story, seen: SeenSeverities, ageMs: number): readonly Change[] {
  const before = seen.get(story.id);
  if (before === undefined || story.severity - before.severity < worseBy) return [];
  return [
    {
      ...{ id: `event ${story.id}`, kind: "event", tone: "bad", weight: Math.min(90, weigh(story) + 10), ageMs },
      text: `Worse, ${story.category}: ${sentence(story.title)} Its severity rose from ${before.severity.toFixed(2)} to ${story.severity.toFixed(2)}.`,
      to: { panel: "world", params: { category: story.category } },
    },
  ];
}

const tellers = ({ publisherFamilies: { length } }: Story): string =>
  length === 1 ? "told by one publisher family" : `told by ${length} publisher families`;

/** A headline as a sentence: with a mark at its end. */
const sentence = (title: string): string => (/[.!?…]$/.test(title) ? title : `${title}.`);

/** What the page has seen of severities: each story as it was first. Stories that are gone are forgotten. */
export function rememberSeverities(
  seen: SeenSeverities,
  { stories, asOfMs }: Pick<WorldSnapshot, "stories" | "asOfMs">,
): SeenSeverities {
  return new Map(stories.map(({ id, severity }) => [id, seen.get(id) ?? { severity, atMs: asOfMs }]));
}
