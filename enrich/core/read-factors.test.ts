import fc from "fast-check";
import { expect, test } from "vitest";
import { type FactorName, WorldEvent } from "../../contracts/event.ts";
import { readFactors } from "./read-factors.ts";

const hourMs = 3_600_000;
const asOfMs = 1_000 * hourMs;
const rule = { halfLifeMs: 24 * hourMs, evidenceMax: 3 };
const event = (id: string, change: Partial<WorldEvent> = {}): WorldEvent =>
  WorldEvent.parse({
    id,
    dedupeKey: id,
    title: id,
    source: "test",
    publisherFamily: "test",
    eventTimeMs: asOfMs,
    publishedAtMs: asOfMs,
    fetchedAtMs: asOfMs,
    severity: 0.5,
    category: "test",
    geo: { countries: [], lat: null, lon: null, precision: "none" },
    factors: { growth: 0, liquidity: 0, risk: -0.5, regulation: 0, shock: 0 },
    confidence: 1,
    evidenceUrl: null,
    rights: "facts",
    expiresAtMs: asOfMs + hourMs,
    methodVersion: "test-1",
    ...change,
  });
const risk = (factor: number) => ({ growth: 0, liquidity: 0, risk: factor, regulation: 0, shock: 0 });
const readRisk = (events: WorldEvent[]) =>
  readFactors(events, asOfMs, rule).find(({ factor }) => factor === ("risk" satisfies FactorName));

test.each<[string, WorldEvent[], number]>([
  ["nothing happened", [], 0],
  ["one bad event, now", [event("a")], -0.5],
  ["a day ago: half", [event("a", { eventTimeMs: asOfMs - 24 * hourMs })], -0.25],
  ["believed by half: half", [event("a", { confidence: 0.5 })], -0.25],
  ["two bad ones: less than their sum", [event("a"), event("b")], -0.75],
  ["one bad, one good", [event("a"), event("b", { factors: risk(0.2) })], -0.3],
  [
    "the same story twice counts once, the severer one",
    [event("a", { dedupeKey: "s" }), event("b", { dedupeKey: "s", severity: 0.9, factors: risk(-0.9) })],
    -0.9,
  ],
  ["published only later: not known yet", [event("a", { publishedAtMs: asOfMs + 1 })], 0],
  ["expired", [event("a", { expiresAtMs: asOfMs })], 0],
  ["announced for tomorrow: counts as of now, not more", [event("a", { eventTimeMs: asOfMs + 24 * hourMs })], -0.5],
])("%s", (_what, events, value) => {
  expect(readRisk(events)?.value).toBeCloseTo(value, 12);
});

test("the evidence is named, strongest first, and no more of it than asked for", () => {
  const events = [0.1, -0.4, 0.3, -0.2].map((factor, index) => event(`e${index}`, { factors: risk(factor) }));
  expect(readRisk(events)?.evidence.map(({ eventId, share }) => [eventId, share])).toEqual([
    ["e1", -0.4],
    ["e2", 0.3],
    ["e3", -0.2],
  ]);
});

const signed = fc.double({ min: -1, max: 1, noNaN: true });
const events = fc.array(
  fc.record({
    dedupe: fc.nat({ max: 5 }),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    severity: fc.double({ min: 0, max: 1, noNaN: true }),
    ageMs: fc.integer({ min: -48 * hourMs, max: 72 * hourMs }),
    factor: signed,
  }),
);

test("whatever happens, every factor stays within one, and the order of the events does not matter", () => {
  fc.assert(
    fc.property(events, (list) => {
      const all = list.map(({ dedupe, confidence, severity, ageMs, factor }, index) =>
        event(`e${index}`, {
          dedupeKey: `d${dedupe}`,
          confidence,
          severity,
          eventTimeMs: asOfMs - ageMs,
          factors: risk(factor),
        }),
      );
      const readings = readFactors(all, asOfMs, rule);
      expect(readings.map(({ factor }) => factor)).toEqual(["growth", "liquidity", "risk", "regulation", "shock"]);
      for (const { value } of readings) expect(Math.abs(value)).toBeLessThanOrEqual(1);
      expect(readFactors(all.toReversed(), asOfMs, rule)).toEqual(readings);
    }),
  );
});
