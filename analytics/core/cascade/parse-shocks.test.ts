import { expect, test } from "vitest";
import { checkShocks, parseShocks } from "./parse-shocks.ts";

test.each([
  ["ETH/USDT=-0.10", [{ asset: "ETH/USDT", size: -0.1 }]],
  [
    " ETH/USDT = -1e-1 , BTC/USDT=+.05",
    [
      { asset: "ETH/USDT", size: -0.1 },
      { asset: "BTC/USDT", size: 0.05 },
    ],
  ],
  ["a=b=10", [{ asset: "a=b", size: 10 }]],
  ["A=-1", [{ asset: "A", size: -1 }]],
])("%s", (text, shocks) => {
  expect(parseShocks(text)).toEqual({ ok: true, value: shocks });
});

test.each([
  ["", "malformed"],
  ["ETH/USDT", "malformed"],
  ["=-0.1", "malformed"],
  ["A=", "malformed"],
  ["A=ten", "malformed"],
  ["A=NaN", "malformed"],
  ["A=Infinity", "malformed"],
  ["A=-10%", "malformed"],
  ["A=0x1", "malformed"],
  ["A=-0.1,", "malformed"],
  ["A=-1.01", "out-of-range"],
  ["A=10.5", "out-of-range"],
  ["A=1e999", "out-of-range"],
  ["A=-0.1,A=-0.2", "twice"],
])("%s: %s", (text, code) => {
  expect(parseShocks(text)).toMatchObject({ ok: false, error: { code } });
});

test("a shock of an asset that there is not is refused by name", () => {
  const shocks = [
    { asset: "A", size: -0.1 },
    { asset: "B", size: -0.1 },
  ];
  expect(checkShocks(shocks, ["A", "B"])).toEqual({ ok: true, value: shocks });
  expect(checkShocks(shocks, ["A"])).toEqual({
    ok: false,
    error: { code: "unknown-asset", message: "B: there is no such asset" },
  });
});
