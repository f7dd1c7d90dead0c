import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publicDatasets } from "../../analytics/exports/datasets.ts";
import { priceParts, summariseDay, valuesOf, writeExportFolder } from "./export-folder.ts";
import { readRecipe } from "./read-recipes.ts";

const root = join(import.meta.dirname, "../..");
let folder: Awaited<ReturnType<typeof writeExportFolder>>;
beforeAll(async () => {
  folder = await writeExportFolder();
}, 60_000);
afterAll(() => folder.remove());

test("portent query: the commands of the page", () => {
  const [first = "", second = ""] = readRecipe("sh").split("\n");
  const run = (line: string) => {
    // As a shell would take it: what is in quotation marks is one word.
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? "");
    expect(words.splice(0, 2)).toEqual(["npx", "portent"]);
    const main = join(root, "cli/main.ts");
    const { status, stdout } = spawnSync(process.execPath, [main, ...words], { cwd: folder.path, encoding: "utf8" });
    expect(status).toBe(0);
    return stdout;
  };
  const rows = priceParts.reduce((sum, { columns }) => sum + columns.rows, 0) / 2;
  expect(run(first)).toMatch(new RegExp(`^ETH-USD +${rows} +25\\d\\d`, "m"));
  expect(run(second)).toMatch(/^prices: Consensus prices/m);
});

test("DuckDB: the SQL of the page, with the partition as a column", async () => {
  const instance = await DuckDBInstance.create(":memory:", {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  try {
    const sql = readRecipe("sql").replaceAll("'exports/", `'${folder.path}/exports/`);
    const result = await connection.runAndReadAll(sql);
    expect(result.columnTypes().map(String)).toEqual(["VARCHAR", "BIGINT", "DOUBLE", "TIMESTAMP WITH TIME ZONE"]);
    const rows = result.getRowsJS().map(([asset, n, high, latest]) => ({
      ...{ asset, n: Number(n), high, latestMs: (latest as Date).getTime() },
    }));
    expect(rows).toEqual(summariseDay());
    // Several row groups, and parts of several dates, are one table in one order.
    const times = await connection.runAndReadAll(
      `select epoch_ms(window_end)::double from read_parquet('${folder.path}/exports/prices/**/*.parquet') order by filename, file_row_number`.replace(
        "parquet')",
        "parquet', filename = true, file_row_number = true)",
      ),
    );
    expect(times.getRowsJS().map(([ms]) => ms)).toEqual(valuesOf(publicDatasets.prices, priceParts, "window_end"));
    const groups = await connection.runAndReadAll(
      `select max(row_group_id) + 1 from parquet_metadata('${folder.path}/exports/prices/**/*.parquet')`,
    );
    expect(Number(groups.getRowsJS()[0]?.[0])).toBeGreaterThan(1);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
});

test("apache-arrow: the code of the page, over a file and over a stream", () => {
  for (const format of ["arrow", "arrows"]) {
    const data = join(folder.path, `exports-${format}/prices`);
    const paths = readdirSync(data, { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(`.${format}`),
    );
    const path = join(data, paths.toSorted().at(-1) ?? "");
    const code = `const path = process.argv[1];\n${readRecipe("js apache-arrow")}
      console.log(JSON.stringify({ latestMs: Number(latestMs), rows: table.numRows, assets: [...assets] }));`;
    const ran = spawnSync(process.execPath, ["--input-type=module", "-e", code, path], { cwd: root, encoding: "utf8" });
    expect(ran.stderr).toBe("");
    expect(JSON.parse(ran.stdout)).toEqual({
      latestMs: valuesOf(publicDatasets.prices, priceParts, "window_end").at(-1),
      rows: priceParts.at(-1)?.columns.rows,
      assets: ["ETH-USD", "çöin-USD 🌍"],
    });
  }
});
