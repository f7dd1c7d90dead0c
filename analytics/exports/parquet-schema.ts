import type { SchemaElement } from "hyparquet-writer";
import type { Dataset, DatasetField, FieldType } from "./dataset.ts";

const text: Omit<SchemaElement, "name"> = {
  type: "BYTE_ARRAY",
  converted_type: "UTF8",
  logical_type: { type: "STRING" },
};

/** Of all but lists, which are groups. Without the logical type readers take timestamps for local times. */
const leaves: Readonly<Record<Exclude<FieldType, "list">, Omit<SchemaElement, "name">>> = {
  utf8: text,
  dictionary: text,
  timestamp: {
    type: "INT64",
    converted_type: "TIMESTAMP_MILLIS",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MILLIS" },
  },
  float64: { type: "DOUBLE" },
  int64: { type: "INT64" },
  decimal38: {
    type: "FIXED_LEN_BYTE_ARRAY",
    type_length: 16,
    converted_type: "DECIMAL",
    logical_type: { type: "DECIMAL", precision: 38, scale: 0 },
    precision: 38,
    scale: 0,
  },
  bool: { type: "BOOLEAN" },
};

/** The schema of a dataset in Parquet; a list has the three levels that the format prescribes. */
export const parquetSchemaOf = ({ fields }: Dataset): SchemaElement[] => [
  { name: "root", num_children: fields.length },
  ...fields.flatMap(elementsOf),
];

function elementsOf({ name, type, isNullable }: DatasetField): SchemaElement[] {
  const repetition_type = isNullable ? ("OPTIONAL" as const) : ("REQUIRED" as const);
  if (type !== "list") return [{ name, repetition_type, ...leaves[type] }];
  return [
    { name, repetition_type, num_children: 1, converted_type: "LIST", logical_type: { type: "LIST" } },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
    { name: "element", repetition_type: "REQUIRED", ...text },
  ];
}
