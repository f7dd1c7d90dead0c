import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "../../../local/feed/seeded-random.ts";
import { CoMoments } from "./co-moments.ts";
import { readKernel } from "./kernel/read-kernel.ts";
import { SumsHeader, type SumsPiece } from "./stored-sums.ts";
import { streamBars } from "./test-streams.ts";

const kernel = readKernel();
const settings = { barMs: 1_000, windowBars: 90, lagsMax: 3, kernel };

type Stored = { readonly header: SumsHeader; readonly pieces: readonly SumsPiece[] };

/** As a database gives it back: none of it is a view of the sums any more. */
function store(moments: CoMoments): Stored {
  const stored = moments.store();
  if (stored === null) throw new Error("there is nothing to store");
  const pieces = [...stored.pieces].map(({ bytes, checksum }) => ({ bytes: bytes.slice(), checksum }));
  return { header: SumsHeader.parse(JSON.parse(JSON.stringify(stored.header))), pieces };
}

/** Everything that can be read, each number with all its bits. */
function readAll(moments: CoMoments | null): unknown {
  if (moments === null) return null;
  const summaries = moments.series();
  const names = summaries.map(({ series }) => series);
  const statistics = moments.statistics(names);
  const lags = Array.from({ length: moments.settings.lagsMax + 1 }, (_, lag) => {
    const correlations = new Float64Array(names.length ** 2);
    const counts = new Int32Array(names.length ** 2);
    statistics.fillLag(lag, correlations, counts);
    return { correlations, counts, sums: names.flatMap((a) => names.map((b) => moments.productSum(a, b, lag))) };
  });
  return { summaries, lags, newestMs: moments.newestMs, oldestMs: moments.oldestMs, steps: statistics.steps };
}

test("stored and restored in between, or not: the same to the bit", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.uniqueArray(fc.integer({ min: 0, max: 299 }), { minLength: 1, maxLength: 4 }),
      (seed, stops) => {
        const kept = new CoMoments(settings);
        let moments = new CoMoments(settings);
        for (const [bar, { atMs, returns }] of [...streamBars(seed, 300, 9)].entries()) {
          kept.addBar(atMs, returns);
          expect(moments.addBar(atMs, returns).state).toBe("added");
          if (!stops.includes(bar)) continue;
          const { header, pieces } = store(moments);
          const restored = CoMoments.restore(settings, header, pieces);
          if (restored === null) throw new Error("not restored");
          moments = restored;
          expect(readAll(moments)).toEqual(readAll(kept));
        }
        expect(readAll(moments)).toEqual(readAll(kept));
      },
    ),
    { seed: 7, numRuns: 40 },
  );
});

const large = new CoMoments({ ...settings, windowBars: 700 });
const random = createRandom(9).uniform;
const names = Array.from({ length: 250 }, (_, index) => `series-${index}`);
for (let bar = 1; bar <= 100; bar += 1) large.addBar(bar * 1_000, new Map(names.map((name) => [name, random() - 0.5])));
const whole = store(large);
const first = whole.pieces[0] as SumsPiece;

test("pieces keep within a row of 2 MB", () => {
  expect(whole.pieces.length).toBeGreaterThan(1);
  expect(whole.pieces.every(({ bytes }) => bytes.length <= 2_000_000)).toBe(true);
  expect(new CoMoments(settings).store()).toBe(null);
});

const damaged = (at: number): SumsPiece => {
  const bytes = first.bytes.slice();
  bytes[at] = (bytes[at] as number) ^ 1;
  return { bytes, checksum: first.checksum };
};
const shifted = whole.pieces.map(({ bytes, checksum }) => {
  const wide = new Uint8Array(bytes.length + 3);
  wide.set(bytes, 3);
  return { bytes: wide.subarray(3), checksum };
});

test.each<[what: string, stored: Stored, isRestored: boolean]>([
  ["all pieces", whole, true],
  ["views into larger buffers", { ...whole, pieces: shifted }, true],
  ["no piece", { ...whole, pieces: [] }, false],
  ["the first missing", { ...whole, pieces: whole.pieces.slice(1) }, false],
  ["the last missing", { ...whole, pieces: whole.pieces.slice(0, -1) }, false],
  ["one too many", { ...whole, pieces: [...whole.pieces, first] }, false],
  ["a bit of the first byte", { ...whole, pieces: whole.pieces.with(0, damaged(0)) }, false],
  ["a bit of the last byte", { ...whole, pieces: whole.pieces.with(0, damaged(first.bytes.length - 1)) }, false],
  ["cut short", { ...whole, pieces: whole.pieces.with(0, { ...first, bytes: first.bytes.slice(0, -4) }) }, false],
  [
    "cut within a word",
    { ...whole, pieces: whole.pieces.with(0, { ...first, bytes: first.bytes.slice(0, -1) }) },
    false,
  ],
  ["bars of another length", { ...whole, header: { ...whole.header, barMs: 2_000 } }, false],
  ["another window", { ...whole, header: { ...whole.header, windowBars: 701 } }, false],
  ["other lags", { ...whole, header: { ...whole.header, lagsMax: 4 } }, false],
  ["fewer panels", { ...whole, header: { ...whole.header, panels: whole.header.panels - 1 } }, false],
])("%s", (_, { header, pieces }, isRestored) => {
  const restored = CoMoments.restore(large.settings, header, pieces);
  expect(restored !== null).toBe(isRestored);
  const sums = [0, 1, 3].map((lag) => restored?.productSum("series-3", "series-249", lag));
  if (isRestored) expect(sums).toEqual([0, 1, 3].map((lag) => large.productSum("series-3", "series-249", lag)));
});

test("a header of another version is none", () => {
  expect(SumsHeader.safeParse({ ...whole.header, version: 2 }).success).toBe(false);
});
