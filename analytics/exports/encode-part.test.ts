import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { tableFromIPC as readWithFlechette } from "@uwdata/flechette";
import { tableFromIPC as readWithArrow } from "apache-arrow";
import { afterAll, expect, test } from "vitest";
import { streamEndOf, streamOf, streamStart } from "./arrow-stream.ts";
import { ColumnBuffer, type Columns, concatColumns } from "./column-buffer.ts";
import { type Dataset, hashSchema, metadataOf } from "./dataset.ts";
import { listPublicDatasets, publicDatasets } from "./datasets.ts";
import { decodeArrow, holdsRows } from "./decode-arrow.ts";
import { encodeArrow } from "./encode-arrow.ts";
import { encodeParquet } from "./encode-parquet.ts";
import { everyType, sampleColumns } from "./sample-columns.ts";
import { vaultDatasets } from "./vault-datasets.ts";

const folder = mkdtempSync(join(tmpdir(), "portent-exports-"));
afterAll(() => rmSync(folder, { recursive: true }));

const all: readonly Dataset[] = [
  everyType,
  ...listPublicDatasets().map((name) => publicDatasets[name]),
  ...Object.values(vaultDatasets),
];
const each = all.map((dataset) => [dataset.name, dataset] as const);
const fieldsOf = (dataset: Dataset) =>
  dataset.fields.map(({ name, isNullable, unit, description }) => ({
    ...{ name, nullable: isNullable, metadata: { unit, description } },
  }));
const nullsOf = (columns: Columns) => columns.values.map((column) => column.filter((value) => value === null).length);

test.each(each)("%s: what is encoded is decoded, and the same rows give the same bytes", (_, dataset) => {
  const columns = sampleColumns(dataset);
  const arrow = encodeArrow(dataset, columns);
  expect(decodeArrow(dataset, arrow)).toEqual(columns);
  expect(encodeArrow(dataset, sampleColumns(dataset))).toEqual(arrow);
  expect(encodeParquet(dataset, sampleColumns(dataset), arrow)).toEqual(encodeParquet(dataset, columns, arrow));
});

test.each(each)("%s: apache-arrow reads the file and the stream within it: types, nulls, metadata", (_, dataset) => {
  const columns = sampleColumns(dataset);
  const file = encodeArrow(dataset, columns);
  for (const bytes of [file, streamOf(file)]) {
    const table = readWithArrow(bytes);
    expect(table.numRows).toBe(columns.rows);
    const { fields, metadata } = table.schema;
    expect(
      fields.map(({ name, nullable, metadata: own }) => ({ name, nullable, metadata: Object.fromEntries(own) })),
    ).toEqual(fieldsOf(dataset));
    expect(Object.fromEntries(metadata)).toEqual(metadataOf(dataset));
    expect(fields.map(({ type }) => String(type))).toEqual(dataset.fields.map(({ type }) => apacheTypes[type]));
    expect(fields.map(({ name }) => table.getChild(name)?.nullCount)).toEqual(nullsOf(columns));
    const texts = dataset.fields.flatMap(({ name, type }, place) =>
      type === "utf8" || type === "dictionary" ? [[table.getChild(name)?.toJSON(), columns.values[place]]] : [],
    );
    for (const [found, expected] of texts) expect(found).toEqual(expected);
  }
  expect(readWithFlechette(streamOf(file)).schema).toEqual(readWithFlechette(file).schema);
});

const apacheTypes = {
  utf8: "Utf8",
  dictionary: "Dictionary<Int32, Utf8>",
  timestamp: "Timestamp<MILLISECOND, UTC>",
  float64: "Float64",
  int64: "Int64",
  decimal38: "Decimal[38e0]",
  bool: "Bool",
  list: "List<Utf8>",
};
const duckTypes = {
  utf8: "VARCHAR",
  dictionary: "VARCHAR",
  timestamp: "TIMESTAMP WITH TIME ZONE",
  float64: "DOUBLE",
  int64: "BIGINT",
  decimal38: "DECIMAL(38,0)",
  bool: "BOOLEAN",
  list: "VARCHAR[]",
};

