import { expect, test } from "vitest";
import { learnCascade } from "./learn-cascade.ts";
import { measureLags } from "./measure-lags.ts";
import { nameSeries, noises, seedChance } from "./test-random-series.ts";

const fdr = 0.05;
const barMs = 600_000;
/** Series, steps and runs. The table in docs/cascades.md has more runs of the same. */
const shapes = [
  { size: 2, steps: 1_008, runs: 30 },
  { size: 3, steps: 1_008, runs: 20 },
  { size: 10, steps: 1_008, runs: 4 },
  { size: 10, steps: 150, runs: 8 },
  { size: 24, steps: 1_008, runs: 1 },
];

function shareFound(name: string, { size, steps, runs }: (typeof shapes)[number]): number {
  let found = 0;
  for (let run = 0; run < runs; run += 1) {
    const returns = noises[name]?.(seedChance(7_919 * run + 31 * size + steps), size, steps) ?? [];
    const statistics = measureLags({ series: nameSeries(size), returns, barMs, lagsMax: 6 });
    found += learnCascade(statistics, { fdr, edgesMax: 1_000, asOfMs: 0 }).found;
  }
  return found / (runs * size * (size - 1));
}

test.each(Object.keys(noises))("%s: the share of possible edges stays within the stated one", (name) => {
  for (const shape of shapes) expect(shareFound(name, shape), JSON.stringify(shape)).toBeLessThanOrEqual(fdr);
});
