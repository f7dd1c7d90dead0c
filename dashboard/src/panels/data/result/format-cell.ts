import { type DataType, type Field, Type } from "@uwdata/flechette";
import { countOf } from "../../../format/format-count.ts";
import { formatDecimal } from "./format-decimal.ts";
import { formatDate, formatMoment, formatTimeOfDay } from "./format-moment.ts";

/** A value as text, or null where it is null. */
export function formatCell(type: DataType, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  switch (type.typeId) {
    case Type.Decimal:
      return formatDecimal(BigInt(value as bigint), type.scale);
    case Type.Timestamp:
      return typeof value === "bigint" ? formatMoment(value, type.unit) : String(value);
    case Type.Date:
      return formatDate(Math.floor(Number(value) / 86_400_000));
    case Type.Time:
      return formatTimeOfDay(value as bigint | number, type.unit);
    case Type.Interval:
      return formatInterval([...(value as Iterable<number | bigint>)].map(Number));
    case Type.Binary:
    case Type.LargeBinary:
    case Type.BinaryView:
    case Type.FixedSizeBinary:
      return `\\x${Array.from(value as Uint8Array, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
    case Type.Dictionary:
      return formatCell(type.dictionary, value);
    case Type.List:
    case Type.LargeList:
    case Type.ListView:
    case Type.FixedSizeList:
      return `[${Array.from(value as Iterable<unknown>, (item) => inner(type.children[0]?.type, item)).join(", ")}]`;
    case Type.Struct:
      return formatStruct(type.children, value as Readonly<Record<string, unknown>>);
    case Type.Map:
      return formatMap(type.children[0], value as Iterable<readonly [unknown, unknown]>);
    default:
      return String(value);
  }
}

const inner = (type: DataType | undefined, value: unknown): string =>
  (type === undefined ? String(value) : formatCell(type, value)) ?? "null";

const formatStruct = (fields: readonly Field[], value: Readonly<Record<string, unknown>>): string =>
  `{${fields.map(({ name, type }) => `${name}: ${inner(type, value[name])}`).join(", ")}}`;

function formatMap(entries: Field | undefined, value: Iterable<readonly [unknown, unknown]>): string {
  const [key, item] = entries?.type.typeId === Type.Struct ? entries.type.children : [];
  return `{${Array.from(value, ([name, each]) => `${inner(key?.type, name)}: ${inner(item?.type, each)}`).join(", ")}}`;
}

/** Months, days, nanoseconds: parts that do not add up to each other. */
function formatInterval([months = 0, days = 0, nanoseconds = 0]: readonly number[]): string {
  const sign = nanoseconds < 0 ? "-" : "";
  const parts = [
    months === 0 ? "" : countOf(months, "month"),
    days === 0 ? "" : countOf(days, "day"),
    nanoseconds === 0 ? "" : `${sign}${formatTimeOfDay(BigInt(Math.abs(nanoseconds)), 3)}`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? "00:00:00" : parts.join(" ");
}
