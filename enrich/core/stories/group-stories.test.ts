import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { WorldEvent } from "../../../contracts/event.ts";
import { Story } from "../../../contracts/story.ts";
import { buildHeadlineEvent } from "../build-headline-event.ts";
import { classifyEvent } from "../classify-event.ts";
import { compareEvents, toComparable } from "./compare-events.ts";
import { findPairs } from "./find-pairs.ts";
import { groupStories, storyRule } from "./group-stories.ts";
import { asOfMs, hourMs, sampleEvent } from "./sample-events.ts";

const event = sampleEvent;
const group = (events: readonly WorldEvent[], previous: readonly Story[] = [], now = asOfMs) =>
  groupStories(previous, events, now, storyRule);
const membersOf = (stories: readonly Story[]) =>
  stories
    .filter(({ state }) => state === "open")
    .map(({ eventIds }) => eventIds.join(" "))
    .sort((a, b) => (a < b ? -1 : 1));

test.each<[string, [string, Partial<WorldEvent>?], [string, Partial<WorldEvent>?], boolean]>([
  ["the same words", ["Bridge drained of $40 million"], ["Bridge drained of $40 million"], true],
  [
    "other words for the same",
    ["Fed raises interest rates to 5%"],
    ["Federal Reserve hikes interest rates to 5%"],
    true,
  ],
  [
    "a wire's additions",
    ["UPDATE 1-Minister rejects plan to tax wealth"],
    ["Minister rejects plan to tax wealth - agency"],
    true,
  ],
  ["another happening", ["Bridge drained of $40 million"], ["Minister rejects plan to tax wealth"], false],
  [
    "the same template of another company",
    ["Alpha miner mined 425 bitcoin in March"],
    ["Beta digital mined 903 bitcoin in March"],
    false,
  ],
  ["another ticker", ["Token price hits major exchanges (AAA)"], ["Token price hits major exchanges (BBB)"], false],
  [
    "two days later",
    ["Minister rejects plan to tax wealth"],
    ["Minister rejects plan to tax wealth", { publishedAtMs: asOfMs - 49 * hourMs }],
    false,
  ],
  [
    "a category that is none of its kin",
    ["Minister rejects plan to tax wealth", { category: "earthquake" }],
    ["Minister rejects plan to tax wealth", { category: "cyber" }],
    false,
  ],
  [
    "another country",
    ["Floods displace thousands of people", { geo: { countries: ["BR"], lat: null, lon: null, precision: "country" } }],
    ["Floods displace thousands of people", { geo: { countries: ["IN"], lat: null, lon: null, precision: "country" } }],
    false,
  ],
  ["the same dedupe key, whatever the words", ["One", { dedupeKey: "k" }], ["Two", { dedupeKey: "k" }], true],
])("%s: %s | %s", (_what, [a, changeA], [b, changeB], joined) => {
  expect(membersOf(group([event("a", a, changeA), event("b", b, changeB)]).stories)).toEqual(
    joined ? ["a b"] : ["a", "b"],
  );
});

const quake = (id: string, lat: number, minute: number, source: string) =>
  event(id, `M ${lat.toFixed(1)} quake`, {
    category: "earthquake",
    source,
    publisherFamily: source,
    eventTimeMs: asOfMs - hourMs + minute * 60_000,
    publishedAtMs: asOfMs - hourMs + minute * 60_000,
    geo: { countries: [], lat, lon: 20, precision: "point" },
  });
test.each<[string, WorldEvent, WorldEvent, boolean]>([
  ["two networks, one place and time", quake("a", 10, 0, "usgs"), quake("b", 10.2, 5, "emsc"), true],
  ["an aftershock of the same network", quake("a", 10, 0, "usgs"), quake("b", 10, 5, "usgs"), false],
  ["an hour later", quake("a", 10, 0, "usgs"), quake("b", 10, 58, "emsc"), false],
  ["far away", quake("a", 10, 0, "usgs"), quake("b", 12, 0, "emsc"), false],
])("measurements: %s", (_what, a, b, joined) => {
  expect(group([a, b]).stories).toHaveLength(joined ? 1 : 2);
});

test("families corroborate, feeds of one house do not", () => {
  const title = "Bridge drained of $40 million";
  const confidenceOf = (families: string[]) =>
    group(families.map((publisherFamily, index) => event(`e${index}`, title, { publisherFamily }))).stories.map(
      ({ confidence }) => confidence,
    );
  expect(confidenceOf(["x"])).toEqual([0.5]);
  expect(confidenceOf(["x", "x", "x"])).toEqual([0.5]);
  expect(confidenceOf(["x", "y"])).toEqual([0.75]);
  expect(confidenceOf(["x", "y", "z"])).toEqual([0.875]);
});

