import fc from "fast-check";
import { expect, test } from "vitest";
import { type KnownSample, SignalHistory } from "./signal-history.ts";

const sample = (knownAtMs: number, value = knownAtMs, change: Partial<KnownSample> = {}): KnownSample => ({
  key: "price.ETH-USD",
  knownAtMs,
  value,
  low: value,
  high: value,
  sampleAtMs: knownAtMs - 10,
  validUntilMs: knownAtMs + 1_000,
  ...change,
});

test.each<[string, number, number, number | undefined]>([
  ["before the first", 99, 500, undefined],
  ["at the first", 100, 500, 100],
  ["between two: the earlier one", 199, 500, 100],
  ["at the second", 200, 500, 200],
  ["exactly as old as allowed", 700, 510, 200],
  ["a moment too old", 701, 510, undefined],
  ["past its validity", 1_201, 5_000, undefined],
])("%s", (_what, atMs, ageMsMax, value) => {
  const history = new SignalHistory();
  for (const known of [sample(200), sample(100)]) history.add(known);
  expect(history.read("price.ETH-USD", atMs, ageMsMax)?.value).toBe(value);
  expect(history.read("price.BTC-USD", atMs, ageMsMax)).toBeUndefined();
});

test("in whatever order samples come, and however often, the same is read", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 500 }), { minLength: 1 }),
      fc.array(fc.nat()),
      (times, picks) => {
        const sorted = new SignalHistory();
        for (const time of times.toSorted((a, b) => a - b)) expect(sorted.add(sample(time))).toBe(true);
        const mixed = new SignalHistory();
        for (const time of [...picks.map((pick) => times[pick % times.length] ?? 0), ...times]) mixed.add(sample(time));
        for (let atMs = 0; atMs <= 500; atMs += 7) {
          expect(mixed.read("price.ETH-USD", atMs, 100)).toEqual(sorted.read("price.ETH-USD", atMs, 100));
        }
      },
    ),
  );
});

test("a second sample for the same moment changes nothing", () => {
  const history = new SignalHistory();
  expect([history.add(sample(100, 1)), history.add(sample(100, 2))]).toEqual([true, false]);
  expect(history.read("price.ETH-USD", 100, 500)?.value).toBe(1);
});

test("what is dropped is not needed: the last sample before the cut stays", () => {
  const history = new SignalHistory();
  for (const time of [100, 200, 300]) history.add(sample(time));
  history.dropBefore(250);
  expect([150, 250, 300].map((atMs) => history.read("price.ETH-USD", atMs, 500)?.value)).toEqual([undefined, 200, 300]);
});
