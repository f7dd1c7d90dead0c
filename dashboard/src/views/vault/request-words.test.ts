import { expect, test } from "vitest";
import { describeAsk } from "./request-words.ts";

const params = { sell: "WETH", fraction: "0.5", slippageBps: 100, deviationBpsMax: 550, count: 2 };

test.each<[string, unknown, string]>([
  [
    "request-cast",
    { spell: "ironvine", params, deadline: "20m" },
    "to cast ironvine within 20m: sell WETH, fraction 0.5, slippage 1 %, deviation at most 5.5 %, count 2",
  ],
  [
    "put-trigger",
    {
      trigger: {
        id: "falls",
        name: "It falls",
        when: "price('ETH-USD') < 1",
        mode: "repeat",
        action: { type: "cast", spell: "ironvine", params, deadline: "5m" },
      },
    },
    "to set the trigger “It falls” (falls): when price('ETH-USD') < 1, it casts ironvine within 5m: sell WETH, fraction 0.5, slippage 1 %, deviation at most 5.5 %, count 2; mode repeat",
  ],
  [
    "put-trigger",
    { trigger: { id: "falls", when: "a" } },
    "to set the trigger “falls” (falls): when a, it tells the owner",
  ],
  ["remove-trigger", { triggerId: "falls" }, "to remove the trigger falls"],
  ["set-trigger-enabled", { triggerId: "falls", enabled: false }, "to disarm the trigger falls"],
  ["of-a-later-version", { a: 1 }, 'for of-a-later-version: {"a":1}'],
])("%s", (action, body, words) => {
  expect(describeAsk({ action, body: JSON.stringify(body) })).toBe(words);
});

test("what cannot be read is shown as it is", () => {
  expect(describeAsk({ action: "put-trigger", body: "{" })).toBe("for put-trigger: {");
});