test("a story in full", () => {
  const title = "Bridge drained of $40 million";
  const { stories, links } = group([
    event("b", title, {
      publisherFamily: "y",
      publishedAtMs: asOfMs - 2 * hourMs,
      category: "exploit",
      severity: 0.7,
      expiresAtMs: asOfMs + hourMs,
    }),
    event("a", `${title} overnight`, { publisherFamily: "x" }),
  ]);
  expect(Story.parse(stories[0])).toMatchObject({
    id: "story:b",
    state: "open",
    mergedInto: null,
    splitFrom: null,
    title,
    category: "exploit",
    eventIds: ["a", "b"],
    publisherFamilies: ["x", "y"],
    firstPublishedMs: asOfMs - 2 * hourMs,
    lastPublishedMs: asOfMs - hourMs,
    expiresAtMs: asOfMs + hourMs,
    severity: 0.7,
    confidence: 0.75,
    factors: { risk: -0.5 },
    methodVersion: "story-jaccard-1+test-1",
  });
  expect(links).toEqual([{ kind: "born", storyId: "story:b", other: null }]);
});

test.each<[string, Partial<WorldEvent>]>([
  ["not known yet", { publishedAtMs: asOfMs + 1 }],
  ["before the window", { publishedAtMs: asOfMs - storyRule.windowMs }],
  ["expired", { expiresAtMs: asOfMs }],
])("an event that is %s does not count", (_what, change) => {
  expect(group([event("a", "Anything", change)]).stories).toEqual([]);
});

/** Three tellings of which the middle one is near to both others, and they are not near to each other. */
const left = event("l", "Harbour strike stops grain ships at eastern port", { publishedAtMs: asOfMs - 3 * hourMs });
const middle = event("m", "Harbour strike stops grain ships, talks on wages resume", {
  publishedAtMs: asOfMs - 2 * hourMs,
});
const right = event("r", "Harbour talks on wages resume, grain ships wait", { publishedAtMs: asOfMs - hourMs });

test("lineage: born, merged by a telling between them, split when it is gone, died", () => {
  const born = group([left, right]);
  expect(born.links.map(({ kind, storyId }) => [kind, storyId])).toEqual([
    ["born", "story:l"],
    ["born", "story:r"],
  ]);
  const merged = group([left, middle, right], born.stories);
  expect(membersOf(merged.stories)).toEqual(["l m r"]);
  expect(merged.links).toEqual([{ kind: "merged", storyId: "story:r", other: "story:l" }]);
  expect(merged.stories.find(({ id }) => id === "story:r")).toMatchObject({ state: "merged", mergedInto: "story:l" });
  const split = group([left, right], merged.stories);
  expect(split.links).toEqual([{ kind: "split", storyId: "story:r", other: "story:l" }]);
  expect(split.stories.find(({ id }) => id === "story:r")).toMatchObject({
    state: "open",
    splitFrom: "story:l",
    firstPublishedMs: right.publishedAtMs,
  });
  const died = group([left], split.stories);
  expect(died.links).toEqual([{ kind: "died", storyId: "story:r", other: null }]);
  expect(group([left], died.stories).links).toEqual([]);
});

test("a story keeps its id and its age when an earlier telling comes late, and when its first telling leaves the window", () => {
  const late = event("a", "Harbour strike stops grain ships at eastern port", { publishedAtMs: asOfMs - 5 * hourMs });
  const first = group([left]);
  const second = group([left, late], first.stories);
  expect(second.stories).toMatchObject([
    { id: "story:l", firstPublishedMs: asOfMs - 5 * hourMs, eventIds: ["a", "l"] },
  ]);
  const third = group([left], second.stories);
  expect(third.stories).toMatchObject([{ id: "story:l", firstPublishedMs: asOfMs - 5 * hourMs, eventIds: ["l"] }]);
});

const subjects = [
  "Harbour strike stops grain ships",
  "Bridge drained of $40 million",
  "Minister rejects plan to tax wealth",
  "Quake shakes the coast",
  "Exchange halts withdrawals",
];
const endings = [
  "",
  " overnight",
  " again",
  " officials say",
  " in new blow to traders",
  " talks on wages resume",
  " as port stays shut",
];
const arbitraryEvents = fc
  .uniqueArray(
    fc.record({
      key: fc.nat(60),
      subject: fc.constantFrom(...subjects),
      ending: fc.constantFrom(...endings),
      ageMs: fc.integer({ min: 0, max: 60 * hourMs }),
      family: fc.nat(4),
    }),
    { minLength: 1, maxLength: 14, selector: ({ key }) => key },
  )
  .map((list) =>
    list.map(({ key, subject, ending, ageMs, family }) =>
      event(`e${String(key).padStart(2, "0")}`, subject + ending, {
        publishedAtMs: asOfMs - ageMs,
        publisherFamily: `f${family}`,
      }),
    ),
  );

