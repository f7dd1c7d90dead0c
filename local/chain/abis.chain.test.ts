import type { Abi } from "viem";
import { expect, test } from "vitest";
import * as own from "../../execute/core/abis.ts";
import { compileContracts } from "./compile-contracts.ts";
import { loadArtifact, loadRolesArtifacts } from "./npm-artifacts.ts";
import { settablePriceAbi } from "./oracle-keeper.ts";

type Parameter = {
  readonly type: string;
  readonly indexed?: boolean | undefined;
  readonly components?: readonly Parameter[] | undefined;
};

/** Everything that decides how an entry is encoded and decoded; names of parameters do not. */
function shape(item: Abi[number]): string {
  const types = (list: readonly Parameter[] = []): unknown[] =>
    list.map(({ type, indexed, components }) => [type, indexed === true, types(components)]);
  const name = "name" in item ? item.name : "";
  const inputs = "inputs" in item ? types(item.inputs) : [];
  const outputs = item.type === "function" ? [types(item.outputs), item.stateMutability] : [];
  return JSON.stringify([item.type, name, inputs, outputs]);
}

test("every entry of the written interfaces is an entry of the compiled contracts", () => {
  const compiled = compileContracts();
  const artifact = (name: Parameters<typeof loadArtifact>[0]): Abi => loadArtifact(name).abi;
  const pairs: readonly (readonly [string, Abi, Abi])[] = [
    ["castGuard", own.castGuardAbi, compiled.CastGuard.abi],
    ["leastOutput", own.leastOutputAbi, compiled.LeastOutput.abi],
    ["leastOrderOutput", own.leastOrderOutputAbi, compiled.LeastOrderOutput.abi],
    ["expiryCondition", own.expiryConditionAbi, compiled.ExpiryCondition.abi],
    ["orderBook", own.orderBookAbi, compiled.OrderBook.abi],
    ["settablePrice", settablePriceAbi, compiled.SettablePrice.abi],
    ["lendingPool", own.lendingPoolAbi, artifact("lendingPool")],
    ["lendingData", own.lendingDataAbi, artifact("lendingData")],
    ["lendingOracle", own.lendingOracleAbi, artifact("lendingOracle")],
    ["safe", own.safeAbi, artifact("safeL2")],
    ["safeProxyFactory", own.safeProxyFactoryAbi, artifact("safeProxyFactory")],
    ["multiSend", own.multiSendAbi, artifact("multiSendCallOnly")],
    ["roles", own.rolesAbi, loadRolesArtifacts().roles.abi],
    ["erc20", own.erc20Abi, artifact("usdc")],
    ["swapRouter", own.swapRouterAbi, artifact("swapRouter")],
    ["pool", own.poolAbi, artifact("uniswapPool")],
  ];
  for (const [name, written, published] of pairs) {
    const known = new Set(published.map(shape));
    const missing = written.map(shape).filter((entry) => !known.has(entry));
    expect(missing, name).toEqual([]);
  }
});
