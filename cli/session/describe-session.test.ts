import fc from "fast-check";
import { expect, test } from "vitest";
import { describeAmount, describeSession } from "./describe-session.ts";
import { startMs, vault, vaultView } from "./test-vault-view.ts";

test("both keys, in the words that were signed, the worst loss apart", () => {
  expect(describeSession(vaultView())).toBe(`Vault ${vault} on chain 31337, chain time 2021-05-19 12:00 UTC

Session key 0x1111111111111111111111111111111111111111: armed
  until  2021-05-20 13:00 UTC by the chain's clock, in 1d 1h
  left   5.999999999999999999 WETH, 0.25 USDC
  It may:
    - Sell WETH for USDC in one Uniswap v3 pool.
    - Nothing else.
  The most that a thief of it could take:
    - A thief of the session key could sell all that is allowed at that price: a loss of at most 0.4806 WETH.

Emergency key 0x2222222222222222222222222222222222222222: prepared; it can do nothing until the owners have signed
  until  2021-05-19 13:00 UTC by the chain's clock
  left   not known: the chain was not read
  It may:
    - A second key, for emergencies only.
`);
});

const armed = vaultView().session;

test.each<readonly [title: string, change: Parameters<typeof vaultView>[0], text: string]>([
  [
    "no key at all",
    { session: { state: "none", address: null, expiresAtMs: null, words: [], allowanceLeft: [] } },
    "Session key: none. Nothing can be cast until the owners arm one.",
  ],
  ["no emergency key", { emergencySession: null }, "Emergency key: none."],
  ["a destroyed key", { session: { ...armed, state: "revoked" } }, "destroyed; what follows is what it could do"],
  ["a key whose time is over", { chainTimeMs: startMs + 90_000_001 }, "armed, and its time is over"],
  ["its last seconds", { chainTimeMs: startMs + 89_999_000 }, "by the chain's clock, in 1s"],
  ["a chain that does not answer", { chainTimeMs: null }, "the chain does not answer at present"],
])("%s", (_, change, text) => {
  expect(describeSession(vaultView(change))).toContain(text);
});

test("a key whose end is not known to have come is not said to have ended", () => {
  expect(describeSession(vaultView({ chainTimeMs: null }))).not.toContain("its time is over");
});

test("amounts are exact: read back, they are the same", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 40n }), fc.integer({ min: 0, max: 36 }), (units, decimals) => {
      const text = describeAmount({ token: "0x", symbol: "T", decimals, amount: units.toString() });
      const [whole = "", part = ""] = text.replace(" T", "").split(".");
      expect(BigInt(whole + part.padEnd(decimals, "0"))).toBe(units);
      expect(part).not.toMatch(/0$/);
    }),
    { seed: 11, numRuns: 200 },
  );
});
