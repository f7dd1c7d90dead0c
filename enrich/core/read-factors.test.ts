import fc from "fast-check";
import { expect, test } from "vitest";
import { EventCategory, FactorName, type WorldEvent } from "../../contracts/event.ts";
import { FactorReading } from "../../contracts/factor-reading.ts";
import type { Story } from "../../contracts/story.ts";
import { classifyEvent } from "./classify-event.ts";
import { readFactors } from "./read-factors.ts";
import { groupStories, storyRule } from "./stories/group-stories.ts";
import { asOfMs, hourMs, sampleEvent } from "./stories/sample-events.ts";
import { tellStory } from "./stories/tell-story.ts";

const rule = { halfLifeMs: 24 * hourMs, evidenceMax: 3 };
const risk = (factor: number) => ({ growth: 0, liquidity: 0, risk: factor, regulation: 0, shock: 0 });
const tell = (id: string, events: readonly WorldEvent[], change: Partial<Story> = {}): Story => ({
  ...tellStory(events, { id, splitFrom: null, firstPublishedMs: Number.POSITIVE_INFINITY }),
  ...change,
});
const story = (id: string, change: Partial<Story> = {}) =>
  tell(id, [sampleEvent(id, id, { publishedAtMs: asOfMs, confidence: 1 })], change);
const readRisk = (stories: readonly Story[]) =>
  readFactors(stories, asOfMs, rule).find(({ factor }) => factor === ("risk" satisfies FactorName));

test.each<[string, Story[], number]>([
  ["nothing happened", [], 0],
  ["one bad story, now", [story("a")], -0.5],
  ["a day ago: half", [story("a", { firstPublishedMs: asOfMs - 24 * hourMs })], -0.25],
  [
    "told again just now: no younger",
    [story("a", { firstPublishedMs: asOfMs - 24 * hourMs, lastPublishedMs: asOfMs })],
    -0.25,
  ],
  ["believed by half: half", [story("a", { confidence: 0.5 })], -0.25],
  ["two bad ones: less than their sum", [story("a"), story("b")], -0.75],
  ["one bad, one good", [story("a"), story("b", { factors: risk(0.2) })], -0.3],
  ["not known yet", [story("a", { firstPublishedMs: asOfMs + 1 })], 0],
  ["expired", [story("a", { expiresAtMs: asOfMs })], 0],
  ["merged into another", [story("a", { state: "merged" })], 0],
  ["died", [story("a", { state: "died" })], 0],
])("%s", (_what, stories, value) => {
  expect(readRisk(stories)?.value).toBeCloseTo(value, 12);
});

test("the evidence is named by story, strongest first, and no more of it than asked for", () => {
  const stories = [0.1, -0.4, 0.3, -0.2].map((factor, index) => story(`s${index}`, { factors: risk(factor) }));
  expect(readRisk(stories)?.evidence.map(({ eventId, share }) => [eventId, share])).toEqual([
    ["s1", -0.4],
    ["s2", 0.3],
    ["s3", -0.2],
  ]);
});

const signed = fc.double({ min: -1, max: 1, noNaN: true });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const age = fc.integer({ min: 0, max: 72 * hourMs });
const stories = fc
  .array(fc.record({ confidence: share, ageMs: age, factor: signed }), { maxLength: 12 })
  .map((list) =>
    list.map(({ confidence, ageMs, factor }, index) =>
      story(`s${index}`, { confidence, firstPublishedMs: asOfMs - ageMs, factors: risk(factor) }),
    ),
  );

test("every factor stays within one, in whatever order the stories come", () => {
  fc.assert(
    fc.property(stories, (list) => {
      const readings = readFactors(list, asOfMs, rule);
      expect(readings.map(({ factor }) => factor)).toEqual(FactorName.options);
      for (const reading of readings) expect(FactorReading.safeParse(reading).success).toBe(true);
      expect(readFactors(list.toReversed(), asOfMs, rule)).toEqual(readings);
    }),
    { numRuns: 300, seed: 6 },
  );
});

test("a further bad story never improves a reading, a further good one never worsens it", () => {
  fc.assert(
    fc.property(stories, share, share, age, fc.boolean(), (list, strength, confidence, ageMs, isBad) => {
      const further = story("z", {
        confidence,
        firstPublishedMs: asOfMs - ageMs,
        factors: risk(isBad ? -strength : strength),
      });
      const [before, after] = [readRisk(list)?.value ?? 0, readRisk([...list, further])?.value ?? 0];
      if (isBad) expect(after).toBeLessThanOrEqual(before + 1e-12);
      else expect(after).toBeGreaterThanOrEqual(before - 1e-12);
    }),
    { numRuns: 300, seed: 7 },
  );
});

