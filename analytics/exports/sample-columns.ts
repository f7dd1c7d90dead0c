import { ColumnBuffer, type Columns } from "./column-buffer.ts";
import type { Dataset, ExportValue, FieldType } from "./dataset.ts";

const atMs = Date.UTC(2021, 4, 19, 12, 0, 0, 123);

/** Values at the edges of each type: what readers get wrong first. */
const edges: Readonly<Record<FieldType, readonly ExportValue[]>> = {
  utf8: ["", "Çayırlı 🌍", "null", "__proto__"],
  dictionary: ["ETH-USD", "", "ETH-USD", "naïve"],
  timestamp: [atMs, atMs + 1, atMs + 86_400_000, 4_102_444_800_999],
  float64: [0.1 + 0.2, -0, 5e-324, -1.7976931348623157e308],
  int64: [0, -1, Number.MAX_SAFE_INTEGER, 9_223_372_036_854_775_807n],
  decimal38: [0n, -1n, 10n ** 38n - 1n, 123_456_789_012_345_678_901_234_567n],
  bool: [true, false, false, true],
  list: [[], ["binance"], ["coinbase", "", "krakén"], []],
};

/** Rows of a dataset for tests: every edge of every field, and in every third row nulls wherever they may stand. */
export function sampleColumns(dataset: Dataset, rows = 7): Columns {
  const buffer = new ColumnBuffer(dataset);
  for (let row = 0; row < rows; row += 1) {
    buffer.push(
      dataset.fields.map(({ name, type, isNullable }, place) => {
        if (name === dataset.timeField) return atMs + row * 1_000;
        return isNullable && row % 3 === 1 ? null : (edges[type][(row + place) % 4] ?? null);
      }),
    );
  }
  return buffer.take(rows);
}

/** A dataset with every type, with nulls and without. */
export const everyType: Dataset = {
  name: "every_type",
  version: 1,
  description: "Every type, with nulls and without",
  scope: "public",
  timeField: "at",
  fields: [
    { name: "at", type: "timestamp", isNullable: false, unit: "ms", description: "" },
    ...(Object.keys(edges) as FieldType[]).flatMap((type) =>
      [false, true].map((isNullable) => ({
        ...{ name: `${type}_${isNullable ? "null" : "full"}`, type, isNullable },
        ...{ unit: "none", description: `A ${type}` },
      })),
    ),
  ],
};
