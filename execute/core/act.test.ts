import type { Address } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { expect, test } from "vitest";
import { type Act, actTypedData, actValidMs, readActBody, readActSigner } from "./act.ts";

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

async function signed(change: Partial<Act> = {}, domain: { chainId?: number; vault?: Address } = {}): Promise<Act> {
  const act = { ...unsigned, ...change };
  const data = actTypedData({ chainId: domain.chainId ?? 31337, vault: domain.vault ?? vault, act });
  return { ...act, signature: await owner.signTypedData(data) };
}
const read = (act: Act) => readActSigner({ chainId: 31337, vault, act, nowWallMs });

test("what the owner signed for this vault and chain is recognised as the owner's", async () => {
  expect(await read(await signed())).toEqual({ ok: true, value: owner.address });
});

test.each<[string, () => Promise<Act>]>([
  ["for another vault", () => signed({}, { vault: other })],
  ["for another chain", () => signed({}, { chainId: 1 })],
  ["and the body was changed", async () => ({ ...(await signed()), body: '{"triggerId":"eth-falls","enabled":true}' })],
  ["and the action was changed", async () => ({ ...(await signed()), action: "disarm" })],
  ["and the nonce was changed", async () => ({ ...(await signed()), nonce: `0x${"2".repeat(64)}` })],
  ["and the expiry was changed", async () => ({ ...(await signed()), expiresAtMs: unsigned.expiresAtMs + 1 })],
])("signed %s: it is not the owner's signature", async (_what, make) => {
  const signer = await read(await make());
  expect(signer.ok && signer.value === owner.address).toBe(false);
});

test.each<[string, number, string | null]>([
  ["a moment ago", nowWallMs - 1, "expired"],
  ["now", nowWallMs, null],
  ["in five minutes", nowWallMs + actValidMs, null],
  ["a moment later", nowWallMs + actValidMs + 1, "expiry-too-far"],
])("a signature that expires %s", async (_when, expiresAtMs, code) => {
  const signer = await read(await signed({ expiresAtMs }));
  expect(signer.ok ? null : signer.error.code).toBe(code);
});

test("a signature that is none", async () => {
  const signer = await read({ ...(await signed()), signature: `0x${"0".repeat(130)}` });
  expect(signer).toMatchObject({ ok: false, error: { code: "bad-act" } });
});

test.each<[string, string]>([
  ["no JSON", "{"],
  ["a field that is missing", "{}"],
  ["a field too many", '{"triggerId":"a","enabled":true,"force":true}'],
  ["a field of another type", '{"triggerId":"a","enabled":"yes"}'],
])("a body with %s is refused", (_what, body) => {
  expect(readActBody("set-trigger-enabled", body)).toMatchObject({ ok: false, error: { code: "bad-body" } });
});
