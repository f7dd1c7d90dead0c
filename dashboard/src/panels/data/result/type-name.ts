import { type DataType, Type } from "@uwdata/flechette";

/** A type as SQL names it, with the zone of its times. */
export function typeName(type: DataType): string {
  switch (type.typeId) {
    case Type.Int:
      return `${type.signed ? "" : "u"}${intNames[type.bitWidth]}`;
    case Type.Float:
      return type.precision === 2 ? "double" : "float";
    case Type.Decimal:
      return `decimal(${type.precision}, ${type.scale})`;
    case Type.Timestamp:
      return "timestamp, UTC";
    case Type.Time:
      return "time";
    case Type.List:
    case Type.LargeList:
    case Type.ListView:
    case Type.FixedSizeList:
      return type.children[0] === undefined ? "list" : `${typeName(type.children[0].type)}[]`;
    case Type.Struct:
      return `struct(${type.children.map(({ name }) => name).join(", ")})`;
    case Type.Dictionary:
      return "enum";
    default:
      return otherNames[type.typeId] ?? "unknown";
  }
}

const intNames = { 8: "tinyint", 16: "smallint", 32: "integer", 64: "bigint" } as const;

const otherNames: Readonly<Record<number, string>> = {
  [Type.Null]: "null",
  [Type.Binary]: "blob",
  [Type.LargeBinary]: "blob",
  [Type.FixedSizeBinary]: "blob",
  [Type.BinaryView]: "blob",
  [Type.Utf8]: "varchar",
  [Type.LargeUtf8]: "varchar",
  [Type.Utf8View]: "varchar",
  [Type.Bool]: "boolean",
  [Type.Date]: "date",
  [Type.Interval]: "interval",
  [Type.Duration]: "interval",
  [Type.Map]: "map",
  [Type.Union]: "union",
};
