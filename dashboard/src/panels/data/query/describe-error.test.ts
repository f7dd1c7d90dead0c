import { expect, test } from "vitest";
import { describeError, type SqlError } from "./describe-error.ts";

/** As DuckDB 1.4.3 said it, with errors as JSON. */
const refusals = {
  column:
    '{"exception_type":"Binder","exception_message":"Referenced column \\"prise_usd\\" not found in FROM clause!\\nCandidate bindings: \\"price_usd\\"","name":"prise_usd","position":"7","error_subtype":"COLUMN_NOT_FOUND","candidates":"price_usd"}',
  table:
    '{"exception_type":"Catalog","exception_message":"Table with name pricez does not exist!\\nDid you mean \\"prices\\"?","name":"pricez","position":"14","type":"Table","error_subtype":"MISSING_ENTRY","candidates":"prices"}',
  unloaded:
    '{"exception_type":"Catalog","exception_message":"Table with name events does not exist!\\nDid you mean \\"pg_settings\\"?","name":"events","position":"14","type":"Table","error_subtype":"MISSING_ENTRY"}',
  syntax:
    '{"exception_type":"Parser","exception_message":"{\\"exception_type\\":\\"Parser\\",\\"exception_message\\":\\"syntax error at or near \\\\\\"selec\\\\\\"\\",\\"error_subtype\\":\\"SYNTAX_ERROR\\",\\"position\\":\\"0\\"}","error_subtype":"SYNTAX_ERROR","position":"0"}',
  later:
    'Parser Error: {"exception_type":"Parser","exception_message":"syntax error at or near \\"from\\"","error_subtype":"SYNTAX_ERROR","position":"37"}',
  umlaut:
    '{"exception_type":"Binder","exception_message":"Referenced column \\"x\\" not found in FROM clause!","name":"x","position":"26","error_subtype":"COLUMN_NOT_FOUND"}',
  outside:
    '{"exception_type":"Permission","exception_message":"Cannot access file \\"https://example.com/x.csv\\" - file system operations are disabled by configuration"}',
  extension:
    '{"exception_type":"Catalog","exception_message":"Scalar Function with name \\"json_extract\\" is not in the catalog, but it exists in the json extension.\\n\\nPlease try installing and loading the json extension by running:\\nINSTALL json;"}',
  value:
    '{"exception_type":"Conversion","exception_message":"Could not convert string \'abc\' to DOUBLE","position":"39"}',
};
const names = { tables: ["prices"], columns: ["asset", "price_usd"], datasets: ["prices", "events"] };

type Expected = Partial<Omit<SqlError, "place">> & { readonly place: readonly [number, number, string] | null };

test.each<[string, string, string, number, Expected]>([
  [
    ...(["a column that is near another", refusals.column, "select prise_usd from prices"] as const),
    0,
    {
      title: "Unknown name",
      detail: 'Referenced column "prise_usd" not found in FROM clause!',
      place: [1, 8, "select prise_usd from prices"],
      suggestion: { typed: "prise_usd", name: "price_usd" },
    },
  ],
  [
    ...(["a table that is near another", refusals.table, "select *\nfrom pricez"] as const),
    0,
    {
      detail: "Table with name pricez does not exist!",
      place: [2, 6, "from pricez"],
      suggestion: { typed: "pricez", name: "prices" },
    },
  ],
  [
    ...(["a dataset that is not loaded", refusals.unloaded, "select *\nfrom events"] as const),
    0,
    {
      detail: "The dataset events is not loaded.",
      suggestion: null,
      missingDataset: "events",
      place: [2, 6, "from events"],
    },
  ],
  [
    ...(["JSON within JSON", refusals.syntax, "selec 1"] as const),
    0,
    { title: "This is not SQL", detail: 'syntax error at or near "selec"', place: [1, 1, "selec 1"] },
  ],
  [
    ...(["JSON after a word", refusals.later, "select\n  window_end,\n  avg(price_usd\nfrom prices"] as const),
    0,
    { place: [4, 1, "from prices"] },
  ],
  [
    ...(["bytes are not characters", refusals.umlaut, "select count(*), 'ä' zz, x from prices"] as const),
    0,
    { place: [1, 26, "select count(*), 'ä' zz, x from prices"] },
  ],
  [
    ...(["the second statement", refusals.column, "select 1;\nselect prise_usd from prices"] as const),
    10,
    { place: [2, 8, "select prise_usd from prices"] },
  ],
  [
    ...(["something outside", refusals.outside, "select 1"] as const),
    0,
    {
      title: "Not from here",
      detail: "A query reads the tables that are loaded, and nothing outside of this page.",
      place: null,
    },
  ],
  [
    ...(["an extension", refusals.extension, "select 1"] as const),
    0,
    { detail: expect.stringContaining("extension json") as unknown as string, suggestion: null, place: null },
  ],
  [
    ...(["a value", refusals.value, "select * from prices where price_usd > 'abc'"] as const),
    0,
    { title: "A value cannot be converted", place: [1, 40, "select * from prices where price_usd > 'abc'"] },
  ],
  [
    ...(["what is no JSON", "There is no statement.", ""] as const),
    0,
    { title: "The query failed", detail: "There is no statement.", place: null, suggestion: null },
  ],
])("%s", (_what, message, text, offset, { place, ...expected }) => {
  const error = describeError(message, text, offset, names);
  expect(error).toMatchObject(expected);
  expect(error.place === null ? null : [error.place.line, error.place.column, error.place.text]).toEqual(place);
});
