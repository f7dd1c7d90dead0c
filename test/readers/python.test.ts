import { afterAll, beforeAll, expect, test } from "vitest";
import { publicDatasets } from "../../analytics/exports/datasets.ts";
import { vaultDatasets } from "../../analytics/exports/vault-datasets.ts";
import { castParts, dayParts, priceParts, summariseDay, valuesOf, writeExportFolder } from "./export-folder.ts";
import { providePython } from "./provide-python.ts";
import { readRecipe } from "./read-recipes.ts";

const python = providePython();
const why = typeof python === "string" ? ` (skipped: ${python})` : "";
const recipe = test.skipIf(typeof python === "string");
let folder: Awaited<ReturnType<typeof writeExportFolder>>;
beforeAll(async () => {
  folder = await writeExportFolder();
}, 60_000);
afterAll(() => folder.remove());

/** Runs a recipe of the page, then what prints what it has found. */
function run(mark: string, print: string): unknown {
  if (typeof python === "string") throw new Error(python);
  return python.run(`${readRecipe(`python ${mark}`)}\nimport json\nprint(json.dumps(${print}))\n`, folder.path);
}

const priceOf = (name: string) => valuesOf(publicDatasets.prices, dayParts, name);
const castOf = (name: string) => valuesOf(vaultDatasets.casts, castParts, name);
const digits = (values: readonly unknown[]) => values.map((value) => value?.toString() ?? null);
/** A column's values as JSON: times in milliseconds, decimals in digits. */
const listing = (table: string, name: string) => `[v for v in ${table}["${name}"].to_pylist()]`;

recipe(`pyarrow: rows, types, zones, nulls, decimals, lists, units${why}`, () => {
  const found = run(
    "pyarrow",
    `{
    "rows": prices.count_rows(), "types": {f.name: str(f.type) for f in day.schema}, "unit": unit,
    "nullable": [f.name for f in casts.schema if f.nullable and f.name != "date"],
    "cast_types": {f.name: str(f.type) for f in casts.schema},
    "times": pa.compute.cast(day["window_end"], pa.int64()).to_pylist(), "assets": ${listing("day", "asset")},
    "prices": ${listing("day", "price_usd")}, "sources": ${listing("day", "sources")},
    "dates": sorted({str(d) for d in day["date"].to_pylist()}),
    "gas": [None if d is None else str(d) for d in casts["gas_paid_wei"].to_pylist()], "blocks": ${listing("casts", "block_number")},
    "triggers": ${listing("casts", "trigger_id")},
  }`,
  ) as Record<string, never>;
  expect(found.rows).toBe(priceParts.reduce((sum, { columns }) => sum + columns.rows, 0));
  expect(found.unit).toBe("USD");
  expect(found.types).toMatchObject({
    ...{ asset: "dictionary<values=string, indices=int32, ordered=0>", window_end: "timestamp[ms, tz=UTC]" },
    ...{ price_usd: "double", sources: "list<element: string not null>", date: "date32[day]" },
  });
  expect(found.cast_types).toMatchObject({ gas_paid_wei: "decimal128(38, 0)", block_number: "int64" });
  expect(found.nullable).toEqual(
    vaultDatasets.casts.fields.flatMap(({ name, isNullable }) => (isNullable ? [name] : [])),
  );
  expect([found.times, found.assets, found.prices, found.sources]).toEqual(
    ["window_end", "asset", "price_usd", "sources"].map(priceOf),
  );
  expect(found.dates).toEqual(["2021-05-19"]);
  expect([found.gas, found.triggers]).toEqual([digits(castOf("gas_paid_wei")), castOf("trigger_id")]);
  // JSON cannot say more of a 64-bit number here than a double.
  expect(found.blocks).toEqual(castOf("block_number").map((block) => (block === null ? null : Number(block))));
});

recipe(`pyarrow: streams and Arrow files hold the same${why}`, () => {
  const found = run(
    "pyarrow-stream",
    `(lambda ds: {
    "rows": streamed.num_rows, "times": pa.compute.cast(streamed["window_end"], pa.int64()).to_pylist(),
    "type": str(streamed.schema.field("asset").type), "assets": sorted(set(streamed["asset"].to_pylist())),
    "files": pa.compute.cast(ds.dataset("exports-arrow/prices", format="ipc", partitioning="hive").to_table()["window_end"], pa.int64()).to_pylist(),
  })(__import__("pyarrow.dataset").dataset)`,
  ) as Record<string, never>;
  const times = valuesOf(publicDatasets.prices, priceParts, "window_end");
  expect([found.times, found.files]).toEqual([times, times]);
  expect(found.assets).toEqual(["ETH-USD", "çöin-USD 🌍"]);
  expect(found.type).toContain("dictionary<values=string");
});

recipe(`polars: rows, types, zones, nulls, decimals, lists${why}`, () => {
  const found = run(
    "polars",
    `{
    "schema": {n: str(t) for n, t in day.schema.items()}, "times": day["window_end"].dt.epoch("ms").to_list(),
    "assets": day["asset"].cast(pl.String).to_list(), "prices": day["price_usd"].to_list(), "sources": day["sources"].to_list(),
    "evening": evening["window_end"].dt.epoch("ms").min(), "decimal": str(casts.schema["gas_paid_wei"]),
    "gas": [None if d is None else str(d) for d in casts["gas_paid_wei"].to_list()],
    "blocks": [None if b is None else str(b) for b in casts["block_number"].to_list()],
    "health": casts["health_after"].to_list(),
  }`,
  ) as Record<string, never>;
  expect(found.schema).toMatchObject({
    ...{ window_end: "Datetime(time_unit='ms', time_zone='UTC')", price_usd: "Float64" },
    ...{ sources: "List(String)", date: "Date" },
  });
  expect([found.times, found.assets, found.prices, found.sources]).toEqual(
    ["window_end", "asset", "price_usd", "sources"].map(priceOf),
  );
  expect(found.evening).toBe(Date.UTC(2021, 4, 19, 18));
  expect(found.decimal).toBe("Decimal(precision=38, scale=0)");
  expect([found.gas, found.blocks, found.health]).toEqual([
    ...[digits(castOf("gas_paid_wei")), digits(castOf("block_number"))],
    castOf("health_after"),
  ]);
});

recipe(`DuckDB in Python: rows, zones, nulls, decimals${why}`, () => {
  const found = run("duckdb", `{"day": day, "casts": [[i, None if g is None else str(g)] for i, g in casts]}`);
  expect(found).toEqual({
    day: summariseDay().map(({ asset, n, high, latestMs }) => [asset, n, high, latestMs]),
    casts: digits(castOf("gas_paid_wei")).map((gas, row) => [castOf("cast_id")[row], gas]),
  });
});
