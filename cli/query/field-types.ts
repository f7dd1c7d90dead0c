import {
  BIGINT,
  BOOLEAN,
  DECIMAL,
  DOUBLE,
  type DuckDBType,
  type DuckDBValue,
  decimalValue,
  LIST,
  listValue,
  TIMESTAMPTZ,
  timestampTZValue,
  VARCHAR,
} from "@duckdb/node-api";
import { arrowTypeNames, type FieldType } from "../../analytics/exports/dataset.ts";

type Mapping = { readonly type: DuckDBType; readonly convert: (value: never) => DuckDBValue };

const asIs = (value: DuckDBValue): DuckDBValue => value;

/** What DuckDB makes of the same fields in a Parquet file. */
const mappings: Readonly<Record<FieldType, Mapping>> = {
  utf8: { type: VARCHAR, convert: asIs },
  dictionary: { type: VARCHAR, convert: asIs },
  timestamp: { type: TIMESTAMPTZ, convert: (ms: number) => timestampTZValue(BigInt(ms) * 1_000n) },
  float64: { type: DOUBLE, convert: asIs },
  int64: { type: BIGINT, convert: asIs },
  decimal38: { type: DECIMAL(38, 0), convert: (value: bigint) => decimalValue(value, 38, 0) },
  bool: { type: BOOLEAN, convert: asIs },
  list: { type: LIST(VARCHAR), convert: (items: string[]) => listValue(items) },
};

/** By the Arrow name that manifests give; undefined for one that this version does not know. */
export function mappingOf(arrowName: string): Mapping | undefined {
  const found = Object.entries(arrowTypeNames).find(([, name]) => name === arrowName)?.[0];
  return found === undefined ? undefined : mappings[found as FieldType];
}
