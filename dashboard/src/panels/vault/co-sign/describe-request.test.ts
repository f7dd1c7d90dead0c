import { expect, test } from "vitest";
import type { VaultView } from "../../../../../contracts/vault-view.ts";
import type { CoSignRequest } from "../../../owner/co-sign/co-sign-request.ts";
import { actRequest, txRequest } from "../../../owner/co-sign/test-request.ts";
import { describeRequest } from "./describe-request.ts";

const prepared = {
  ...{ sessionId: "s", words: ["Sell at most 6 WETH."], emergencyWords: ["Close everything."], expiresAtMs: 0 },
  ...{ safeTx: txRequest({ nonce: "9" }).safeTx, canBeArmed: true },
};
const view = {
  balances: [{ token: `0x${"b".repeat(40)}`, symbol: "WETH", decimals: 18, amount: "0" }],
  tradingState: { state: "HALTED" },
  prepared,
} as unknown as VaultView;
const until = (atMs: number) => `at ${atMs}`;
const who = `0x${"c".repeat(40)}`;
const half = "500000000000000000";

test.each<[what: string, request: CoSignRequest, title: string, sentence: string]>([
  [
    "a transaction",
    txRequest({ to: who as `0x${string}`, value: half }),
    "a transaction of your Safe",
    `Send 0.5 ETH to ${who}.`,
  ],
  ["the arming that waits", txRequest({ nonce: "9" }), "arm the session", "Close everything."],
  [
    "a withdrawal",
    actRequest("withdraw", { token: "WETH", amount: half, to: who }),
    "withdraw 0.5 WETH",
    `0.5 WETH go from your Safe to ${who}.`,
  ],
  [
    "one of a token that is not known",
    actRequest("withdraw", { token: "DAI", amount: half, to: who }),
    "the act withdraw",
    `amount: "${half}"`,
  ],
  [
    "limits",
    actRequest("set-limits", { gasWeiPerDay: half, castsPerDay: 3 }),
    "set the limits of a day",
    "At most 3 casts in 24 hours. Beyond that a cast is refused, unless it protects.",
  ],
  [
    "a looser state",
    actRequest("set-trading-state", { state: "ACTIVE", reason: "calm" }),
    "set what is cast: everything",
    "The reason that is shown: calm.",
  ],
  [
    "a rotation",
    actRequest("rotate-session", { expiresAtMs: 7 }),
    "put new keys in the place of the old ones",
    "The new session ends at 7 by the chain's clock.",
  ],
])("says what is signed: %s", (_what, request, title, sentence) => {
  const words = describeRequest(request, { view, until });
  expect(words).toMatchObject({ ok: true, value: { title: `Sign with the others: ${title}`, isDangerous: true } });
  expect(words.ok && words.value.sentences).toContain(sentence);
});

test("an arming that is not the vault's own is told by its calls, and without a vault it says that amounts are raw", () => {
  const other = describeRequest(txRequest({ nonce: "9", value: "1" }), { view, until });
  expect(other.ok && other.value.title).toBe("Sign with the others: a transaction of your Safe");
  const bare = describeRequest(txRequest({ nonce: "9" }), { view: null, until });
  expect(bare.ok && bare.value.sentences.at(-1)).toMatch(/smallest units/);
});

test.each<[what: string, request: CoSignRequest, words: RegExp]>([
  ["bytes that are no batch", txRequest({ operation: 1, data: "0x1234" }), /nobody can say/],
  ["an act with a body that is none", actRequest("withdraw", { token: 1 }), /not in order/],
])("refuses %s", (_what, request, words) => {
  expect(describeRequest(request, { view, until })).toEqual({ ok: false, error: expect.stringMatching(words) });
});
