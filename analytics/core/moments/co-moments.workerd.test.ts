import { expect, test } from "vitest";
import { createRandom } from "../../../local/feed/seeded-random.ts";
import { CoMoments } from "./co-moments.ts";
import kernel from "./kernel/kernel.wasm";
import { PlainWindow, streamBars } from "./test-streams.ts";

test("the kernel runs in workerd, and its sums are exact there", () => {
  const settings = { barMs: 1_000, windowBars: 60, lagsMax: 6, kernel };
  const moments = new CoMoments(settings);
  const plain = new PlainWindow(60);
  for (const { atMs, returns } of streamBars(31, 260, 11)) {
    moments.addBar(atMs, returns);
    plain.add(atMs, returns);
  }
  const names = plain.series();
  expect(names.length).toBeGreaterThan(5);
  for (const a of names) {
    for (const b of names) {
      for (let lag = 0; lag <= 6; lag += 1) expect(moments.productSum(a, b, lag)).toBe(plain.productSum(a, b, lag));
    }
  }
  const stored = moments.store();
  const restored = stored === null ? null : CoMoments.restore(settings, stored.header, stored.pieces);
  const { values } = moments.statistics(names).correlations();
  expect(restored?.statistics(names).correlations().values).toEqual(values);
});

test("a thousand series, a week of bars of two minutes: 75 MB at the most", () => {
  const moments = new CoMoments({ barMs: 120_000, windowBars: 5_040, lagsMax: 6, kernel });
  const random = createRandom(1_000).uniform;
  const names = Array.from({ length: 1_000 }, (_, index) => `series-${index}`);
  for (let bar = 1; bar <= 200; bar += 1) {
    const common = random() - 0.5;
    moments.addBar(bar * 120_000, new Map(names.map((name) => [name, (common + random() - 0.5) / 1_000])));
  }
  const { size, values } = moments.statistics(names).correlations();
  expect(size).toBe(1_000);
  expect(values[1]).toBeGreaterThan(0.2);
  // Measured: 74.3 MB: the whole ring and all sums, however few bars there are yet, and scratch.
  expect(moments.memoryBytes).toBeLessThan(75_000_000);
});
