import { bookOf, listAll, lookUp, type Shape } from "./view.ts";

/** `GET /api/v3/ticker/24hr?symbols=[…]`: all fields of the full answer. One unknown symbol voids the call. */
export const answerBinanceTickers: Shape = (url, _body, view) => {
  const asked = JSON.parse(url.searchParams.get("symbols") ?? "[]") as string[];
  const said = asked.map((symbol) => lookUp("binance-ticker", symbol, view));
  if (said.includes(undefined)) return { status: 400, body: { code: -1121, msg: "Invalid symbol." } };
  return {
    body: said.flatMap((each, index) => {
      if (each === undefined) return [];
      const { bid, ask } = bookOf(each);
      const price = each.quirk === "absent" ? "0.00000000" : String(each.price);
      return [
        {
          ...{ symbol: asked[index], priceChange: "-1.50000000", priceChangePercent: "-0.540" },
          ...{ weightedAvgPrice: price, prevClosePrice: price, lastPrice: price, lastQty: "0.50000000" },
          ...{ bidPrice: bid, bidQty: "1.25000000", askPrice: ask, askQty: "2.50000000" },
          ...{ openPrice: price, highPrice: price, lowPrice: price, volume: "12500.00000000" },
          ...{ quoteVolume: "34000000.00000000", openTime: each.atMs - 86_400_000, closeTime: each.atMs },
          ...{ firstId: 1_000_000, lastId: 1_250_000, count: 250_001 },
        },
      ];
    }),
  };
};

/** `GET /0/public/Ticker?pair=…`: one unknown pair voids the answer, with HTTP 200. The time is the `Date` header's. */
export const answerKrakenTickers: Shape = (url, _body, view) => {
  const asked = (url.searchParams.get("pair") ?? "").split(",");
  const rows = asked.map((pair) => [pair, lookUp("kraken-ticker", pair, view)] as const);
  if (rows.some(([, said]) => said === undefined)) return { body: { error: ["EQuery:Unknown asset pair"] } };
  return {
    body: {
      error: [],
      result: Object.fromEntries(
        rows.flatMap(([pair, said]) => {
          if (said === undefined) return [];
          const { bid, ask } = bookOf(said);
          const last = said.quirk === "absent" ? "0.00000" : String(said.price);
          const [day, count] = [
            [last, last],
            [120, 4_500],
          ];
          const row = {
            a: [ask, "1", "1.000"],
            b: [bid, "1", "1.000"],
            c: [last, "0.01000000"],
            v: ["125.5", "4500.5"],
          };
          return [[pair, { ...row, p: day, t: count, l: day, h: day, o: last }]];
        }),
      ),
    },
  };
};

/** `GET /api/v5/market/tickers?instType=SPOT`: every pair that trades, so many more of other coins among them. */
export const answerOkxTickers: Shape = (_url, _body, view) => {
  const others = Array.from({ length: 500 }, (_, index) => `T${index}-EUR`);
  const row = (instId: string, last: string, bidPx: string, askPx: string, atMs: number) => ({
    ...{ instType: "SPOT", instId, last, lastSz: "0.25", askPx, askSz: "1.5", bidPx, bidSz: "2.5" },
    ...{ open24h: last, high24h: last, low24h: last, volCcy24h: "1250000.5", vol24h: "450.25", ts: String(atMs) },
    ...{ sodUtc0: last, sodUtc8: last },
  });
  return {
    body: {
      code: "0",
      msg: "",
      data: [
        ...listAll("okx", view).map(([symbol, said]) => {
          const { bid, ask } = bookOf(said);
          return row(symbol, String(said.price), bid, ask, said.atMs);
        }),
        ...others.map((symbol) => row(symbol, "1.5", "1.49", "1.51", view.endMs)),
      ],
    },
  };
};

/** `GET /api/v2/ticker/`: every pair, `timestamp` in seconds. */
export const answerBitstampTickers: Shape = (_url, _body, view) => ({
  body: listAll("bitstamp", view).map(([pair, said]) => {
    const last = String(said.price);
    return {
      ...{ timestamp: String(Math.floor(said.atMs / 1_000)), open: last, high: last, low: last, last },
      ...{ volume: "1250.50000000", vwap: last, ...bookOf(said), side: "1", open_24: last, percent_change_24: "-0.50" },
      ...{ market_type: "SPOT", pair, market: pair },
    };
  }),
});
