import { expect, test } from "vitest";
import { arrowTypeNames } from "../../../../../analytics/exports/dataset.ts";
import { publicDatasets } from "../../../../../analytics/exports/datasets.ts";
import { createTableSql, insertArrivalsSql, sqlTypeOf } from "./table-sql.ts";

const fields = [
  { name: "asset", type: "dictionary<int32, utf8>", unit: "none", nullable: false, description: "" },
  { name: "at", type: "timestamp[ms, UTC]", unit: "ms since 1970, UTC", nullable: false, description: "" },
];

test("a table has the dataset's fields; times are plain ones", () => {
  expect(createTableSql("prices", fields)).toBe('CREATE OR REPLACE TABLE "prices" ("asset" VARCHAR, "at" TIMESTAMP)');
});

test("of what arrives, the fields of the table are taken, by their names", () => {
  expect(insertArrivalsSql("prices", fields)).toBe(
    `INSERT INTO "prices" BY NAME SELECT COLUMNS(name -> name IN ('asset', 'at')) FROM portent_arrivals`,
  );
});

test("every type of every dataset is known: none arrives as text that is none", () => {
  const used = Object.values(publicDatasets).flatMap((dataset) => dataset.fields.map(({ type }) => type));
  const asText = used.filter((type) => sqlTypeOf({ type: arrowTypeNames[type] }) === "VARCHAR");
  expect(new Set(asText)).toEqual(new Set(["dictionary", "utf8"]));
});