const tellings = fc.array(fc.record({ factor: signed, confidence: share, family: fc.nat(3), ageMs: age }), {
  minLength: 1,
  maxLength: 8,
});
const toEvents = (list: readonly { factor: number; confidence: number; family: number; ageMs: number }[]) =>
  list
    .map(({ factor, confidence, family, ageMs }, index) =>
      sampleEvent(`e${index}`, "t", {
        factors: risk(factor),
        confidence,
        publisherFamily: `f${family}`,
        publishedAtMs: asOfMs - ageMs,
      }),
    )
    .toSorted((a, b) => a.publishedAtMs - b.publishedAtMs);

test("a further bad telling of a story never improves the reading, also where it corroborates a good one", () => {
  fc.assert(
    fc.property(tellings, share, share, fc.nat(4), (list, strength, confidence, family) => {
      const events = toEvents(list);
      const further = sampleEvent("z", "t", {
        factors: risk(-strength),
        confidence,
        publisherFamily: `f${family}`,
        publishedAtMs: asOfMs,
      });
      const before = readRisk([tell("s", events)])?.value ?? 0;
      expect(readRisk([tell("s", [...events, further])])?.value ?? 0).toBeLessThanOrEqual(before + 1e-9);
    }),
    { numRuns: 500, seed: 8 },
  );
});

/** What each category should be able to move, from a headline to the reading. */
const reach: readonly [EventCategory, string, Partial<Record<FactorName, 1 | -1>>][] = [
  ["earthquake", "Earthquake kills 50", { shock: -1 }],
  ["disaster", "Hurricane floods coast", { shock: -1, growth: -1 }],
  ["conflict", "Missile strikes on two cities", { shock: -1, risk: -1 }],
  ["conflict", "Ceasefire agreed", { shock: 1, risk: 1 }],
  ["unrest", "Coup in the capital", { shock: -1, risk: -1, growth: -1 }],
  ["cyber", "Ransomware hits port", { shock: -1, risk: -1 }],
  ["exploit", "Protocol hacked for $200 million", { risk: -1, shock: -1, liquidity: -1 }],
  ["outage", "Exchange halts withdrawals", { liquidity: -1, risk: -1, shock: -1 }],
  ["regulation", "Country bans crypto", { regulation: -1, risk: -1 }],
  ["regulation", "SEC approves ETF", { regulation: 1, risk: 1 }],
  ["monetary", "Fed cuts rates", { liquidity: 1, growth: 1 }],
  ["monetary", "Fed hikes rates", { liquidity: -1, growth: -1 }],
  ["economy", "Recession deepens", { growth: -1, risk: -1 }],
  ["economy", "Economy expands", { growth: 1 }],
  ["market", "Bitcoin plunges 15%", { risk: -1 }],
  ["sentiment", "Panic among traders", { risk: -1 }],
  ["volatility", "Liquidations sweep the market", { risk: -1, liquidity: -1 }],
  ["adoption", "ETF inflows grow", { risk: 1, liquidity: 1, regulation: 1 }],
  ["trade", "New tariffs on steel", { growth: -1, risk: -1 }],
  ["health", "Cholera outbreak spreads", { growth: -1, shock: -1 }],
];
const readHeadline = (title: string) => {
  const { category, severity, factors, confidence } = classifyEvent({ title, category: null, severity: null });
  const told = groupStories(
    [],
    [sampleEvent("e", title, { category, severity, factors, confidence })],
    asOfMs,
    storyRule,
  );
  return { category, readings: readFactors(told.stories, asOfMs, rule) };
};

test.each(reach)("%s moves what it should: %s", (category, title, signs) => {
  const read = readHeadline(title);
  expect(read.category).toBe(category);
  for (const [factor, sign] of Object.entries(signs)) {
    const value = read.readings.find((reading) => reading.factor === factor)?.value ?? 0;
    expect(Math.sign(value), `${factor} ${value}`).toBe(sign);
  }
});

test("every category but `other` is in that table, and every factor is moved both ways", () => {
  expect(new Set(reach.map(([category]) => category))).toEqual(
    new Set(EventCategory.options.filter((category) => category !== "other")),
  );
  const moved = new Set(
    reach.flatMap(([, , signs]) => Object.entries(signs).map(([factor, sign]) => `${factor} ${sign}`)),
  );
  expect(moved).toEqual(new Set(FactorName.options.flatMap((factor) => [`${factor} 1`, `${factor} -1`])));
});

test("readings reach every level of badness", () => {
  const levels = [0, 1, 2, 5, 12].map((count) => {
    const list = Array.from({ length: count }, (_, index) =>
      story(`s${index}`, { confidence: 0.6, firstPublishedMs: asOfMs, factors: risk(-0.4) }),
    );
    return Math.min(3, Math.floor(Math.abs(readRisk(list)?.value ?? 0) * 4));
  });
  expect(levels).toEqual([0, 0, 1, 2, 3]);
});
