import {
  DuckDBArrayType,
  DuckDBArrayValue,
  DuckDBDecimalValue,
  DuckDBListType,
  DuckDBListValue,
  DuckDBMapType,
  DuckDBMapValue,
  DuckDBStructType,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  type DuckDBType,
  type DuckDBValue,
} from "@duckdb/node-api";

export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [name: string]: Plain };

/**
 * A value as JSON has it, exactly: decimals and whole numbers beyond 2^53 are digits in a text, moments ISO texts in UTC, and what JSON
 * has no number for (NaN, infinity) its name.
 */
export function toPlain(value: DuckDBValue, type: DuckDBType): Plain {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (value instanceof DuckDBDecimalValue) return formatDecimal(value);
  if (value instanceof DuckDBTimestampTZValue) return formatMoment(value);
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) {
    if (!(type instanceof DuckDBListType || type instanceof DuckDBArrayType)) return value.toString();
    return value.items.map((item) => toPlain(item, type.valueType));
  }
  if (value instanceof DuckDBStructValue && type instanceof DuckDBStructType) {
    const members = type.entryNames.map((name, place) => [name, type.entryTypes[place]] as const);
    return Object.fromEntries(
      members.map(([name, own]) => [name, own === undefined ? null : toPlain(value.entries[name] ?? null, own)]),
    );
  }
  if (value instanceof DuckDBMapValue && type instanceof DuckDBMapType) {
    return value.entries.map((entry) => ({
      key: toPlain(entry.key, type.keyType),
      value: toPlain(entry.value, type.valueType),
    }));
  }
  return String(value);
}

/** In a cell: nested values as JSON. Null where the value is. */
export function toText(value: DuckDBValue, type: DuckDBType): string | null {
  const plain = toPlain(value, type);
  if (plain === null) return null;
  return typeof plain === "object" ? JSON.stringify(plain) : String(plain);
}

function formatDecimal({ value, scale }: DuckDBDecimalValue): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, "0");
  const sign = value < 0n ? "-" : "";
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** Milliseconds, or microseconds where there are any. */
function formatMoment(value: DuckDBTimestampTZValue): string {
  const rest = ((value.micros % 1_000n) + 1_000n) % 1_000n;
  const date = new Date(Number((value.micros - rest) / 1_000n));
  if (!value.isFinite || Number.isNaN(date.getTime())) return value.toString();
  const text = date.toISOString();
  return rest === 0n ? text : `${text.slice(0, -1)}${String(rest).padStart(3, "0")}Z`;
}
