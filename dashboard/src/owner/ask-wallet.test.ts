import { expect, test } from "vitest";
import { z } from "zod";
import { askWallet } from "./ask-wallet.ts";

const walletThat = (request: () => Promise<unknown>) => ({ id: "1", name: "One", provider: { request } });

test.each<[string, unknown, string, RegExp]>([
  ["its user says no", { code: 4001, message: "User rejected" }, "refused", /You refused in One\. Nothing was signed/],
  ["it shows no account", { code: 4100 }, "locked", /Unlock it/],
  ["it is off its network", { code: 4900, message: "" }, "gone", /not connected/],
  ["it does not know the chain", { code: 4902, message: "Unrecognized chain" }, "other-network", /Add it/],
  ["it is busy", { code: -32_002, message: "already pending" }, "busy", /open it, answer/],
  ["it fails in its own words", { code: -32_603, message: "insufficient funds" }, "failed", /insufficient funds/],
  ["it fails without words", { code: 7 }, "failed", /error 7/],
  ["it throws anything", "boom", "failed", /boom/],
])("%s", async (_what, cause, kind, detail) => {
  const asked = await askWallet(
    walletThat(() => Promise.reject(cause as Error)),
    "eth_x",
    [],
    z.string(),
  );
  expect(asked).toMatchObject({ ok: false, error: { kind, detail: expect.stringMatching(detail) } });
});

test("an answer in another form is no answer", async () => {
  const wallet = walletThat(() => Promise.resolve(5));
  expect(await askWallet(wallet, "eth_x", [], z.string())).toMatchObject({ ok: false, error: { kind: "failed" } });
  expect(await askWallet(wallet, "eth_x", [], z.number())).toEqual({ ok: true, value: 5 });
});
