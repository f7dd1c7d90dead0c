import { type Address, decodeFunctionResult, encodeFunctionData, parseEther } from "viem";
import { lendingDataAbi, lendingPoolAbi } from "../../execute/core/abis.ts";
import type { LendPermission } from "../../execute/core/permissions/permission.ts";
import { reserveTerms } from "./deploy-lending.ts";
import type { TestChain } from "./test-chain.ts";
import { usd } from "./test-orders.ts";
import { tokensOf } from "./test-session.ts";

/** May lend 8 WETH and borrow 10,000 USDC against it, unless told otherwise. */
export function lendPermission(test: TestChain, change: Partial<LendPermission> = {}): LendPermission {
  const { weth, usdc } = tokensOf(test);
  return {
    kind: "lend",
    supply: { token: weth, allowance: { kind: "set", balance: parseEther("8") } },
    borrow: { token: usdc, allowance: { kind: "set", balance: usd("10000") } },
    debtUnits: 0n,
    liquidationBonusBps: reserveTerms.liquidationBonusBps,
    ...change,
  };
}

/** How an account stands in the lending market. Worth in US dollars with 8 digits, the health factor with 18. */
export async function lendingAccount(test: TestChain, user: Address) {
  const query = { abi: lendingPoolAbi, functionName: "getUserAccountData", args: [user] } as const;
  const data = await test.wallet("relayer").call(test.deployment.lending.pool, encodeFunctionData(query));
  const [collateralBase, debtBase, , , , healthFactor] = decodeFunctionResult({ ...query, data });
  return { collateralBase, debtBase, healthFactor };
}

/** What an account has lent and owes of one token, interest included. */
export async function lentAndOwed(test: TestChain, token: Address, user: Address) {
  const query = { abi: lendingDataAbi, functionName: "getUserReserveData", args: [token, user] } as const;
  const data = await test.wallet("relayer").call(test.deployment.lending.dataProvider, encodeFunctionData(query));
  const [lent, , owed] = decodeFunctionResult({ ...query, data });
  return { lent, owed };
}
