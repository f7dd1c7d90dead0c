import type { DatasetField } from "../catalogue/answers.ts";

/** Where the rows of a file arrive before they are put into their table. */
export const arrivals = "portent_arrivals";

/** Without DuckDB's ICU extension nothing can be computed with zoned times: they are UTC, and become plain times. */
const sqlTypes: Readonly<Record<string, string>> = {
  utf8: "VARCHAR",
  "dictionary<int32, utf8>": "VARCHAR",
  "timestamp[ms, UTC]": "TIMESTAMP",
  float64: "DOUBLE",
  int64: "BIGINT",
  "decimal128(38, 0)": "DECIMAL(38, 0)",
  bool: "BOOLEAN",
  "list<utf8>": "VARCHAR[]",
};

/** Type of a field in the console; a type that this page does not know arrives as text. */
export const sqlTypeOf = ({ type }: Pick<DatasetField, "type">): string => sqlTypes[type] ?? "VARCHAR";

export const createTableSql = (dataset: string, fields: readonly DatasetField[]): string =>
  `CREATE OR REPLACE TABLE ${quote(dataset)} (${fields.map((field) => `${quote(field.name)} ${sqlTypeOf(field)}`).join(", ")})`;

/** Older files may lack a field, which is then null, or have one that is no more, which is left out. */
export const insertArrivalsSql = (dataset: string, fields: readonly DatasetField[]): string =>
  `INSERT INTO ${quote(dataset)} BY NAME SELECT COLUMNS(name -> name IN (${fields
    .map(({ name }) => `'${name.replaceAll("'", "''")}'`)
    .join(", ")})) FROM ${arrivals}`;

export const dropTableSql = (dataset: string): string => `DROP TABLE IF EXISTS ${quote(dataset)}`;

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
