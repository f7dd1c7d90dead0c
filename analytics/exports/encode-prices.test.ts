import { tableFromIPC as readWithFlechette } from "@uwdata/flechette";
import { tableFromIPC as readWithArrow } from "apache-arrow";
import { expect, test } from "vitest";
import { packColumns } from "../core/pack-columns.ts";
import { encodePrices } from "./encode-prices.ts";
import { hashPricesSchema, pricesFields, pricesMetadata } from "./prices-schema.ts";

const noonMs = Date.UTC(2021, 4, 19, 12);
const row = (minutes: number, asset: string, price: number, low = price, high = price) => ({
  ...{ window_end_ms: noonMs + minutes * 60_000, asset, price_usd: price, low_usd: low, high_usd: high },
});
const rows = [
  row(0, "BTC-USD", 38_123.45, 38_000, 38_200.1),
  row(0, "ETH-USD", 2_700.125),
  row(2, "BTC-USD", 0.1 + 0.2),
  row(2, "BTT-USD", 5e-324, 5e-324, 1.7976931348623157e308),
  row(2, "ETH-USD", 2_650),
];
const bytes = encodePrices(packColumns(rows));
const expectedRows = rows.map((item) => ({
  ...{ asset: item.asset, window_end: item.window_end_ms },
  ...{ price_usd: item.price_usd, low_usd: item.low_usd, high_usd: item.high_usd },
}));
const expectedFields = pricesFields.map(({ name, metadata }) => ({ name, nullable: false, metadata }));

test("apache-arrow reads the same rows, types, nulls and metadata", () => {
  const table = readWithArrow(bytes);
  expect(table.toArray().map((item) => ({ ...item.toJSON(), window_end: Number(item.toJSON().window_end) }))).toEqual(
    expectedRows,
  );
  expect(table.schema.fields.map((field) => String(field.type))).toEqual([
    "Dictionary<Int32, Utf8>",
    "Timestamp<MILLISECOND, UTC>",
    "Float64",
    "Float64",
    "Float64",
  ]);
  expect(
    table.schema.fields.map(({ name, nullable, metadata }) => ({
      name,
      nullable,
      metadata: Object.fromEntries(metadata),
    })),
  ).toEqual(expectedFields);
  expect(Object.fromEntries(table.schema.metadata)).toEqual(pricesMetadata);
  expect(pricesFields.map(({ name }) => table.getChild(name)?.nullCount)).toEqual([0, 0, 0, 0, 0]);
});

test("flechette reads the same rows, types, nulls and metadata", () => {
  const table = readWithFlechette(bytes, { useDate: false });
  expect(table.toArray()).toEqual(expectedRows);
  expect(
    table.schema.fields.map(({ name, nullable, metadata }) => ({
      name,
      nullable,
      metadata: Object.fromEntries(metadata),
    })),
  ).toEqual(expectedFields);
  expect(Object.fromEntries(table.schema.metadata ?? [])).toEqual(pricesMetadata);
  expect(table.schema.fields[1]?.type).toMatchObject({ unit: 1, timezone: "UTC" });
  expect(pricesFields.map(({ name }) => table.getChild(name).nullCount)).toEqual([0, 0, 0, 0, 0]);
});

test("the same columns give the same bytes", () => {
  expect(encodePrices(packColumns(rows))).toEqual(bytes);
});

test("a part without rows throws", () => {
  expect(() => encodePrices(packColumns([]))).toThrow("needs a row");
});

/** A change of shape shows here: readers compare this hash between parts. */
test("the schema hash is pinned", async () => {
  expect(await hashPricesSchema()).toMatchInlineSnapshot(
    `"1c46cdbf7728ded57a7c56b2c3aa20d239270a33f01d21e53ac6d44deedd1ff3"`,
  );
});
