import { expect, test } from "vitest";
import { CastState } from "../../../../../contracts/cast.ts";
import { castOf, hex } from "../../../views/vault/test-cast.ts";
import { describePromise, describeWhy } from "./why-words.ts";

const owner = `0x${"12".repeat(20)}`;
const view = {
  triggers: [],
  audit: [{ seq: "1", atWallMs: 1, act: "request-cast", actor: owner, detail: `ironvine, cast ${hex("f")}` }],
};

test.each([
  [{ cause: "fire" }, "trigger: eth-falls"],
  [{ cause: "rule", triggerId: null, fireId: null }, "a rule of the vault"],
  [{ cause: "close", triggerId: null, fireId: null }, "emergency close"],
  [{ cause: "request", triggerId: null, fireId: null }, "asked for by 0x1212…1212"],
  [{ id: hex("e"), cause: "request", triggerId: null, fireId: null }, "asked for once"],
])("%o", (change, words) => {
  expect(describeWhy(castOf(change), view)).toBe(words);
});

test("every state says what became of the promise", () => {
  for (const state of CastState.options) expect(describePromise({ state, reason: null })).toMatch(/\.$|differs$/);
});
