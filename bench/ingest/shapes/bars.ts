import type { SourceName } from "../market.ts";
import { lookUp, type Shape, type View } from "./view.ts";

type Bar = { readonly openAtMs: number; readonly close: number };
const barMs = 60_000;

/** `GET /api/v3/klines`: twelve fields a minute, oldest first. */
export const answerKlines: Shape = (url, _body, view) => {
  const bars = listBars("binance", url.searchParams.get("symbol") ?? "", view);
  if (bars === undefined) return { status: 400, body: { code: -1121, msg: "Invalid symbol." } };
  return {
    body: bars.map(({ openAtMs, close }) => [
      openAtMs,
      ...[close * 0.9998, close * 1.0005, close * 0.9995, close].map(String),
      "12.50000000",
      openAtMs + barMs - 1,
      "34000.10000000",
      120,
      "6.10000000",
      "17000.20000000",
      "0",
    ]),
  };
};

/** `GET /products/<id>/candles`: numbers, newest first. */
export const answerCandles: Shape = (url, _body, view) => {
  const bars = listBars("coinbase", decodeURIComponent(url.pathname.split("/").at(-2) ?? ""), view);
  if (bars === undefined) return { status: 404, body: { message: "NotFound" } };
  return {
    body: bars
      .toReversed()
      .map(({ openAtMs, close }) => [openAtMs / 1_000, close * 0.9995, close * 1.0005, close * 0.9998, close, 9.5]),
  };
};

/** Three minutes: the window of two and the one before. The last closes with the window. */
function listBars(source: SourceName, symbol: string, view: View): readonly Bar[] | undefined {
  const said = lookUp(source, symbol, view);
  if (said === undefined) return undefined;
  if (said.quirk === "absent" || said.quirk === "unfit") return [];
  const lastAtMs = (said.quirk === "old" ? said.atMs : view.endMs) - barMs;
  return [2, 1, 0].map((back) => ({ openAtMs: lastAtMs - back * barMs, close: said.price }));
}
