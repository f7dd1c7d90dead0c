import { createServer, type ServerResponse } from "node:http";
import {
  createMarket,
  firstEndMs,
  type Market,
  type MarketAsset,
  type SourceName,
  sourceNames,
  symbolOf,
} from "./market.ts";
import { answerCandles, answerKlines } from "./shapes/bars.ts";
import { answerFeeds } from "./shapes/feeds.ts";
import { answerCoingecko, answerDefillama, answerPyth } from "./shapes/lists.ts";
import {
  answerBinanceTickers,
  answerBitstampTickers,
  answerKrakenTickers,
  answerOkxTickers,
} from "./shapes/tickers.ts";
import type { Answer, Shape, View } from "./shapes/view.ts";

const shapes: Readonly<Record<SourceName, Shape>> = {
  binance: answerKlines,
  "binance-ticker": answerBinanceTickers,
  bitstamp: answerBitstampTickers,
  chainlink: answerFeeds,
  coinbase: answerCandles,
  coingecko: answerCoingecko,
  defillama: answerDefillama,
  "kraken-ticker": answerKrakenTickers,
  okx: answerOkxTickers,
  pyth: answerPyth,
};

/** How answers are held back: `lanes` of them at once, as over the six connections of a Worker, each for `delayMs`. */
export type Pace = { readonly lanes: number; readonly delayMs: number };
export const noPace: Pace = { lanes: Number.POSITIVE_INFINITY, delayMs: 0 };

export type SourceServer = {
  /** Of each source, under its own name. */
  readonly urls: Readonly<Record<string, string>>;
  /** What is answered from now on. */
  show(market: Market, endMs: number, pace?: Pace): void;
  /** Requests and bytes of answers since `show`. */
  readonly asked: () => { readonly requests: number; readonly bytes: number };
  stop(): Promise<void>;
};

/** Ten sources on one loopback port, each in its own shape, for any window of a market. */
export async function startSourceServer(): Promise<SourceServer> {
  let view = viewOf(createMarket({ n: 0, barsMax: 0 }), firstEndMs);
  let pace = noPace;
  let [requests, bytes, busy] = [0, 0, 0];
  const waiting: (() => void)[] = [];
  const reply = (response: ServerResponse, path: string, body: string) => {
    const [, source = "", ...rest] = path.split("/");
    const shape = shapes[source as SourceName] as Shape | undefined;
    const url = new URL(`http://localhost/${rest.join("/")}`);
    const answer: Answer = shape === undefined ? { status: 404, body: null } : shape(url, body, view);
    const text = JSON.stringify(answer.body);
    bytes += text.length;
    const headers = { "content-type": "application/json", date: new Date(view.endMs - 2_000).toUTCString() };
    response.writeHead(answer.status ?? 200, headers).end(text);
  };
  const take = () => {
    while (busy < pace.lanes) {
      const next = waiting.shift();
      if (next === undefined) return;
      busy += 1;
      const answer = () => {
        next();
        busy -= 1;
        take();
      };
      if (pace.delayMs === 0) answer();
      else setTimeout(answer, pace.delayMs);
    }
  };
  const server = createServer({ maxHeaderSize: 65_536 }, (request, response) => {
    requests += 1;
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      waiting.push(() => reply(response, request.url ?? "", Buffer.concat(parts).toString()));
      take();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("a TCP server has an address with a port");
  return {
    urls: Object.fromEntries(sourceNames.map((name) => [name, `http://127.0.0.1:${address.port}/${name}`])),
    show: (market, endMs, newPace = noPace) => {
      view = viewOf(market, endMs);
      pace = newPace;
      [requests, bytes] = [0, 0];
    },
    asked: () => ({ requests, bytes }),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function viewOf(market: Market, endMs: number): View {
  const index = new Map<string, MarketAsset>(
    sourceNames.flatMap((source) => market.assets.map((asset) => [`${source} ${symbolOf(source, asset)}`, asset])),
  );
  return { market, endMs, assetOf: (source, symbol) => index.get(`${source} ${symbol}`) };
}
