import { existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tableFromIPC } from "@uwdata/flechette";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publicDatasets } from "../../analytics/exports/datasets.ts";
import { dayMs } from "../../analytics/exports/part-keys.ts";
import { everyType, sampleColumns } from "../../analytics/exports/sample-columns.ts";
import { vaultDatasets } from "../../analytics/exports/vault-datasets.ts";
import { fileFormats } from "../export/manifest.ts";
import { exportParts, samplePrices, samplePricesMs } from "../export/test-folder.ts";
import { openTestFolder } from "../test-run-portent.ts";

/** A name that would be a pattern, and one that would end a text of SQL. */
const dataOf = (format: string) => `da[t]a's ${format}`;
const folder = openTestFolder({});
const dateMs = samplePricesMs + dayMs;
const wholeDate = { fromMs: dateMs, toMs: dateMs + dayMs };

beforeAll(async () => {
  for (const format of fileFormats) {
    const out = join(folder.path, dataOf(format));
    await exportParts(out, publicDatasets.prices, format, samplePrices(3));
    await exportParts(out, vaultDatasets.casts, format, [
      { ...wholeDate, columns: sampleColumns(vaultDatasets.casts) },
    ]);
    await exportParts(out, everyType, format, [{ ...wholeDate, columns: sampleColumns(everyType, 9) }]);
    await exportParts(out, publicDatasets.events, format, []);
  }
}, 60_000);
afterAll(() => folder[Symbol.dispose]());

const query = (sql: string, ...args: string[]) => folder.run("query", sql, "--data", dataOf("parquet"), ...args);

/** What JSON must hold of every sample. */
function plainOf(value: unknown, type: string): unknown {
  if (value === null) return null;
  if (type === "timestamp") return new Date(value as number).toISOString();
  if (type === "decimal38") return String(value);
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  return Object.is(value, -0) ? 0 : value;
}

test.each(fileFormats)("%s: every type is read back exactly as JSON: nulls, digits, moments, lists", (format) => {
  const { code, out, err } = folder.run(
    "query",
    'from every_type order by "at"',
    "--data",
    dataOf(format),
    "--format",
    "json",
  );
  expect([code, err]).toEqual([0, expect.stringMatching(/^9 rows in \d+ ms\n$/)]);
  const columns = sampleColumns(everyType, 9);
  const expected = Array.from({ length: 9 }, (_, row) =>
    Object.fromEntries(
      everyType.fields.map(({ name, type }, place) => [name, plainOf(columns.values[place]?.[row], type)]),
    ),
  );
  const found = JSON.parse(out.replaceAll(/-0(?=[,}])/g, "0")) as unknown;
  expect(found).toEqual(expected);
  expect(out).toContain('"99999999999999999999999999999999999999"');
});

test.each(fileFormats)(
  "%s: all parts of all dates are one table, and a dataset without rows is an empty one",
  (format) => {
    const sql = `select count(*) as n, min(window_end) as t0, max(window_end) as t1, count(distinct asset) as assets,
    (select count(*) from events) as events, (select max(gas_paid_wei) from casts) as gas from prices`;
    const { out } = folder.run("query", sql, "--data", dataOf(format), "--format", "csv");
    const gas = 10n ** 38n - 1n;
    expect(out.trimEnd().split("\n")).toEqual([
      "n,t0,t1,assets,events,gas",
      `4320,2021-05-18T00:00:00.000Z,2021-05-20T23:58:00.000Z,2,0,${gas}`,
    ]);
  },
);

