import { env } from "cloudflare:workers";
import { tableFromIPC } from "@uwdata/flechette";
import { expect, test } from "vitest";
import { createR2ObjectStore } from "../adapters/r2-object-store.ts";
import { connectTickSeries } from "../adapters/tick-series.ts";
import type { AnalyticsStateActor } from "../analytics-state-actor.ts";
import { windowOf } from "../test-windows.ts";
import { exportPrices } from "./export-prices.ts";
import { listExports } from "./list-exports.ts";
import { ExportManifest, sha256Hex } from "./manifest.ts";
import { manifestKeyOf } from "./part-keys.ts";

const { ANALYTICS_STATE, ARCHIVE } = env as unknown as {
  ANALYTICS_STATE: DurableObjectNamespace<AnalyticsStateActor>;
  ARCHIVE: R2Bucket;
};
const archive = createR2ObjectStore(ARCHIVE);
const series = connectTickSeries(ANALYTICS_STATE, "exports");
const at = (day: number, hour: number, minutes = 0): number => Date.UTC(2021, 4, day, hour, minutes);
const add = (endMs: number, price: number) =>
  series.addTicks(windowOf(endMs, { "ETH-USD": price, "BTC-USD": price * 14 }));
const run = (toMs: number) => exportPrices(toMs, { series, archive, writtenBy: "portent/test" });
const part = (day: number, fromHour: number, toHour: number): string =>
  `exports/prices/date=2021-05-${day}/part-${at(day, fromHour)}-${at(day, toHour)}.arrows`;

/** One story over one bucket: each step starts from what the step before left. */
test("exports grow, repeat themselves and repair what a crash or a late tick left", async () => {
  expect(await run(at(19, 0))).toEqual([]);

  await add(at(18, 23, 58), 1);
  await add(at(19, 0), 2);
  await add(at(19, 6), 3);
  // The first export takes the whole history before its time, one part per UTC date.
  const first = await run(at(19, 6));
  expect(first.map(({ path, rows }) => ({ path, rows }))).toEqual([
    { path: part(18, 0, 24), rows: 2 },
    { path: part(19, 0, 6), rows: 2 },
  ]);
  expect(await listExports(archive)).toEqual(first.map(({ path, rows }) => ({ dataset: "prices", path, rows })));
  expect(await run(at(19, 6))).toEqual([]);

  // What is written is what the manifest says.
  const bytes = (await archive.get(part(19, 0, 6))) ?? new Uint8Array();
  expect(first[1]).toMatchObject({
    byteSize: bytes.byteLength,
    sha256: await sha256Hex(bytes),
    writtenBy: "portent/test",
  });
  expect(tableFromIPC(bytes, { useDate: false }).toArray()).toEqual([
    { asset: "BTC-USD", window_end: at(19, 0), price_usd: 28, low_usd: 28 * 0.99, high_usd: 28 * 1.01 },
    { asset: "ETH-USD", window_end: at(19, 0), price_usd: 2, low_usd: 2 * 0.99, high_usd: 2 * 1.01 },
  ]);

  // The next one takes the rows since, and a tick that came late is written into its own part.
  await add(at(19, 11, 58), 4);
  await add(at(19, 5, 58), 5);
  const second = await run(at(19, 12));
  expect(second.map(({ path, rows }) => ({ path, rows }))).toEqual([
    { path: part(19, 0, 6), rows: 4 },
    { path: part(19, 6, 12), rows: 4 },
  ]);

  // A crash between data and manifest: the part is not listed, and the next run finishes it with the same bytes.
  const lost = manifestKeyOf("prices", { fromMs: at(19, 6), toMs: at(19, 12) });
  const before = await archive.get(part(19, 6, 12));
  const manifestBefore = await archive.get(lost);
  await ARCHIVE.delete(lost);
  expect((await listExports(archive)).map(({ path }) => path)).toEqual([part(18, 0, 24), part(19, 0, 6)]);
  expect((await run(at(19, 18))).map(({ path }) => path)).toEqual([part(19, 6, 12)]);
  expect(await archive.get(part(19, 6, 12))).toEqual(before);
  expect(await archive.get(lost)).toEqual(manifestBefore);

  // Nothing but data under the data prefix, with its media type; every manifest fits its schema.
  expect(await archive.list("exports/")).toEqual([part(18, 0, 24), part(19, 0, 6), part(19, 6, 12)]);
  expect((await ARCHIVE.head(part(19, 0, 6)))?.httpMetadata?.contentType).toBe("application/vnd.apache.arrow.stream");
  for (const key of await archive.list("manifests/")) {
    ExportManifest.parse(JSON.parse(new TextDecoder().decode((await archive.get(key)) ?? new Uint8Array())));
  }
});

test("a bucket with more than one page of keys is listed whole", async () => {
  const keys = Array.from({ length: 1_005 }, (_, index) => `pages/${String(index).padStart(4, "0")}`);
  for (const key of keys) await archive.put(key, "", "text/plain");
  expect(await archive.list("pages/")).toEqual(keys);
});
