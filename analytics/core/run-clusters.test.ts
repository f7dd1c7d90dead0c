import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ClusterRun } from "../../contracts/cluster.ts";
import type { PricePoint } from "./build-returns.ts";
import { runClusters } from "./run-clusters.ts";

const settings = { minOverlap: 0.8, validForMs: 1_000 };
const grid = { asOfMs: 200, windowMs: 100, barMs: 10 };

const pointArbitrary = fc.record({
  asset: fc.constantFrom("A", "B", "C", "a", "É", "😀", "Z"),
  atMs: fc.integer({ min: 80, max: 210 }),
  price: fc.oneof(fc.constantFrom(1, 2, 1e-300, 1e300), fc.double({ min: 0.5, max: 2, noNaN: true })),
});

test("the same points give the same bytes whatever their order, and no number is NaN", () => {
  let accepted = 0;
  fc.assert(
    fc.property(
      fc
        .array(pointArbitrary, { minLength: 40, maxLength: 200 })
        .chain((points) =>
          fc.tuple(
            fc.constant(points),
            fc.shuffledSubarray(points, { minLength: points.length, maxLength: points.length }),
          ),
        ),
      fc.constantFrom(0.1, 0.5, 0.8),
      ([points, shuffled], minOverlap) => {
        const first = runClusters(points, grid, { ...settings, minOverlap });
        const again = runClusters(shuffled, grid, { ...settings, minOverlap });
        expect(JSON.stringify(again)).toBe(JSON.stringify(first));
        // JSON writes NaN and infinities as null.
        expect(JSON.stringify(first)).not.toContain("null");
        ClusterRun.parse(first.run);
        expect(first.linkage).toHaveLength(Math.max(0, first.assets.length - 1));
        expect(first.run.clusters.flatMap((cluster) => cluster.members).sort()).toEqual(first.assets.toSorted());
        accepted += first.assets.length;
      },
    ),
    { seed: 20210519, numRuns: 200 },
  );
  // The property says nothing when every asset is refused.
  expect(accepted).toBeGreaterThan(200);
});

test("two groups that move apart are two clusters", () => {
  const wave = (step: number): number => Math.exp(0.01 * Math.sin(step));
  const other = (step: number): number => Math.exp(0.01 * Math.cos(3 * step));
  const points = Array.from({ length: 11 }, (_, step) => {
    const atMs = 100 + step * 10;
    const at = (asset: string, price: number): PricePoint => ({ asset, atMs, price });
    return [at("A", wave(step)), at("B", 2 * wave(step)), at("C", other(step)), at("D", 3 * other(step)), at("E", 5)];
  }).flat();
  const { run } = runClusters(points, grid, settings);
  expect(run.clusters.map(({ members }) => members)).toEqual([
    ["A", "B"],
    ["C", "D"],
  ]);
  expect(run.refused).toEqual([{ asset: "E", reason: "constant" }]);
  expect(run.validUntilMs).toBe(1_200);
});

test("without points there are no clusters", () => {
  expect(runClusters([], grid, settings)).toMatchObject({
    assets: [],
    correlation: [],
    linkage: [],
    run: { clusters: [] },
  });
});

type Reference = { symbols: string[]; returns: number; corr: number[][]; linkage_average: number[][] };

const dataDir = process.env.PORTENT_DATA ?? join(import.meta.dirname, "../../../shared/data");
const references = [
  { name: "analytics_1h_2021-05.json.gz", prices: "binance_spot_1h_2021-05-01_20.csv.gz", barMs: 3_600_000 },
  { name: "analytics_5m_2024-04.json.gz", prices: "binance_spot_5m_2024-04-11_20.csv.gz", barMs: 300_000 },
];
const readText = (path: string): string => gunzipSync(readFileSync(join(dataDir, path))).toString();

test.for(references)("equals scipy on $prices", ({ name, prices, barMs }, { skip }) => {
  if (!existsSync(join(dataDir, "refs/expected", name))) skip(`no recorded data at ${dataDir}: set PORTENT_DATA`);
  const reference = JSON.parse(readText(`refs/expected/${name}`)) as Reference;
  const lines = readText(`prices/${prices}`).trimEnd().split("\n").slice(1);
  const points = lines.map((line): PricePoint => {
    const [openMs = "", asset = "", , , , close = ""] = line.split(",");
    return { asset, atMs: Number(openMs) + barMs, price: Number(close) };
  });
  const asOfMs = points.reduce((latest, point) => Math.max(latest, point.atMs), 0);
  const analysis = runClusters(points, { asOfMs, windowMs: reference.returns * barMs, barMs }, settings);
  expect(analysis.assets).toEqual(reference.symbols);
  let worst = 0;
  reference.corr.forEach((row, a) => {
    row.forEach((value, b) => {
      worst = Math.max(worst, Math.abs(value - (analysis.correlation[a]?.[b] ?? 9)));
    });
  });
  // The reference has twelve digits.
  expect(worst).toBeLessThan(1e-12);
  expect(analysis.linkage).toHaveLength(reference.linkage_average.length);
  analysis.linkage.forEach(([left, right, height, size], row) => {
    const expected = reference.linkage_average[row] as number[];
    expect([left, right, size]).toEqual([expected[0], expected[1], expected[3]]);
    expect(Math.abs(height - (expected[2] as number))).toBeLessThan(1e-12);
  });
});
