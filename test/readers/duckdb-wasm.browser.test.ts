import { createReadStream, existsSync, readdirSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join, normalize } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publicDatasets } from "../../analytics/exports/datasets.ts";
import { vaultDatasets } from "../../analytics/exports/vault-datasets.ts";
import { findChromium } from "../find-chromium.ts";
import { castParts, priceParts, valuesOf, writeExportFolder } from "./export-folder.ts";
import { readRecipe } from "./read-recipes.ts";

const modules = join(import.meta.dirname, "../../node_modules");
const wasm = "@duckdb/duckdb-wasm";
/** Bare names as a bundler would resolve them: the client has an apache-arrow of its own. */
const own = existsSync(join(modules, wasm, "node_modules/apache-arrow")) ? `${wasm}/node_modules/` : "";
const imports = {
  [wasm]: `/modules/${wasm}/dist/duckdb-browser.mjs`,
  "apache-arrow": `/modules/${own}apache-arrow/Arrow.dom.mjs`,
  flatbuffers: `/modules/${existsSync(join(modules, `${own}flatbuffers`)) ? own : ""}flatbuffers/mjs/flatbuffers.js`,
  tslib: "/modules/tslib/tslib.es6.mjs",
  "@uwdata/flechette": "/modules/@uwdata/flechette/src/index.js",
};
const types: Readonly<Record<string, string>> = {
  js: "text/javascript",
  mjs: "text/javascript",
  wasm: "application/wasm",
};

let folder: Awaited<ReturnType<typeof writeExportFolder>>;
let server: Server;
let browser: Browser;
let origin: string;
const complaints: string[] = [];

beforeAll(async () => {
  folder = await writeExportFolder();
  const roots = [
    ["/modules/", modules],
    ["/data/", folder.path],
  ] as const;
  server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    if (path === "/") {
      return response
        .setHeader("content-type", "text/html")
        .end(`<!doctype html><script type="importmap">${JSON.stringify({ imports })}</script>`);
    }
    const [prefix, root] = roots.find(([start]) => path.startsWith(start)) ?? [];
    const file = prefix === undefined || root === undefined ? "" : join(root, normalize(path.slice(prefix.length)));
    if (!existsSync(file)) return response.writeHead(404).end();
    response.setHeader("content-type", types[file.split(".").at(-1) ?? ""] ?? "application/octet-stream");
    return createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium was found: npm test installs one");
  browser = await chromium.launch({
    executablePath,
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ],
  });
});
afterAll(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
  folder.remove();
});

/** Runs the recipe of the page over the streams of one dataset; rows come as JSON with digits for what a double cannot hold. */
async function run(dataset: string, sql: string, ending: "arrow" | "arrows" = "arrows"): Promise<unknown> {
  const data = `exports-${ending}/${dataset}`;
  const paths = readdirSync(join(folder.path, data), { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(`.${ending}`),
  );
  const parts = paths.toSorted().map((path) => `${origin}/data/${data}/${path}`);
  const base = `${origin}/modules/${wasm}/dist`;
  const urls = { mainWorker: `${base}/duckdb-browser-eh.worker.js`, mainModule: `${base}/duckdb-eh.wasm` };
  const recipe = readRecipe("js duckdb-wasm").replaceAll('"prices"', JSON.stringify(dataset));
  const [heads, body] = [/^import .*$/gm, /^import .*\n/gm].map((pattern, at) =>
    at === 0 ? (recipe.match(pattern) ?? []).join("\n") : recipe.replaceAll(pattern, ""),
  );
  const page = await browser.newPage({ timezoneId: "America/New_York" });
  try {
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("request", (request) => {
      if (!request.url().startsWith(origin)) complaints.push(request.url());
    });
    await page.goto(origin);
    await page.addScriptTag({
      type: "module",
      content: `${heads}
        const parts = ${JSON.stringify(parts)}; const urls = ${JSON.stringify(urls)}; const sql = ${JSON.stringify(sql)};
        const plain = (key, value) => typeof value === "bigint" ? value.toString() : value;
        async function answerPage() {
          ${body}
          await database.terminate();
          return JSON.stringify(rows.map((row) => ({ ...row })), plain);
        }
        window.answer = answerPage().catch((cause) => JSON.stringify({ failed: String(cause) }));`,
    });
    await page.waitForFunction("window.answer !== undefined");
    return JSON.parse(String(await page.evaluate("window.answer")));
  } finally {
    await page.close();
  }
}

const pricesOf = (name: string) => valuesOf(publicDatasets.prices, priceParts, name);
const castsOf = (name: string) => valuesOf(vaultDatasets.casts, castParts, name);

test("streams of several parts are one table: rows, texts, times, lists; no request leaves the origin", async () => {
  const found = (await run(
    "prices",
    "select count(*)::int as n, max(epoch_ms(window_end))::double as latest, list(distinct asset order by asset) as assets, sum(price_usd) as total, typeof(any_value(window_end)) as type, count(*) filter (sources = ['binance', 'krakén'])::int as listed, count(*) filter (epoch_ms(window_end) >= 1621425600000)::int as noon from prices",
  )) as [Record<string, unknown>];
  const times = pricesOf("window_end") as number[];
  expect(found).toEqual([
    {
      n: times.length,
      latest: times.at(-1),
      assets: ["ETH-USD", "çöin-USD 🌍"],
      total: expect.closeTo(
        (pricesOf("price_usd") as number[]).reduce((sum, price) => sum + price, 0),
        3,
      ),
      type: "TIMESTAMP WITH TIME ZONE",
      listed: pricesOf("sources").filter((sources) => (sources as string[]).length === 2).length,
      noon: times.filter((time) => time >= 1_621_425_600_000).length,
    },
  ]);
  expect(complaints).toEqual([]);
});

test("decimals to the last digit, whole numbers, and nulls", async () => {
  const rows = await run(
    "casts",
    "select cast_id, gas_paid_wei, block_number, health_after, fired_at from casts order by epoch_ms(fired_at)",
  );
  const wide = (value: unknown) => (value === null ? null : String(value));
  expect(rows).toEqual(
    castsOf("cast_id").map((cast_id, row) => ({
      cast_id,
      gas_paid_wei: wide(castsOf("gas_paid_wei")[row]),
      block_number: wide(castsOf("block_number")[row]),
      health_after: castsOf("health_after")[row],
      fired_at: castsOf("fired_at")[row],
    })),
  );
});

test("the trap of the page: bytes of an Arrow file make no table", async () => {
  expect(await run("casts", "select count(*) from casts", "arrow")).toMatchObject({
    failed: expect.stringMatching(/casts/),
  });
});
