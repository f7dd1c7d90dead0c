import { expect, test } from "vitest";
import { SessionTerms } from "../../../../../contracts/session-terms.ts";
import { emptyAllowance, emptyPermission, emptyTerms, type PermissionDraft, type TermsDraft } from "./draft-terms.ts";
import { readTerms } from "./read-terms.ts";

const token = (symbol: string, decimals: number) => ({ token: `0x${symbol}`, symbol, decimals, amount: "0" });
const tokens = [token("WETH", 18), token("USDC", 6)];
const atMs = 1_000;
const dayMs = 86_400_000;

const permission = (change: Partial<PermissionDraft>): PermissionDraft => ({
  ...emptyPermission(tokens),
  allowance: { ...emptyAllowance, amount: "6" },
  ...change,
});
const draft = (change: Partial<TermsDraft>): TermsDraft => ({
  ...emptyTerms(tokens),
  hasEmergency: false,
  permissions: [permission({})],
  ...change,
});
const whole = { kind: "set", balance: "6000000000000000000" };

test.each([
  ["a swap", permission({}), { kind: "swap", sell: "WETH", buy: "USDC", allowance: whole, lossBpsMax: 500 }],
  [
    "a swap that goes on",
    permission({ allowance: { ...emptyAllowance, kind: "carry-over" }, lossPercent: "0.25" }),
    { kind: "swap", sell: "WETH", buy: "USDC", allowance: { kind: "carry-over" }, lossBpsMax: 25 },
  ],
  [
    "a swap that is filled again",
    permission({ sell: "USDC", buy: "WETH", allowance: { kind: "set", amount: "100", refill: "10.5", every: "1d" } }),
    {
      kind: "swap",
      sell: "USDC",
      buy: "WETH",
      allowance: { kind: "set", balance: "100000000", refill: { amount: "10500000", max: "100000000", every: "1d" } },
      lossBpsMax: 500,
    },
  ],
  [
    "a loan",
    permission({ kind: "lend", second: { ...emptyAllowance, amount: "2000" } }),
    {
      kind: "lend",
      supply: "WETH",
      supplyAllowance: whole,
      borrow: "USDC",
      borrowAllowance: { kind: "set", balance: "2000000000" },
    },
  ],
  [
    "an order",
    permission({ kind: "order", maxLife: "12h" }),
    { kind: "order", sell: "WETH", buy: "USDC", allowance: whole, lossBpsMax: 500, maxLife: "12h" },
  ],
] as const)("%s", (_, given, terms) => {
  const read = readTerms(draft({ permissions: [given] }), tokens, atMs);
  expect(read).toEqual({ ok: true, value: { permissions: [terms], emergency: null, expiresAtMs: atMs + 7 * dayMs } });
  if (read.ok) expect(SessionTerms.parse(read.value)).toEqual(read.value);
});

test("an emergency key: what is not typed is not sold", () => {
  const given = draft({ hasEmergency: true, emergencySells: { WETH: "10", USDC: " " } });
  expect(readTerms(given, tokens, atMs)).toMatchObject({
    value: {
      emergency: {
        sells: [{ token: "WETH", allowance: { kind: "set", balance: "10000000000000000000" } }],
        lossBpsMax: 800,
        expiresAtMs: atMs + 30 * dayMs,
      },
    },
  });
});

test("all mistakes at once, each by its field", () => {
  const wrong = draft({
    days: "0",
    hasEmergency: true,
    emergencySells: { WETH: "x" },
    emergencyLossPercent: "101",
    emergencyDays: "",
    permissions: [
      permission({ buy: "WETH", lossPercent: "-1", allowance: emptyAllowance }),
      permission({ kind: "order", maxLife: "soon", allowance: { kind: "set", amount: "1", refill: "1", every: "" } }),
      permission({ kind: "lend", second: { ...emptyAllowance, amount: "0.0000001" } }),
    ],
  });
  const read = readTerms(wrong, tokens, atMs);
  expect(new Set(read.ok ? [] : Object.keys(read.error))).toEqual(
    new Set([
      ...["0.amount", "0.buy", "0.loss", "1.every", "1.life", "2.second.amount"],
      ...["days", "emergency.WETH", "emergency.days", "emergency.loss"],
    ]),
  );
});
