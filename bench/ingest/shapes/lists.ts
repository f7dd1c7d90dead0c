import { lookUp, type Shape } from "./view.ts";

/** `GET /api/v3/simple/price?ids=…`: unknown ids are left out. */
export const answerCoingecko: Shape = (url, _body, view) => ({
  body: Object.fromEntries(
    (url.searchParams.get("ids") ?? "").split(",").flatMap((id) => {
      const said = lookUp("coingecko", id, view);
      if (said === undefined || said.quirk === "absent") return [];
      return [
        [id, { usd: said.price, last_updated_at: said.quirk === "unfit" ? null : Math.floor(said.atMs / 1_000) }],
      ];
    }),
  ),
});

/** `GET /prices/current/<keys>`. */
export const answerDefillama: Shape = (url, _body, view) => ({
  body: {
    coins: Object.fromEntries(
      decodeURIComponent(url.pathname.split("/").at(-1) ?? "")
        .split(",")
        .flatMap((key) => {
          const said = lookUp("defillama", key, view);
          if (said === undefined || said.quirk === "absent") return [];
          const { price, atMs, quirk } = said;
          const timestamp = Math.floor(atMs / 1_000);
          return [[key, { symbol: key, price, timestamp, confidence: quirk === "unfit" ? 0.6 : 0.99 }]];
        }),
    ),
  },
});

/** So many hexadecimal digits of signed updates come along with each feed, unasked. */
const binaryDigits = 700;

/** `GET /v2/updates/price/latest?ids[]=…`: prices as whole numbers of `10^expo`. */
export const answerPyth: Shape = (url, _body, view) => {
  const parsed = url.searchParams.getAll("ids[]").flatMap((id, index) => {
    const said = lookUp("pyth", id, view);
    if (said === undefined || said.quirk === "absent") return [];
    const { price, quirk, atMs } = said;
    const publish_time = Math.floor(atMs / 1_000);
    const whole = (value: number) => String(Math.round(value * 1e10));
    const stated = {
      price: whole(price),
      conf: whole(price * (quirk === "unfit" ? 0.05 : 0.0005)),
      expo: -10,
      publish_time,
    };
    const metadata = {
      slot: 250_000_000 + index,
      proof_available_time: publish_time + 1,
      prev_publish_time: publish_time,
    };
    return [{ id, price: stated, ema_price: stated, metadata }];
  });
  return { body: { binary: { encoding: "hex", data: ["0".repeat(parsed.length * binaryDigits)] }, parsed } };
};
