import { Cast } from "../../../../contracts/cast.ts";

export const hex = (digit: string) => `0x${digit.repeat(64)}`;
export const vault = `0x${"ab".repeat(20)}`;

const amount = (symbol: string, decimals: number, value: string) => ({
  token: `0x${symbol}`,
  symbol,
  decimals,
  amount: value,
});

/** A cast that a fire caused and that is final, unless told otherwise; checked by the contract itself. */
export function castOf(change: Partial<Record<keyof Cast, unknown>> = {}): Cast {
  return Cast.parse({
    id: hex("f"),
    vault,
    spell: "sell-half",
    cause: "fire",
    triggerId: "eth-falls",
    fireId: hex("a"),
    traceId: "0".repeat(32),
    priority: "opportunistic",
    lane: "main",
    firedAtMs: 10,
    notAfterMs: 11,
    freshUntilMs: 11,
    state: "FINALIZED",
    reason: null,
    txHash: hex("1"),
    attempts: [{ kind: "cast", hash: hex("1"), nonce: 0, maxFeeWei: "2", tipWei: "1" }],
    gasPaidWei: "21000",
    order: null,
    blockNumber: "12",
    blockHash: hex("2"),
    balancesBefore: [amount("WETH", 18, "10000000000000000000"), amount("USDC", 6, "0")],
    balancesAfter: [amount("WETH", 18, "5000000000000000001"), amount("USDC", 6, "12345678901")],
    healthAfter: null,
    steps: [
      { state: "CREATED", atWallMs: 100 },
      { state: "SUBMITTED", atWallMs: 140, note: "attempt 1" },
      { state: "FINALIZED", atWallMs: 1_140 },
    ],
    ...change,
  });
}