test("whatever the order of arrival and however it is cut into batches, the groups are the same, and so are the stories of one batch", () => {
  fc.assert(
    fc.property(
      arbitraryEvents,
      fc.array(fc.nat(), { minLength: 14, maxLength: 14 }),
      fc.nat(4),
      (events, order, cuts) => {
        const shuffled = events
          .map((item, index) => ({ item, at: order[index] ?? 0 }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ item }) => item);
        const whole = group(events);
        expect(group(shuffled)).toEqual(whole);
        const size = Math.ceil(shuffled.length / (cuts + 1));
        let previous: readonly Story[] = [];
        for (let end = size; ; end += size) {
          previous = group(shuffled.slice(0, end), previous).stories;
          const open = previous.filter(({ state }) => state === "open");
          expect(new Set(open.map(({ id }) => id)).size).toBe(open.length);
          if (end >= shuffled.length) break;
        }
        expect(membersOf(previous)).toEqual(membersOf(whole.stories));
      },
    ),
    { numRuns: 300, seed: 3 },
  );
});

test("no story is lost without a word: each open one is open again, merged or died", () => {
  fc.assert(
    fc.property(arbitraryEvents, arbitraryEvents, (before, after) => {
      const first = group(before);
      const second = group(after, first.stories);
      for (const { id } of first.stories)
        expect(
          second.stories.filter((story) => story.id === id),
          id,
        ).toHaveLength(1);
      for (const story of second.stories) expect(Story.safeParse(story).success).toBe(true);
      // The same again changes nothing.
      const third = group(after, second.stories);
      expect(third.links).toEqual([]);
      expect(third.stories).toEqual(second.stories.filter(({ state }) => state === "open"));
    }),
    { numRuns: 300, seed: 4 },
  );
});

test("the index misses no pair that comparing all with all finds", () => {
  fc.assert(
    fc.property(arbitraryEvents, (events) => {
      const items = events.map(toComparable);
      const all = items.flatMap((a, left) =>
        items.flatMap((b, right) =>
          left < right && compareEvents(a, b, storyRule) >= storyRule.threshold ? [[left, right]] : [],
        ),
      );
      const found = findPairs(items, storyRule.threshold, storyRule).map(({ left, right }) => [left, right]);
      expect(found.toSorted(byPair)).toEqual(all.toSorted(byPair));
    }),
    { numRuns: 300, seed: 5 },
  );
});
const byPair = ([a = 0, b = 0]: number[], [c = 0, d = 0]: number[]) => a - c || b - d;

const recorded = join(
  process.env.PORTENT_DATA ?? join(import.meta.dirname, "../../../../shared/data"),
  "events/news_2024-04-01_20.jsonl.gz",
);
test.skipIf(!existsSync(recorded))(
  "the recorded headlines of April 2024: what is retold is one story, what is alike is not (skipped without recorded data: set PORTENT_DATA)",
  () => {
    const events = gunzipSync(readFileSync(recorded))
      .toString("utf8")
      .trim()
      .split("\n")
      .map((line, index) => {
        const { ts, headline } = JSON.parse(line) as { ts: string; headline: string };
        const atMs = Date.parse(ts);
        const from = {
          source: "recorded",
          publisherFamily: `p${index}`,
          publishedAtMs: atMs,
          fetchedAtMs: atMs,
          category: null,
          severity: null,
        };
        return buildHeadlineEvent(
          {
            id: `${index}`,
            dedupeKey: `${index}`,
            title: headline,
            ...from,
            reliability: 1,
            evidenceUrl: null,
            rights: "test",
            keepMs: 1e10,
          },
          classifyEvent,
        );
      });
    const { stories } = groupStories([], events, Date.UTC(2024, 3, 20, 23), {
      ...storyRule,
      windowMs: 30 * 24 * hourMs,
    });
    const told = stories
      .filter(({ eventIds }) => eventIds.length > 1)
      .map(({ eventIds }) =>
        eventIds
          .map(Number)
          .sort((a, b) => a - b)
          .join(" "),
      );
    // By the place in the file, judged by reading them: notices of one company, a holding, and five news stories.
    expect(told.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))).toEqual([
      "21 26",
      "49 58 59",
      "92 93",
      "208 228",
      "210 213",
      "223 229",
      "226 227 239",
    ]);
  },
);
