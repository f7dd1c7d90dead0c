import { type Address, recoverAddress } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { expect, test } from "vitest";
import { proofMs } from "../../contracts/signed-request.ts";
import { Act, actTypedData, checkExpiry, hashAct, readActBody } from "./act.ts";

const owner = privateKeyToAccount(generatePrivateKey());
const vault: Address = `0x${"a".repeat(40)}`;
const other: Address = `0x${"b".repeat(40)}`;
const nowWallMs = 1_000_000;
const unsigned = {
  action: "set-trigger-enabled",
  body: JSON.stringify({ triggerId: "eth-falls", enabled: false }),
  nonce: `0x${"1".repeat(64)}`,
  expiresAtMs: nowWallMs + 60_000,
} as const;
type Unsigned = Omit<Act, "signature">;

const sign = (act: Unsigned, domain: { chainId?: number; vault?: Address } = {}) =>
  owner.signTypedData(actTypedData({ chainId: domain.chainId ?? 31337, vault: domain.vault ?? vault, act }));
/** Whose signature it is, taken for one of this vault and chain. */
const signerOf = async (act: Unsigned, signature: Promise<`0x${string}`>) =>
  recoverAddress({ hash: hashAct({ chainId: 31337, vault, act }), signature: await signature });

test("what the owner signed for this vault and chain is the owner's", async () => {
  expect(await signerOf(unsigned, sign(unsigned))).toBe(owner.address);
});

test.each<[string, Unsigned, { chainId?: number; vault?: Address }]>([
  ["for another vault", unsigned, { vault: other }],
  ["for another chain", unsigned, { chainId: 1 }],
  ["and the body was changed", { ...unsigned, body: '{"triggerId":"eth-falls","enabled":true}' }, {}],
  ["and the action was changed", { ...unsigned, action: "disarm" }, {}],
  ["and the nonce was changed", { ...unsigned, nonce: `0x${"2".repeat(64)}` }, {}],
  ["and the expiry was changed", { ...unsigned, expiresAtMs: unsigned.expiresAtMs + 1 }, {}],
])("signed %s: it is not the owner's signature", async (_what, received, domain) => {
  expect(await signerOf(received, sign(unsigned, domain))).not.toBe(owner.address);
});

test.each<[string, number, string | null]>([
  ["a moment ago", nowWallMs - 1, "expired"],
  ["now", nowWallMs, null],
  ["in five minutes", nowWallMs + proofMs, null],
  ["a moment later", nowWallMs + proofMs + 1, "expiry-too-far"],
])("a signature that expires %s", (_when, expiresAtMs, code) => {
  expect(checkExpiry(expiresAtMs, nowWallMs)?.code ?? null).toBe(code);
});

test.each<[string, string, boolean]>([
  ["none", "0x", false],
  ["no hex", `0x${"z".repeat(130)}`, false],
  ["64 bytes", `0x${"1".repeat(128)}`, false],
  ["half a byte too many", `0x${"1".repeat(131)}`, false],
  ["one of a key", `0x${"1".repeat(130)}`, true],
  ["of three keys", `0x${"1".repeat(390)}`, true],
  ["4096 bytes", `0x${"1".repeat(8_192)}`, true],
  ["a byte more", `0x${"1".repeat(8_194)}`, false],
])("a signature: %s", (_what, signature, isTaken) => {
  expect(Act.safeParse({ ...unsigned, signature }).success).toBe(isTaken);
});

test.each<[string, string]>([
  ["no JSON", "{"],
  ["a field that is missing", "{}"],
  ["a field too many", '{"triggerId":"a","enabled":true,"force":true}'],
  ["a field of another type", '{"triggerId":"a","enabled":"yes"}'],
])("a body with %s is refused", (_what, body) => {
  expect(readActBody("set-trigger-enabled", body)).toMatchObject({ ok: false, error: { code: "bad-body" } });
});

test("no amount is negative", () => {
  const to = other;
  expect(readActBody("withdraw", JSON.stringify({ token: "USDC", amount: "-1", to }))).toMatchObject({ ok: false });
  expect(readActBody("withdraw", JSON.stringify({ token: "USDC", amount: "1", to }))).toMatchObject({ ok: true });
});