test.each(each)(
  "%s: DuckDB reads the Parquet file: the same rows, types, nulls, zones and digits",
  async (_, dataset) => {
    const columns = sampleColumns(dataset);
    const path = join(folder, `${dataset.name}.parquet`);
    writeFileSync(path, encodeParquet(dataset, columns, encodeArrow(dataset, columns)));
    const instance = await DuckDBInstance.create();
    const connection = await instance.connect();
    try {
      await connection.run("set timezone = 'America/New_York'");
      const result = await connection.runAndReadAll(`from '${path}'`);
      expect(result.columnTypes().map(String)).toEqual(dataset.fields.map(({ type }) => duckTypes[type]));
      const rows = result.getRowsJS();
      expect(rows).toHaveLength(columns.rows);
      for (const [place, { type, name }] of dataset.fields.entries()) {
        if (type === "decimal38") continue;
        expect(
          rows.map((row) => fromDuck(row[place])),
          name,
        ).toEqual(columns.values[place]);
      }
      // The client makes a double of a decimal: its text is exact.
      for (const [place, { type, name }] of dataset.fields.entries()) {
        if (type !== "decimal38") continue;
        const texts = await connection.runAndReadAll(`select "${name}"::varchar from '${path}'`);
        expect(texts.getRowsJS().map(([text]) => text)).toEqual(
          columns.values[place]?.map((value) => value?.toString() ?? null),
        );
      }
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  },
);

function fromDuck(value: unknown): unknown {
  if (value instanceof Date) return value.getTime();
  return typeof value === "bigint" && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

test("Parquet carries the Arrow schema and the units for those who look for them", async () => {
  const dataset = publicDatasets.prices;
  const columns = sampleColumns(dataset);
  const path = join(folder, "metadata.parquet");
  writeFileSync(path, encodeParquet(dataset, columns, encodeArrow(dataset, columns)));
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const read = await connection.runAndReadAll(
    `select decode(key) as key, decode(value) as value from parquet_kv_metadata('${path}')`,
  );
  const metadata = Object.fromEntries(read.getRowsJS().map(([key, value]) => [String(key), String(value)]));
  expect(metadata).toMatchObject(metadataOf(dataset));
  expect(JSON.parse(metadata.fields ?? "")).toMatchObject({ price_usd: { unit: "USD" } });
  const schema = readWithFlechette(Uint8Array.from(atob(metadata["ARROW:schema"] ?? ""), (char) => char.charCodeAt(0)));
  expect(schema.schema.fields.map(({ name }) => name)).toEqual(dataset.fields.map(({ name }) => name));
  connection.closeSync();
  instance.closeSync();
});

test("a stream is found by a file's last bytes alone, and nowhere else", () => {
  const file = encodeArrow(publicDatasets.prices, sampleColumns(publicDatasets.prices));
  const end = streamEndOf(file.length, file.slice(-10));
  expect(file.slice(streamStart, end)).toEqual(streamOf(file));
  expect(streamEndOf(file.length, file.slice(-11, -1))).toBeUndefined();
  expect(streamEndOf(20, file.slice(-10))).toBeUndefined();
  expect(() => streamOf(new Uint8Array(100))).toThrow("no Arrow file");
});

test.each<[string, unknown]>([
  ["at", 0.5],
  ["at", Number.NaN],
  ["float64_full", Number.NaN],
  ["float64_null", Number.POSITIVE_INFINITY],
  ["float64_full", null],
  ["int64_full", 1.5],
  ["int64_full", 2n ** 63n],
  ["decimal38_full", 1],
  ["decimal38_full", 10n ** 38n],
  ["utf8_full", 1],
  ["bool_full", 1],
  ["list_full", "binance"],
  ["list_full", [null]],
])("a value that its field cannot hold throws: %s %s", (name, value) => {
  const good = sampleColumns(everyType, 1);
  const row = everyType.fields.map((field, place) => (field.name === name ? value : good.values[place]?.[0]));
  expect(() => new ColumnBuffer(everyType).push(row as never)).toThrow(`every_type.${name} cannot hold`);
});

test("whether a file holds certain rows: one value, one row or the order apart is another", () => {
  const columns = sampleColumns(everyType);
  const file = encodeArrow(everyType, columns);
  expect(holdsRows(everyType, file, columns)).toBe(true);
  expect(holdsRows(everyType, file, sampleColumns(everyType, 6))).toBe(false);
  for (const place of columns.values.keys()) {
    const others = columns.values.map((column, at) => (at === place ? column.toReversed() : column));
    expect(holdsRows(everyType, file, { rows: columns.rows, values: others }), `${place}`).toBe(false);
  }
});

test("a part needs a row, and blocks of rows are joined in order", () => {
  const none = { rows: 0, values: everyType.fields.map(() => []) };
  expect(() => encodeArrow(everyType, none)).toThrow("needs a row");
  expect(() => encodeParquet(everyType, none, new Uint8Array())).toThrow("needs a row");
  const [seven, two] = [sampleColumns(everyType, 7), sampleColumns(everyType, 2)];
  const joined = concatColumns([seven, two]);
  expect([joined.rows, joined.values[0]]).toEqual([9, [...(seven.values[0] ?? []), ...(two.values[0] ?? [])]]);
});

test("no public dataset has a field of a user: a vault, an owner, a trigger", () => {
  const names = listPublicDatasets().flatMap((name) => publicDatasets[name].fields.map((field) => field.name));
  expect(names.filter((name) => /vault|owner|trigger|fire|cast|wallet|session|tx_|address/.test(name))).toEqual([]);
  expect(
    names.filter((name) => /title|headline|url|question|note/.test(name)),
    "text under a licence",
  ).toEqual([]);
});

/** A change of shape shows here: readers compare this hash between files, and the dataset's version says which one it is. */
test("schema hashes and versions are pinned", async () => {
  const hashes = await Promise.all(
    all.map(async (dataset) => `${dataset.name}@${dataset.version} ${(await hashSchema(dataset)).slice(0, 16)}`),
  );
  expect(hashes.slice(1)).toMatchInlineSnapshot(`
    [
      "prices@2 1da8a09149a421b2",
      "signals@1 e6f4762807095e5b",
      "events@1 ef3f45993e2f322b",
      "factors@1 8bd98963a460c391",
      "markets@1 2016b559c4a1b156",
      "clusters@1 7e9433efb8521362",
      "cascade_edges@1 35e12e209d0d67bf",
      "pipeline_runs@1 1056feea4af8aa7c",
      "casts@1 35c092f6373a2b95",
      "fires@1 5087e083e33d9a8b",
    ]
  `);
});
