import { readFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";
import { tableFromIPC } from "@uwdata/flechette";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { waitUntil } from "../../local/wait-until.ts";
import type { World } from "../../local/world.ts";
import { findChromium } from "../find-chromium.ts";
import { analyticsMs, replayTo, startTestWorld } from "./test-world.ts";

type Listed = { dataset: string; format: string; rows: number };

let world: World;
let browser: Browser;
let page: Page;
let listed: readonly Listed[];
/** What a healthy page never has: errors, violations of its policy, requests to somewhere else. */
const complaints: string[] = [];
const asked: string[] = [];

beforeAll(async () => {
  world = await startTestWorld("dashboard-data");
  await replayTo(world, analyticsMs);
  // The last of the datasets: by then all are written.
  await waitUntil(60_000, async () => (await readExports()).some(({ dataset }) => dataset === "pipeline_runs"));
  listed = await readExports();
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium was found: npm test installs one");
  browser = await chromium.launch({
    executablePath,
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ],
  });
  page = await openData({ width: 1440, height: 1000 });
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

test("the panel lists what is exported, with rows and fields, and has loaded no engine", async () => {
  for (const dataset of new Set(listed.map((file) => file.dataset))) {
    const text = await page.getByTestId(`dataset-${dataset}`).textContent();
    expect(text, dataset).toContain(`${rowsOf(dataset).toLocaleString("en-US")} rows`);
  }
  const prices = page.getByTestId("dataset-prices");
  await prices.locator("summary").click();
  await expect.poll(() => prices.textContent()).toContain("window_end timestamp, UTCEnd of the price window");
  await expect.poll(() => prices.textContent()).toContain("price_usd double, USDConsensus price of the window");
  await page.getByText(/^DuckDB, 7\.\d MB to load, once$/).waitFor();
  expect(asked.filter((url) => /\.wasm|\.worker/.test(url))).toEqual([]);
});

test("started by a button, the console runs the first example over the chosen data", async () => {
  await page.getByRole("button", { name: "Start the console and run" }).click();
  await expect.poll(() => timing()).toMatch(/^60 rows, 4 columns, \d+ ms$/);
  expect(await rows(1)).toEqual([
    ["2021-05-19 10:00:00", expect.stringMatching(/^2\d{3}(\.\d+)?$/), expect.any(String), expect.any(String)],
  ]);
  await expect.poll(() => page.getByTestId("result-rows").locator("thead").textContent()).toContain("timestamp, UTC");
  await expect
    .poll(() => page.locator("figcaption").textContent())
    .toMatch(
      /^price_usd from 2,\d+\.?\d* to 2,\d+\.?\d*, over window_end from 2021-05-19 10:00 UTC to 2021-05-19 11:58 UTC\./,
    );
  expect(asked.filter((url) => url.includes(".wasm"))).toEqual([
    expect.stringMatching(/\/v1\/console\/duckdb-eh-[0-9a-f]{16}\.wasm$/),
  ]);
});

test("every dataset has in the console as many rows as the list of exports says", async () => {
  const datasets = [...new Set(listed.map((file) => file.dataset))];
  for (const dataset of datasets) await page.getByTestId(`dataset-${dataset}`).getByRole("checkbox").check();
  const counts = datasets.map((dataset) => `SELECT '${dataset}' AS dataset, count(*) AS count FROM ${dataset}`);
  await run(counts.join("\nUNION ALL\n"));
  await expect.poll(() => rows(datasets.length)).toEqual(datasets.map((dataset) => [dataset, String(rowsOf(dataset))]));
});

test("every example whose data is there gives rows", async () => {
  const examples = page.getByRole("list", { name: "Examples" }).getByRole("button");
  await expect.poll(() => examples.count()).toBe(8);
  for (const example of await examples.all()) {
    if (await example.isDisabled()) continue;
    await run("SELECT nothing");
    await expect.poll(() => page.getByTestId("sql-error").textContent()).toContain("Unknown name");
    await example.click();
    await expect.poll(() => timing(), { message: (await example.textContent()) ?? "" }).toMatch(/^[1-9]\d* rows?, /);
  }
});

test("every kind of value is shown as it is, and null is not an empty text", async () => {
  await run(
    "SELECT 1.25::decimal(18,4) d, 9007199254740993 b, timestamp '2021-05-19 11:18:00.5' t, date '2021-05-19' dt, ['a', NULL] l, NULL n, '' e",
  );
  await expect
    .poll(() => rows(1))
    .toEqual([["1.2500", "9007199254740993", "2021-05-19 11:18:00.5", "2021-05-19", "[a, null]", "null", ""]]);
  await expect.poll(() => page.locator(".data-null").count()).toBe(1);
});

test("an error has its place and a name that was meant; one press mends it", async () => {
  await run("SELECT asset,\n  max(prise_usd)\nFROM prices GROUP BY asset");
  const error = page.getByTestId("sql-error");
  await expect.poll(() => error.textContent()).toContain("line 2, column 7");
  await expect.poll(() => error.locator("pre").textContent()).toBe("  max(prise_usd)\n      ^");
  await expect.poll(() => page.locator(".data-gutter .is-wrong").textContent()).toBe("2");
  await error.getByRole("button", { name: "Did you mean price_usd?" }).click();
  await expect.poll(() => timing()).toMatch(/^22 rows, 2 columns/);
  await expect.poll(() => page.getByTestId("sql").inputValue()).toContain("max(price_usd)");
});

test("a dataset that is not loaded is offered, and what lies outside is refused", async () => {
  await page.getByTestId("dataset-factors").getByRole("checkbox").uncheck();
  await run("SELECT * FROM factors");
  await page.getByRole("button", { name: "Load factors and run" }).click();
  await expect.poll(() => timing()).toMatch(new RegExp(`^${rowsOf("factors")} rows`));
  for (const sql of ["SELECT * FROM 'https://example.com/x.csv'", "LOAD icu", "SELECT * FROM read_parquet('x')"]) {
    await run(sql);
    await expect
      .poll(() => page.getByTestId("sql-error").textContent())
      .toMatch(/nothing outside of this page|fetches nothing from elsewhere/);
    await run("SELECT 1 AS one");
    await expect.poll(() => rows(1)).toEqual([["1"]]);
  }
});

test("a long query is cancelled; one that does not listen is ended, and the console comes back", async () => {
  await run("SELECT count(*) FROM range(30000000000) r(i) WHERE i % 7 = 1");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("The query was cancelled.").waitFor();
  await run("SELECT count(*) FROM prices");
  await expect.poll(() => rows(1)).toEqual([[String(rowsOf("prices"))]]);
  // Worked out while it is planned: the engine hears nothing meanwhile.
  await run("SELECT list_sort(list_transform(range(60000000), x -> hash(x)))[1]");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText("The query did not stop by itself").waitFor();
  await run("SELECT count(*) FROM prices");
  await expect.poll(() => rows(1)).toEqual([[String(rowsOf("prices"))]]);
});

test("of a million rows the first are shown, and a screenful of them is drawn", async () => {
  await run("SELECT i FROM range(1000000) r(i)");
  await expect.poll(() => timing()).toMatch(/^The first 512,000 rows, 1 column/);
  const table = page.getByTestId("result-rows");
  await page.evaluate(
    "const rows = document.querySelector('[data-testid=result-rows]'); rows.scrollTop = rows.scrollHeight",
  );
  await expect.poll(() => table.locator("tbody tr[aria-rowindex]").last().locator("td").textContent()).toBe("511999");
  await expect.poll(() => table.locator("tbody tr").count()).toBeLessThan(60);
  // The next result starts at its first row, however far the one before was scrolled.
  await run("SELECT i FROM range(2000) r(i)");
  await expect.poll(() => timing()).toMatch(/^2,000 rows, 1 column/);
  expect((await rows(1))[0]).toEqual(["0"]);
  expect(await table.evaluate((element) => element.scrollTop)).toBe(0);
});

test("downloads: CSV, Arrow and Parquet have the rows of the result, with zoned times", async () => {
  await run("SELECT asset, window_end, price_usd, NULL::integer AS nothing FROM prices ORDER BY window_end, asset");
  await expect.poll(() => timing()).toMatch(/^1,320 rows, 4 columns/);
  const csv = (await download("CSV")).toString("utf8").split("\r\n");
  expect(csv[0]).toBe("asset,window_end,price_usd,nothing");
  expect(csv[1]).toMatch(/^AAVE-USD,2021-05-19T10:00:00Z,[\d.]+,$/);
  expect(csv).toHaveLength(1 + rowsOf("prices") + 1);
  const arrow = tableFromIPC(new Uint8Array(await download("Arrow")));
  expect(arrow.numRows).toBe(rowsOf("prices"));
  expect(arrow.schema.fields[1]?.type).toMatchObject({ timezone: "UTC" });
  const connection = await (await DuckDBInstance.create()).connect();
  const path = await downloadPath("Parquet");
  const read = await connection.runAndReadAll(
    `SELECT count(*)::int, count(DISTINCT asset)::int, epoch_ms(min(window_end))::varchar, sum(price_usd)::float FROM read_parquet('${path}')`,
  );
  const prices = arrow.getChild("price_usd").toArray() as Float64Array;
  expect(read.getRowsJson()[0]).toEqual([
    ...[rowsOf("prices"), 22, String(Date.UTC(2021, 4, 19, 10))],
    Math.fround(prices.reduce((sum, price) => sum + price, 0)),
  ]);
  connection.closeSync();
});

test("the link has the query and its data: opened again, one press gives the same result", async () => {
  await run("SELECT asset, count(*) AS windows\nFROM prices\nGROUP BY asset ORDER BY asset");
  await expect.poll(() => timing()).toMatch(/^22 rows/);
  const before = await rows(22);
  expect(before).toHaveLength(22);
  await expect.poll(() => page.url()).toMatch(/#\/data\?data=[^&]*prices%401/);
  await page.reload();
  await page.getByTestId("dataset-prices").waitFor();
  await expect.poll(() => page.getByTestId("sql").inputValue()).toContain("GROUP BY asset");
  await page.getByRole("button", { name: "Start the console and run" }).click();
  await expect.poll(() => rows(22)).toEqual(before);
});

test("what is typed is there after a visit to another panel, and after a reload", async () => {
  await page.getByTestId("sql").fill("-- half a thought\nSELECT");
  await page.getByRole("navigation").getByRole("link", { name: "Pipeline" }).click();
  await page.getByTestId("sql").waitFor({ state: "hidden" });
  await page.getByRole("navigation").getByRole("link", { name: "Data" }).click();
  await expect.poll(() => page.getByTestId("sql").inputValue()).toBe("-- half a thought\nSELECT");
  await expect.poll(() => page.url()).toContain("half+a+thought");
  await page.reload();
  await expect.poll(() => page.getByTestId("sql").inputValue()).toBe("-- half a thought\nSELECT");
});

test("typed just before another panel is opened: a browser that tells of the new address late loses nothing", async () => {
  await page.getByTestId("sql").fill("SELECT 'a last thought' AS thought");
  // The address is another panel's already, and the page hears of it only after the draft's pause is over.
  await page.evaluate(`new Promise((resolve) => {
    const unheard = (event) => event.stopImmediatePropagation();
    for (const type of ["popstate", "hashchange"]) addEventListener(type, unheard, true);
    location.hash = "#/pipeline";
    setTimeout(() => {
      for (const type of ["popstate", "hashchange"]) removeEventListener(type, unheard, true);
      dispatchEvent(new HashChangeEvent("hashchange"));
      resolve();
    }, 450);
  })`);
  await page.getByTestId("sql").waitFor({ state: "hidden" });
  // What belongs to one panel is never written into another's address.
  await expect.poll(() => new URL(page.url()).hash).toBe("#/pipeline");
  await page.getByRole("navigation").getByRole("link", { name: "Data" }).click();
  await expect.poll(() => page.url()).toContain("a+last+thought");
  await expect.poll(() => page.getByTestId("sql").inputValue()).toBe("SELECT 'a last thought' AS thought");
});

test("Tab leaves the editor, and the keys alone run a query", async () => {
  await page.getByTestId("dataset-prices").waitFor();
  await page.getByTestId("sql").fill("SELECT 7 AS seven");
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => rows(1)).toEqual([["7"]]);
  await page.getByTestId("sql").focus();
  await page.keyboard.press("Tab");
  expect(await page.evaluate("document.activeElement.textContent")).toBe("Run");
});

test("a snapshot that is gone gives way to the newest, and a file that arrives damaged is not used: both are said", async () => {
  const other = await openData({ width: 1440, height: 1000 }, "?data=prices%4077&q=SELECT+count(*)+FROM+prices");
  await other.route("**/v1/exports/files/exports/arrow/factors/**", async (route) => {
    const body = await (await route.fetch()).body();
    body[200] = (body[200] ?? 0) ^ 1;
    await route.fulfill({ body });
  });
  await other.getByRole("button", { name: "Start the console and run" }).click();
  await other.getByText("Snapshot 77 of prices is no longer there; the newest, 1, stands in its place.").waitFor();
  await other.getByTestId("dataset-factors").getByRole("checkbox").check();
  await other.getByRole("button", { name: "Load", exact: true }).click();
  await other.getByText(/^factors could not be loaded\. exports\/arrow\/factors\/.* arrived damaged/).waitFor();
  await expect.poll(() => other.getByTestId("dataset-factors").getAttribute("data-loaded")).toBe("false");
  // The browser itself notes an answer of 404.
  expect(complaints.splice(0)).toEqual([expect.stringContaining("status of 404")]);
  await other.close();
});

test("on a phone nothing lies beside the screen", async () => {
  const phone = await openData({ width: 390, height: 844 });
  await phone.getByRole("button", { name: "Start the console and run" }).click();
  await phone.getByTestId("timing").waitFor();
  expect(await phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")).toBe(0);
  await phone.close();
});

test("WebAssembly is allowed in the console's worker alone, which reaches nobody; and nothing was complained of", async () => {
  const policyOf = async (url: string) => (await fetch(url)).headers.get("content-security-policy") ?? "";
  const worker = asked.find((url) => url.includes(".worker"));
  expect(await policyOf(worker ?? "")).toBe(
    "default-src 'none'; script-src 'wasm-unsafe-eval'; connect-src blob:; require-trusted-types-for 'script'; trusted-types 'none'",
  );
  expect(await policyOf(`${world.baseUrl}/`)).not.toContain("wasm-unsafe-eval");
  expect(complaints).toEqual([]);
});

const readExports = async () => (await world.getJson<{ exports: Listed[] }>("/v1/exports")).exports;
const rowsOf = (dataset: string): number =>
  listed.reduce((sum, file) => sum + (file.dataset === dataset && file.format === "arrow" ? file.rows : 0), 0);

async function run(sql: string): Promise<void> {
  await page.getByTestId("sql").fill(sql);
  await page.getByRole("button", { name: /^(Run|Start the console and run)$/ }).click();
}

const timing = async (): Promise<string> =>
  (await page.getByTestId("timing").count()) === 0 ? "" : ((await page.getByTestId("timing").textContent()) ?? "");

/** The first rows that are drawn, read in one go: of one drawing, never half of the next. */
const rows = (count: number): Promise<string[][]> =>
  page
    .getByTestId("result-rows")
    .locator("tbody tr[aria-rowindex]")
    .evaluateAll(
      (lines, count) =>
        lines.slice(0, count).map((line) => [...line.querySelectorAll("td")].map((cell) => cell.textContent ?? "")),
      count,
    );

async function downloadPath(format: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: `Download ${format}` }).click(),
  ]);
  return file.path();
}

const download = async (format: string): Promise<Buffer> => readFileSync(await downloadPath(format));

async function openData(viewport: { width: number; height: number }, params = ""): Promise<Page> {
  const opened = await browser.newPage({ viewport, reducedMotion: "reduce", acceptDownloads: true });
  opened.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  opened.on("pageerror", (error) => complaints.push(String(error)));
  opened.on("request", (request) => {
    asked.push(request.url());
    const isOwn = request.url().startsWith(world.baseUrl) || request.url().startsWith(`blob:${world.baseUrl}`);
    if (!isOwn) complaints.push(`asked ${request.url()}`);
  });
  await opened.goto(`${world.baseUrl}/#/data${params}`);
  await opened.getByTestId("dataset-prices").waitFor();
  return opened;
}
