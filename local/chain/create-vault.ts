import { type Address, encodeAbiParameters, encodeFunctionData, zeroAddress } from "viem";
import { moduleProxyFactoryAbi, rolesAbi, safeAbi, safeProxyFactoryAbi } from "../../execute/core/abis.ts";
import { deployGas } from "./create2.ts";
import type { ContractName } from "./deployment.ts";
import type { LocalWallet } from "./local-wallet.ts";

type Factories = Readonly<
  Record<
    Extract<
      ContractName,
      "safeProxyFactory" | "safeSingleton" | "fallbackHandler" | "moduleProxyFactory" | "rolesMastercopy"
    >,
    Address
  >
>;

/** A Safe with one owner and a Roles modifier that is deployed, but not enabled: the owner arms it later. */
export async function createVault(
  wallet: LocalWallet,
  at: Factories,
  owner: Address,
  saltNonce = 0n,
): Promise<{ readonly safe: Address; readonly roles: Address }> {
  const setup = encodeFunctionData({
    abi: safeAbi,
    functionName: "setup",
    args: [[owner], 1n, zeroAddress, "0x", at.fallbackHandler, zeroAddress, 0n, zeroAddress],
  });
  const createArgs = [at.safeSingleton, setup, saltNonce] as const;
  const safe = await wallet.sendForAddress({
    to: at.safeProxyFactory,
    data: encodeFunctionData({ abi: safeProxyFactoryAbi, functionName: "createProxyWithNonce", args: createArgs }),
    gas: deployGas,
  });
  const parties = encodeAbiParameters(
    [{ type: "address" }, { type: "address" }, { type: "address" }],
    [safe, safe, safe],
  );
  const setUp = encodeFunctionData({ abi: rolesAbi, functionName: "setUp", args: [parties] });
  const deployArgs = [at.rolesMastercopy, setUp, 0n] as const;
  const roles = await wallet.sendForAddress({
    to: at.moduleProxyFactory,
    data: encodeFunctionData({ abi: moduleProxyFactoryAbi, functionName: "deployModule", args: deployArgs }),
    gas: deployGas,
  });
  return { safe, roles };
}