test("Arrow out: an IPC stream in batches with types, nulls and digits; no rows are a schema", () => {
  const file = join(folder.path, "out.arrows");
  const sql = `select range::int as n, case when range % 3 = 0 then null else (range * 1.2345)::decimal(20, 4) end as d,
    window_end, sources, asset, {'a': range} as s, date '2021-05-19' as day, range % 2 = 0 as even
    from (select * from range(70000)), (from prices limit 1)`;
  expect(query(sql, "--format", "arrow", "--out", file)).toMatchObject({ code: 0, out: "" });
  const table = tableFromIPC(readFileSync(file), { useDate: false, useDecimalInt: true });
  expect(table.numRows).toBe(70_000);
  expect(table.getChild("n").data.length).toBeGreaterThan(1);
  expect(table.schema.fields.map(({ name }) => name)).toEqual([
    "n",
    "d",
    "window_end",
    "sources",
    "asset",
    "s",
    "day",
    "even",
  ]);
  expect([0, 1, 69_999].map((row) => table.getChild("d").get(row))).toEqual([null, 12_345n, null]);
  expect(table.getChild("n").get(69_999)).toBe(69_999);
  expect(table.getChild("window_end").get(0)).toBe(samplePricesMs);
  expect([...table.getChild("sources").get(0)]).toEqual(["binance", "krakén"]);
  expect([table.getChild("s").get(1), table.getChild("day").get(1), table.getChild("even").get(1)]).toEqual([
    '{"a":1}',
    "2021-05-19",
    false,
  ]);
  expect(query("from prices where false", "--format", "arrow", "--out", file)).toMatchObject({ code: 0 });
  const empty = tableFromIPC(readFileSync(file));
  expect([empty.numRows, empty.numCols]).toEqual([0, 11]);
});

test("a table for people: aligned, null and control characters visible, at most 100 rows, and that is said", () => {
  const sql =
    "select * from (values ('a', 1.50::decimal(9,2), null), ('b' || chr(27) || '[2J', -12.25, [1, null])) t(name, price, list)";
  expect(query(sql).out.split("\n")).toEqual([
    "name         price  list",
    "----------  ------  --------",
    "a             1.50  NULL",
    "b\\u001b[2J  -12.25  [1,null]",
    "",
  ]);
  const long = query("select window_end from prices");
  expect(long.out.trimEnd().split("\n")).toHaveLength(102);
  expect(long.err).toMatch(/^100 rows in \d+ ms; there are more: --limit N\n$/);
  expect(query("select 1 as one from range(100)").err).not.toMatch(/more/);
});

test("CSV: null is empty, an empty text is quoted; JSON of no rows and of names that repeat", () => {
  expect(query(`select null as a, '' as b, 'x,"y"' as c, e'\\n' as d`, "--format", "csv").out).toBe(
    'a,b,c,d\n,"","x,""y""","\n"\n',
  );
  expect(query("select 1 as a where false", "--format", "json").out).toBe("[]\n");
  expect(JSON.parse(query("select 1 as a, 2 as a", "--format", "json").out)).toEqual([{ a: 1, "a:1": 2 }]);
  expect(
    JSON.parse(
      query("select 'NaN'::double a, 9007199254740993 b, 0.1::decimal(3,2) c, map {'k': [1]} d", "--format", "json")
        .out,
    ),
  ).toEqual([{ a: "NaN", b: "9007199254740993", c: "0.10", d: [{ key: "k", value: [1] }] }]);
  expect(query("select timestamptz '2021-05-19 12:00:00.000001+02' as t", "--format", "csv").out).toBe(
    "t\n2021-05-19T10:00:00.000001Z\n",
  );
});

test("--schema tells fields, types, units and descriptions", () => {
  const { out } = folder.run("query", "--schema", "--data", dataOf("parquet"));
  expect(out).toMatch(
    /^prices: Consensus prices, one row per asset and window \(4,320 rows in 6 parquet files, by window_end\)$/m,
  );
  expect(out).toMatch(/^ {2}price_usd +float64 +Consensus price of the window \[USD\]$/m);
  expect(out).toMatch(/^ {2}gas_paid_wei +decimal128\(38, 0\), or null +What it paid for gas \[wei\]$/m);
});

