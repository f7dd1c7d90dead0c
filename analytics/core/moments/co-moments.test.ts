import fc from "fast-check";
import { expect, test } from "vitest";
import { CoMoments } from "./co-moments.ts";
import { readKernel } from "./kernel/read-kernel.ts";
import { PlainWindow, streamBars } from "./test-streams.ts";

const kernel = readKernel();
const secondMs = 1_000;

function expectSums(moments: CoMoments, plain: PlainWindow, lagsMax: number): number {
  const names = plain.series();
  expect(moments.series().map(({ series }) => series)).toEqual(names);
  let compared = 0;
  for (const earlier of names) {
    for (const later of names) {
      for (let lag = 0; lag <= lagsMax; lag += 1) {
        const [kept, anew] = [moments.productSum(earlier, later, lag), plain.productSum(earlier, later, lag)];
        if (kept !== anew) expect([earlier, later, lag, kept]).toEqual([earlier, later, lag, anew]);
        compared += 1;
      }
    }
  }
  return compared;
}

test.each([
  { windowBars: 90, lagsMax: 6, seed: 1 },
  { windowBars: 40, lagsMax: 3, seed: 2 },
  { windowBars: 9, lagsMax: 2, seed: 3 },
  { windowBars: 2, lagsMax: 0, seed: 4 },
])("the sums are those of the window alone, to the bit: $windowBars bars, lags to $lagsMax", (settings) => {
  const moments = new CoMoments({ barMs: secondMs, kernel, ...settings });
  const plain = new PlainWindow(settings.windowBars);
  let compared = 0;
  let bar = 0;
  const seen = new Set<string>();
  for (const { atMs, returns } of streamBars(settings.seed, 700, 13)) {
    for (const name of returns.keys()) seen.add(name);
    expect(moments.addBar(atMs, returns)).toMatchObject({ state: "added", refused: [] });
    plain.add(atMs, returns);
    bar += 1;
    // Now and then before a block is full, so that blocks of any size are folded.
    if (bar % 37 === 0 || bar % 101 === 3) compared += expectSums(moments, plain, settings.lagsMax);
  }
  // Series came and went, and slots were used again.
  expect(seen.size).toBeGreaterThan(40);
  expect(compared).toBeGreaterThan(1_000);
});

test("whenever it is read: the same sums", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.integer({ min: 8, max: 70 }),
      fc.array(fc.boolean(), { minLength: 150, maxLength: 150 }),
      (seed, windowBars, reads) => {
        const settings = { barMs: secondMs, windowBars, lagsMax: 4, kernel };
        const [often, once] = [new CoMoments(settings), new CoMoments(settings)];
        for (const [bar, { atMs, returns }] of [...streamBars(seed, 150, 9)].entries()) {
          often.addBar(atMs, returns);
          once.addBar(atMs, returns);
          if (reads[bar]) often.fold();
        }
        const names = often.series().map(({ series }) => series);
        expect(once.series()).toEqual(often.series());
        for (const lag of [0, 1, 4]) {
          for (const a of names) {
            for (const b of names) expect(once.productSum(a, b, lag)).toBe(often.productSum(a, b, lag));
          }
        }
      },
    ),
    { seed: 5040, numRuns: 40 },
  );
});

test("moves of any size are exact, and sums that do not fit are right again once such moves have left", () => {
  const settings = { barMs: secondMs, windowBars: 40, lagsMax: 2, kernel };
  const moments = new CoMoments(settings);
  const plain = new PlainWindow(40);
  let second = 0;
  const add = (a: number, b: number) => {
    second += 1;
    const returns = new Map([
      ["a", a],
      ["b", b],
    ]);
    moments.addBar(second * secondMs, returns);
    plain.add(second * secondMs, returns);
  };
  const isSummable = () => moments.series().map((one) => one.isSummable);
  for (let bar = 0; bar < 40; bar += 1) add(bar % 2 === 0 ? 15.9999 : -15.9999, bar % 3 === 0 ? 15.9999 : 1e-4 * bar);
  expect(isSummable()).toEqual([false, false]);
  expectSums(moments, plain, 2);
  for (let bar = 0; bar < 39; bar += 1) add(bar * 1e-5, bar % 5 === 0 ? 6.9 : -1e-5);
  expectSums(moments, plain, 2);
  add(0.01, 0);
  expect(isSummable()).toEqual([true, false]);
  expectSums(moments, plain, 2);
});

test("bars", () => {
  const moments = new CoMoments({ barMs: secondMs, windowBars: 10, lagsMax: 1, kernel, seriesMax: 2 });
  const add = (atMs: number, returns: Record<string, number>) => moments.addBar(atMs, new Map(Object.entries(returns)));
  const added = { state: "added", skippedBars: 0, isReset: false, refused: [] };
  expect(moments.newestMs).toBe(null);
  expect(moments.series()).toEqual([]);
  expect(add(5_000, { a: 0.1 })).toEqual(added);
  expect(add(5_000, { a: 0.2 })).toEqual({ state: "repeated" });
  expect(add(4_000, { a: 0.2 })).toEqual({ state: "late", newestMs: 5_000 });
  expect(add(6_500, { a: 0.2 })).toEqual({ state: "off-grid" });
  expect(add(-1_000, { a: 0.2 })).toEqual({ state: "off-grid" });
  expect(add(Number.NaN, { a: 0.2 })).toEqual({ state: "off-grid" });
  expect(add(8_000, { a: -0.3, b: 0.5 })).toEqual({ ...added, skippedBars: 2 });
  expect(add(9_000, { a: Number.NaN, b: 16, c: 0.1 })).toEqual({
    ...added,
    refused: [
      { series: "a", reason: "not-a-number" },
      { series: "b", reason: "too-large" },
      { series: "c", reason: "no-room" },
    ],
  });
  expect(add(10_000, { a: Number.POSITIVE_INFINITY }).state).toBe("added");
  expect([moments.oldestMs, moments.newestMs]).toEqual([5_000, 10_000]);
  expect([...moments.returnsOf("a", 4_000, 9_000)].map((value) => (Number.isNaN(value) ? null : value))).toEqual([
    null,
    expect.closeTo(0.1, 8),
    null,
    null,
    expect.closeTo(-0.3, 8),
    null,
  ]);
  expect(() => moments.returnsOf("c", 4_000, 9_000)).toThrow("no return of c");
  // Nine bars further on, the window holds one bar of before.
  expect(add(17_000, { b: 0.1 })).toEqual({ ...added, skippedBars: 6 });
  expect(moments.series().map(({ series, count }) => [series, count])).toEqual([
    ["a", 1],
    ["b", 2],
  ]);
  // a has left, and there is room for c.
  expect(add(18_000, { c: 0.1 })).toMatchObject({ refused: [{ reason: "no-room" }] });
  moments.fold();
  expect(add(19_000, { c: 0.1 })).toEqual(added);
  expect(add(29_000, { d: 0.1 })).toEqual({ ...added, skippedBars: 9, isReset: true });
  expect(moments.series().map(({ series, count }) => [series, count])).toEqual([["d", 1]]);
  expect(moments.oldestMs).toBe(29_000);
});

test.each([
  { windowBars: 5, lagsMax: 4 },
  { windowBars: 5.5, lagsMax: 1 },
  { windowBars: 5, lagsMax: -1 },
  { windowBars: 5, lagsMax: 1, barMs: 0 },
])("no such window: %j", (settings) => {
  expect(() => new CoMoments({ barMs: secondMs, kernel, ...settings })).toThrow("no window");
});
