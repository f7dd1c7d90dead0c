import { expect, test } from "vitest";
import { describeMissing } from "./missing-data.ts";

const eth = { key: "price.ETH-USD" as never, value: 1, sampleAtMs: 1 };
const fall = "change(price('ETH-USD'), '1h') < -0.05";

test.each([
  ["all is known", [{ leaf: fall, holds: false, inputs: [eth] }], null],
  [
    "its price is not fresh",
    [{ leaf: fall, holds: null, inputs: [] }],
    "It cannot fire now: there is no fresh value of price('ETH-USD').",
  ],
  [
    "of two, one is not",
    [{ leaf: "price('ETH-USD') < price('BTC-USD') * 0.05", holds: null, inputs: [eth] }],
    "It cannot fire now: there is no fresh value of price('BTC-USD').",
  ],
  [
    "there is no hour of it yet",
    [{ leaf: fall, holds: null, inputs: [eth] }],
    "It cannot fire yet: it looks further back than its data goes so far.",
  ],
])("%s", (_, leaves, words) => {
  expect(describeMissing(leaves)).toBe(words);
});
