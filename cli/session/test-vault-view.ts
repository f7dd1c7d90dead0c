import { VaultView } from "../../contracts/vault-view.ts";

export const startMs = Date.UTC(2021, 4, 19, 12);
export const vault = `0x${"ab".repeat(20)}`;

/** A vault with an armed session and an emergency key, unless told otherwise; checked by the contract itself. */
export function vaultView(change: Partial<VaultView> = {}): VaultView {
  const left = (amount: string) => ({ token: `0x${"7".repeat(40)}`, symbol: "WETH", decimals: 18, amount });
  return VaultView.parse({
    vault,
    chainId: 31_337,
    owners: [],
    readAtWallMs: startMs,
    chainTimeMs: startMs,
    balances: [],
    session: {
      state: "armed",
      address: `0x${"1".repeat(40)}`,
      expiresAtMs: startMs + 90_000_000,
      words: [
        "Sell WETH for USDC in one Uniswap v3 pool.",
        "A thief of the session key could sell all that is allowed at that price: a loss of at most 0.4806 WETH.",
        "Nothing else.",
      ],
      allowanceLeft: [left("5999999999999999999"), { ...left("250000"), symbol: "USDC", decimals: 6 }],
    },
    emergencySession: {
      state: "prepared",
      address: `0x${"2".repeat(40)}`,
      expiresAtMs: startMs + 3_600_000,
      words: ["A second key, for emergencies only."],
      allowanceLeft: [],
    },
    triggers: [],
    fires: [],
    casts: [],
    positions: [],
    differences: [],
    rules: [],
    alerts: [],
    tradingState: { state: "ACTIVE", reason: "", by: "", atWallMs: 0 },
    lanes: [],
    audit: [],
    ...change,
  });
}
