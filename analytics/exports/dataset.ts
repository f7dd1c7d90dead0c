import { sha256Hex } from "./sha256.ts";

/**
 * Types of fields, by their Arrow names. `dictionary`: texts that repeat, `dictionary<int32, utf8>` in Arrow and a dictionary page in
 * Parquet. `timestamp`: milliseconds, UTC. `decimal38`: whole numbers of up to 38 digits. `list`: `list<utf8>`. Money and block numbers
 * that are exact are decimals and whole numbers, never floats.
 */
export type FieldType = "utf8" | "dictionary" | "timestamp" | "float64" | "int64" | "decimal38" | "bool" | "list";

/** A value of a row: times in milliseconds, decimals and numbers beyond 2^53 as bigint. */
export type ExportValue = string | number | bigint | boolean | null | readonly string[];

export type DatasetField = {
  readonly name: string;
  readonly type: FieldType;
  readonly isNullable: boolean;
  readonly unit: string;
  readonly description: string;
};

export type Dataset<Name extends string = string> = {
  readonly name: Name;
  /** Grows with each change of the fields; files say which one they were written by. */
  readonly version: number;
  readonly description: string;
  /** `vault`: a vault's own people alone read it. */
  readonly scope: "public" | "vault";
  /** Event time: it decides the date that a row lies under, and rows are in its order. */
  readonly timeField: string;
  readonly fields: readonly DatasetField[];
};

/** A field that is never null; the field's unit is `none` where it has none. */
export const field = (name: string, type: FieldType, description: string, unit = unitOf(type)): DatasetField => ({
  ...{ name, type, isNullable: false, unit, description },
});

export const nullable = (name: string, type: FieldType, description: string, unit = unitOf(type)): DatasetField => ({
  ...{ name, type, isNullable: true, unit, description },
});

const unitOf = (type: FieldType): string => (type === "timestamp" ? "ms since 1970, UTC" : "none");

/** The Arrow type in words, as `pyarrow` writes it. */
export const arrowTypeNames: Readonly<Record<FieldType, string>> = {
  utf8: "utf8",
  dictionary: "dictionary<int32, utf8>",
  timestamp: "timestamp[ms, UTC]",
  float64: "float64",
  int64: "int64",
  decimal38: "decimal128(38, 0)",
  bool: "bool",
  list: "list<utf8>",
};

/** What stands in the schema of every file. */
export const metadataOf = ({ name, version, description }: Dataset): Readonly<Record<string, string>> => ({
  dataset: name,
  version: String(version),
  description,
});

/** SHA-256 over names, types, nullability and metadata: files with the same hash are read as one table. */
export function hashSchema(dataset: Dataset): Promise<string> {
  const fields = dataset.fields.map(({ name, type, isNullable, unit, description }) => [
    ...[name, arrowTypeNames[type], isNullable, unit, description],
  ]);
  return sha256Hex(new TextEncoder().encode(JSON.stringify({ fields, metadata: metadataOf(dataset) })));
}
