import { type Column, columnFromArray, Endianness, field, Table, tableToIPC, Version } from "@uwdata/flechette";
import type { TickColumns } from "../tick-series.ts";
import { type PricesField, pricesFields, pricesMetadata } from "./prices-schema.ts";

const valuesOf = (columns: TickColumns): Record<PricesField["name"], ArrayLike<unknown>> => ({
  asset: Array.from(columns.assetIndex, (index) => columns.assets[index]),
  window_end: columns.windowEndMs,
  price_usd: columns.priceUsd,
  low_usd: columns.lowUsd,
  high_usd: columns.highUsd,
});

/**
 * Columns as an Arrow IPC stream in one record batch: the same columns give the same bytes. The table is built
 * by hand, because flechette's helpers leave no room for metadata. Needs at least one row.
 */
export function encodePrices(columns: TickColumns): Uint8Array {
  if (columns.windowEndMs.length === 0) throw new RangeError("an export part needs a row");
  const values = valuesOf(columns);
  const children: Column<unknown>[] = [];
  const fields = pricesFields.map(({ name, type, metadata }) => {
    const column = columnFromArray(values[name] as unknown[], type());
    children.push(column);
    return field(name, column.type, false, new Map(Object.entries(metadata)));
  });
  const schema = {
    version: Version.V5,
    endianness: Endianness.Little,
    fields,
    metadata: new Map(Object.entries(pricesMetadata)),
  };
  const bytes = tableToIPC(new Table(schema, children), { format: "stream" });
  if (bytes === null) throw new Error("the Arrow encoder returned no bytes");
  return bytes;
}
