import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { barMs, type MinuteBar, type ReplayFeed } from "./feed.ts";

/**
 * Serves a replayed feed over loopback in the exact shapes of the public sources, so that the Worker's own source
 * adapters read it. Nothing is served before the feed's clock has reached it: no look-ahead. One venue's recording answers under
 * each name; `frozen` makes a source keep repeating its last bar, as a feed does that has died. The recording is in USDT and
 * knows no rate of it: dollar coins are served as worth a dollar.
 */
export type FeedServer = { readonly urls: Readonly<Record<string, string>>; stop(): Promise<void> };

export type FeedServerOptions = {
  readonly feed: ReplayFeed;
  readonly nowMs: () => number;
  /** Source name → from when it is frozen. */
  readonly frozenFromMs: Readonly<Record<string, number>>;
};

const krakenNames: Readonly<Record<string, string>> = {
  XXBT: "BTC",
  XETH: "ETH",
  XLTC: "LTC",
  XXMR: "XMR",
  XXRP: "XRP",
  XDG: "DOGE",
};

export async function serveFeed(options: FeedServerOptions): Promise<FeedServer> {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://feed");
    const body = answer(url, options);
    // Sources without a time in the body are dated by this header.
    response.setHeader("date", new Date(options.nowMs()).toUTCString());
    send(response, body === undefined ? 404 : 200, body ?? { message: "NotFound" });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const names = ["binance", "coinbase", "kraken", "kraken-ticker", "usgs", "normalised"];
  return { urls: Object.fromEntries(names.map((name) => [name, `${base}/${name}`])), stop: () => stop(server) };
}

function answer(url: URL, options: FeedServerOptions): unknown {
  const [, source = "", ...rest] = url.pathname.split("/");
  const query = url.searchParams;
  switch (`${source}/${rest.join("/").replace(/[A-Z0-9]+-USD/, ":id")}`) {
    case "binance/api/v3/klines": {
      const bars = barsOf(options, source, (query.get("symbol") ?? "").replace(/USDT$/, ""));
      return between(bars, Number(query.get("startTime")), Number(query.get("endTime"))).map((bar) => [
        bar.openAtMs,
        ...[bar.open, bar.high, bar.low, bar.close, bar.volume].map(String),
        bar.openAtMs + barMs - 1,
        "0",
        0,
        "0",
        "0",
        "0",
      ]);
    }
    case "coinbase/products/:id/candles": {
      const bars = barsOf(options, source, (rest[1] ?? "").replace(/-USD$/, ""));
      return between(bars, Date.parse(query.get("start") ?? ""), Date.parse(query.get("end") ?? ""))
        .map((bar) => [bar.openAtMs / 1_000, bar.low, bar.high, bar.open, bar.close, bar.volume])
        .reverse();
    }
    case "kraken/0/public/OHLC": {
      const pair = query.get("pair") ?? "";
      // The `Z` before USD belongs to the older names alone: XETHZUSD, but XTZUSD.
      const base = krakenNames[pair.replace(/ZUSD$/, "")] ?? pair.replace(/USD$/, "");
      const bars = barsOf(options, source, krakenNames[base] ?? base);
      if (bars.length === 0) return { error: ["EQuery:Unknown asset pair"] };
      const since = Number(query.get("since")) * 1_000;
      const recent = bars.filter((bar) => bar.openAtMs > since);
      const rows = (recent.length > 0 ? recent : bars.slice(-1)).map((bar) => [
        bar.openAtMs / 1_000,
        ...[bar.open, bar.high, bar.low, bar.close, bar.close, bar.volume].map(String),
        0,
      ]);
      return { error: [], result: { [pair]: rows, last: rows.at(-1)?.[0] } };
    }
    case "kraken-ticker/0/public/Ticker":
      return tickers((query.get("pair") ?? "").split(","));
    case "usgs/fdsnws/event/1/query":
      return quakes(options, Date.parse(query.get("starttime") ?? ""), Date.parse(query.get("endtime") ?? ""));
    case "normalised/events": {
      const toMs = Math.min(Number(query.get("toMs")), options.nowMs());
      const fromMs = Number(query.get("fromMs"));
      const events = options.feed.events.filter(({ source: name, publishedAtMs }) => {
        return name !== "usgs" && publishedAtMs >= fromMs && publishedAtMs <= toMs;
      });
      return { events };
    }
    default:
      return undefined;
  }
}

/** Kraken's ticker of dollar coins: ask, bid and last trade, each with its volumes. */
function tickers(pairs: readonly string[]): unknown {
  if (!pairs.every((pair) => dollarPairs.has(pair))) return { error: ["EQuery:Unknown asset pair"] };
  const ticker = { a: ["1.0000", "1", "1.000"], b: ["1.0000", "1", "1.000"], c: ["1.0000", "1.00000000"], o: "1.0000" };
  return { error: [], result: Object.fromEntries(pairs.map((pair) => [pair, ticker])) };
}

const dollarPairs: ReadonlySet<string> = new Set(["USDTZUSD", "USDCUSD"]);
const dollarCoins: ReadonlySet<string> = new Set(["USDT", "USDC"]);

/** The bars of a symbol that are over by now; a frozen source has none after its last. */
function barsOf(
  { feed, nowMs, frozenFromMs }: FeedServerOptions,
  source: string,
  symbol: string,
): readonly MinuteBar[] {
  const untilMs = Math.min(nowMs(), frozenFromMs[source] ?? Number.POSITIVE_INFINITY);
  const bars = dollarCoins.has(symbol) ? worthADollar(feed) : (feed.bars.get(symbol) ?? []);
  const count = bars.findLastIndex((bar) => bar.openAtMs + barMs <= untilMs) + 1;
  return bars.slice(0, count);
}

/** A bar of one dollar for each minute that the feed has. */
function worthADollar({ bars }: ReplayFeed): readonly MinuteBar[] {
  const [minutes = []] = bars.values();
  return minutes.map(({ openAtMs }) => ({ openAtMs, open: 1, high: 1, low: 1, close: 1, volume: 0 }));
}

const between = (bars: readonly MinuteBar[], fromMs: number, toMs: number): MinuteBar[] =>
  bars.filter((bar) => bar.openAtMs >= fromMs && bar.openAtMs <= toMs);

function quakes({ feed, nowMs }: FeedServerOptions, fromMs: number, toMs: number): unknown {
  const untilMs = Math.min(toMs, nowMs());
  const features = feed.events
    .filter(({ source, eventTimeMs }) => source === "usgs" && eventTimeMs >= fromMs && eventTimeMs <= untilMs)
    .map((event) => ({
      type: "Feature",
      id: event.id.replace("usgs:", ""),
      properties: {
        mag: Number(/^M ([\d.]+)/.exec(event.title)?.[1]),
        place: event.title.replace(/^M [\d.]+ earthquake, /, ""),
        time: event.eventTimeMs,
        updated: event.eventTimeMs,
        url: null,
      },
      geometry: { type: "Point", coordinates: [event.geo.lon, event.geo.lat, null] },
    }));
  return { type: "FeatureCollection", metadata: { count: features.length }, features };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
