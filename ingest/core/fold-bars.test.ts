import fc from "fast-check";
import { expect, test } from "vitest";
import { type Bar, barMs, foldBars } from "./fold-bars.ts";

const bar = (minute: number, low: number, high: number, close: number, open = close): Bar => ({
  openAtMs: minute * barMs,
  open,
  low,
  high,
  close,
});
const window = { startMs: 10 * barMs, endMs: 12 * barMs };

test.each<[string, Bar[], ReturnType<typeof foldBars>]>([
  [
    "both minutes of the window",
    [bar(10, 9, 11, 10, 9.5), bar(11, 8, 12, 11, 10)],
    { price: 11, range: { open: 9.5, low: 8, high: 12 }, sampleAtMs: 12 * barMs },
  ],
  [
    "newest first, as some sources send them",
    [bar(11, 8, 12, 11, 10), bar(10, 9, 11, 10, 9.5)],
    { price: 11, range: { open: 9.5, low: 8, high: 12 }, sampleAtMs: 12 * barMs },
  ],
  [
    "the minute before belongs to the window before",
    [bar(9, 1, 99, 5, 2), bar(10, 9, 11, 10, 9.25)],
    { price: 10, range: { open: 9.25, low: 9, high: 11 }, sampleAtMs: 11 * barMs },
  ],
  [
    "nothing in the window: the last one, with its own old time",
    [bar(5, 4, 6, 5, 4.5)],
    { price: 5, range: { open: 4.5, low: 4, high: 6 }, sampleAtMs: 6 * barMs },
  ],
  [
    "a minute that is not over is not known",
    [bar(11, 8, 12, 11), bar(12, 1, 99, 50)],
    { price: 11, range: { open: 11, low: 8, high: 12 }, sampleAtMs: 12 * barMs },
  ],
  ["only the future", [bar(12, 1, 99, 50)], null],
  ["nothing at all", [], null],
])("%s", (_what, bars, folded) => {
  expect(foldBars(bars, window)).toEqual(folded);
});

test("no look-ahead: what comes later never changes what was known", () => {
  const bars = fc.array(
    fc
      .record({ minute: fc.integer({ min: 0, max: 30 }), price: fc.double({ min: 1, max: 9, noNaN: true }) })
      .map(({ minute, price }) => bar(minute, price, price, price)),
  );
  fc.assert(
    fc.property(bars, bars, (known, more) => {
      const later = more.filter(({ openAtMs }) => openAtMs + barMs > window.endMs);
      expect(foldBars([...known, ...later], window)).toEqual(foldBars(known, window));
    }),
    { numRuns: 200, seed: 3 },
  );
});
