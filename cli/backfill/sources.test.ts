import { afterAll, beforeAll, expect, test } from "vitest";
import type { ReplayFeed } from "../../local/feed/feed.ts";
import { type FeedServer, serveFeed } from "../../local/feed/serve-feed.ts";
import { parsePriceRows } from "../prices/parse-price-rows.ts";
import { runBackfillCommand } from "./command.ts";
import { sampleBars, sampleStartMs } from "./sample-prices.ts";

/** The sample bars behind the shapes of the public sources, on loopback. */
let server: FeedServer;
let stop = async () => {};
beforeAll(async () => {
  const rows = parsePriceRows("sample", sampleBars(120));
  if (!rows.ok) throw new Error(rows.error.message);
  const bars = [...rows.value.bySymbol].map(([symbol, { tsMs, open, high, low, close }]) => {
    const minutes = tsMs.map((openAtMs, at) => ({
      openAtMs,
      open: open[at] ?? 0,
      high: high[at] ?? 0,
      low: low[at] ?? 0,
      close: close[at] ?? 0,
      volume: 1,
    }));
    return [symbol.replace("/USDT", ""), minutes] as const;
  });
  const feed: ReplayFeed = { kind: "recorded", description: "sample", bars: new Map(bars), events: [], refusedRows: 0 };
  server = await serveFeed({ feed, nowMs: () => sampleStartMs + 7_200_000, frozenFromMs: {} });
  stop = () => server.stop();
});
afterAll(() => stop());

async function run(sources: string, urls: Readonly<Record<string, string>>, ...more: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const streams = { out: (text: string) => void out.push(text), err: (line: string) => void err.push(`${line}\n`) };
  const range = [`--from=${sampleStartMs + 1_800_000}`, "--to", String(sampleStartMs + 2_400_000)];
  const args = ["--sources", sources, ...range, "--dry-run", "--json", ...more];
  const code = await runBackfillCommand(args, streams, { SOURCE_URLS: JSON.stringify(urls) });
  return { code, out: out.join(""), err: err.join("") };
}

test("past windows from sources that serve history, through the adapters that run live", async () => {
  const { code, out } = await run("binance,coinbase", server.urls, "--rate", "USDT=1");
  expect(code).toBe(0);
  const { progress, gaps } = JSON.parse(out) as { progress: object; gaps: { asset: string; windows: number }[] };
  expect(progress).toMatchObject({ windows: 5, state: "done", refused: 0 });
  const priced = ["BTC-USD", "ETH-USD", "LINK-USD"];
  expect(gaps.filter(({ asset }) => priced.includes(asset))).toEqual([]);
  expect(gaps.find(({ asset }) => asset === "ADA-USD")).toMatchObject({ windows: 5 });
}, 60_000);

test("a source that gives nothing stops it, by name; with --partial it goes on", async () => {
  const urls = { ...server.urls, binance: "http://127.0.0.1:1" };
  const stopped = await run("binance,coinbase", urls, "--rate", "USDT=1");
  expect([stopped.code, stopped.out]).toEqual([1, ""]);
  expect(stopped.err).toMatch(
    /^portent backfill: binance gave nothing for the window to 2024-03-04T.*run the same command again/,
  );
  const partial = await run("binance,coinbase", urls, "--rate", "USDT=1", "--partial");
  expect(partial.code).toBe(0);
}, 120_000);

test("addresses that are none are 2", async () => {
  expect((await run("binance", { binance: "nowhere" })).code).toBe(2);
});
