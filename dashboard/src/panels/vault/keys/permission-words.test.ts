import { expect, test } from "vitest";
import { PermissionTerms, SessionTerms } from "../../../../../contracts/session-terms.ts";
import { describePermission, describeTerms } from "./permission-words.ts";

const decimalsOf = (symbol: string) => (symbol === "USDC" ? 6 : 18);
const set = (balance: string) => ({ kind: "set", balance });
const pair = { sell: "WETH", buy: "USDC" };

test.each([
  [
    { kind: "swap", ...pair, allowance: set("6000000000000000000"), lossBpsMax: 800 },
    "Swap at most 6 WETH in all for USDC, at most 8 % below the pool's mean price.",
  ],
  [
    { kind: "swap", ...pair, allowance: { kind: "carry-over" }, lossBpsMax: 25 },
    "Swap what the session before has left of its WETH for USDC, at most 0.25 % below the pool's mean price.",
  ],
  [
    {
      kind: "lend",
      supply: "WETH",
      supplyAllowance: set("1"),
      borrow: "USDC",
      borrowAllowance: { ...set("2000000000"), refill: { amount: "500000", max: "2000000000", every: "1d" } },
    },
    "Lend at most 0.000000000000000001 WETH in all, and borrow at most 2000 USDC, filled again by 0.5 USDC every 1d against it.",
  ],
  [
    { kind: "order", ...pair, allowance: set("0"), lossBpsMax: 0, maxLife: "12h" },
    "Place orders that sell at most 0 WETH in all for USDC, at most 0 % below the pool's mean price, each open for 12h at most.",
  ],
])("%o", (given, sentence) => {
  expect(describePermission(PermissionTerms.parse(given), decimalsOf)).toBe(sentence);
});

const permissions = [{ kind: "swap", ...pair, allowance: set("1000000000000000000"), lossBpsMax: 500 }];
const emergency = (sells: readonly object[]) => ({ sells, lossBpsMax: 800, expiresAtMs: 1 });
const exits = "repays, takes back collateral and orders, and ends the session; it opens nothing";

test.each([
  [null, "No emergency key: an emergency close uses the session key, or your own wallet."],
  [emergency([]), `The emergency key ${exits}. It sells nothing.`],
  [
    emergency([{ token: "WETH", allowance: set("10000000000000000000") }]),
    `The emergency key sells at most 10 WETH in all for the dollar token, at most 8 % below the pool's mean price; it ${exits}.`,
  ],
])("the emergency key: %o", (given, sentence) => {
  const terms = SessionTerms.parse({ permissions, emergency: given, expiresAtMs: 1 });
  expect(describeTerms(terms, decimalsOf).at(-1)).toBe(sentence);
});
