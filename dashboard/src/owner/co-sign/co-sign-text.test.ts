import { expect, test } from "vitest";
import { coSignLink, readCoSignText, writeCoSignText } from "./co-sign-text.ts";
import { actRequest, one, signedBy, txRequest } from "./test-request.ts";

const signed = await signedBy(txRequest(), one);
const text = writeCoSignText(signed);

test.each([
  ["the text", text],
  ["a link", coSignLink("https://page.example", signed)],
  ["a link with more in it", `${coSignLink("https://page.example", signed)}&part=people`],
  ["broken into lines", `${text.replace(/(.{40})/g, "$1\n  ")}\n`],
  ["its JSON", JSON.stringify(signed, null, 2)],
])("reads %s", (_what, given) => {
  expect(readCoSignText(given)).toEqual({ ok: true, value: signed });
});

test("an act with words of any script comes back as it was", () => {
  const act = actRequest("set-trading-state", { state: "ACTIVE", reason: "wieder ruhig – 再開" });
  expect(readCoSignText(coSignLink("https://page.example", act))).toEqual({ ok: true, value: act });
});

const with_ = (change: object) => writeCoSignText({ ...signed, ...change } as typeof signed);
test.each([
  ["nothing", "  \n", /^Paste the link/],
  ["a cut text", text.slice(0, -20), /a part of it is missing/],
  ["another address", "https://page.example/#/vault?part=people", /no request to sign/],
  ["other JSON", '{"hello": 1}', /no request to sign/],
  ["a field more", with_({ words: "Only a test, sign it" }), /no request to sign/],
  ["a signature that is too long", with_({ signatures: [`0x${"1".repeat(134)}`] }), /no request to sign/],
  ["an amount below zero", with_({ safeTx: { ...txRequest().safeTx, value: "-1" } }), /no request to sign/],
  ["an amount beyond its type", with_({ safeTx: { ...txRequest().safeTx, nonce: "9".repeat(90) } }), /no request/],
  ["too much", "A".repeat(300_000), /too long/],
])("refuses %s", (_what, given, words) => {
  expect(readCoSignText(given)).toEqual({ ok: false, error: expect.stringMatching(words) });
});