test.each<[sql: string, says: RegExp]>([
  ["select pric from prices", /Binder: Referenced column "pric" not found .* \(line 1, column 8\)/],
  ["select\n  'é', prize_usd from prices", /"prize_usd" not found.*\(line 2, column 8\); did you mean price_usd\?$/],
  ["from pricse", /Catalog: Table with name pricse does not exist! \(line 1, column 6\); did you mean prices\?$/],
  ["selec 1", /Parser: syntax error at or near "selec" \(line 1, column 1\)/],
  ["select 1; select 2", /expected one statement/],
  ["  ", /give a query/],
  ["-- nothing", /.+/],
  ["select $1", /.+/],
  ["copy (select 1) to 'stolen.csv'", /nothing else|expected SELECT/],
  ["explain analyze select 1", /expected SELECT, FROM, DESCRIBE or SUMMARIZE, not EXPLAIN/],
  ["create table t as select 1", /expected SELECT.* not CREATE/],
  ["attach 'x.db'", /nothing else|not ATTACH/],
  ["install spatial", /nothing else|not LOAD/],
  ["set threads = 1", /not SET|not VARIABLE_SET|locked/],
  ["pragma database_list", /.*/],
  ["select * from read_text('/etc/hostname')", /reads the exported datasets, and nothing else/],
  ["from '/etc/passwd'", /.+/],
  ["from read_csv('https://127.0.0.1:9/x.csv')", /nothing else|.+/],
])("%s is refused in one line", (sql, says) => {
  const { code, out, err } = query(sql);
  if (sql.startsWith("pragma")) return expect(existsSync(join(folder.path, "x.db"))).toBe(false);
  expect([code, out, err.trimEnd().split("\n")]).toEqual([2, "", [expect.stringMatching(says)]]);
  expect(folder.names().filter((name) => !name.startsWith("da[") && name !== "out.arrows")).toEqual([]);
  return undefined;
});

test("not even an exported file can be written over", () => {
  const path = join(
    folder.path,
    dataOf("parquet"),
    "casts",
    "date=2021-05-19",
    `part-${dateMs}-${dateMs + dayMs}.parquet`,
  );
  const before = readFileSync(path);
  const sql = `copy (from casts) to '${path.replaceAll("'", "''")}' (format parquet, use_tmp_file false)`;
  expect(query(sql)).toMatchObject({ code: 2, out: "" });
  expect(query(`explain analyze ${sql}`)).toMatchObject({ code: 2, out: "" });
  expect(readFileSync(path)).toEqual(before);
});

test("a query that fails on its way leaves the file of an earlier answer as it was", () => {
  const file = join(folder.path, "out.arrows");
  writeFileSync(file, "before");
  const failing = query("select error('no') from prices", "--format", "csv", "--out", "out.arrows");
  expect([failing.code, failing.err]).toEqual([2, expect.stringMatching(/^portent query: .*no/)]);
  expect([folder.read("out.arrows"), folder.names().length]).toEqual(["before", 4]);
});

test("no data, data that is not whole, and options", () => {
  expect(folder.run("query", "from prices").err).toMatch(
    /no exported data in exports: run portent export --dataset all --out exports first/,
  );
  expect(query("select 1", "--format", "xml").err).toMatch(/--format: expected table, csv, json, arrow/);
  expect(query("select 1", "--limit", "0").err).toMatch(/--limit: expected a number of rows/);
  expect(query("select 1", "--format", "arrow").err).toMatch(/name a file by --out/);
  expect(query("select 1", "more").err).toMatch(/one query at a time/);
  expect(folder.run("query", "--help").out).toMatch(/Exit code 0: /);
  const path = join(folder.path, dataOf("arrow"), "casts", "date=2021-05-19", `part-${dateMs}-${dateMs + dayMs}.arrow`);
  truncateSync(path, 100);
  const damaged = folder.run("query", "from casts", "--data", dataOf("arrow"));
  expect([damaged.code, damaged.err]).toEqual([
    2,
    expect.stringMatching(/missing or damaged: run portent export --dataset casts again/),
  ]);
  expect(folder.run("query", "select count(*) from prices", "--data", dataOf("arrow")).code).toBe(0);
  rmSync(join(folder.path, dataOf("arrows"), "_manifests"), { recursive: true });
  expect(folder.run("query", "from prices", "--data", dataOf("arrows")).code).toBe(2);
});
