import { type Address, encodeFunctionData, type Hex } from "viem";
import { type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import { expect } from "vitest";
import { type Chain, createChain } from "../../execute/adapters/chain.ts";
import { rolesAbi } from "../../execute/core/abis.ts";
import { buildCastBatch, encodeSubmission, moduleTxTypedData } from "../../execute/core/cast-batch.ts";
import { type Call, encodeMultiSend } from "../../execute/core/safe-tx.ts";
import type { LocalReceipt } from "./local-wallet.ts";
import type { TestChain } from "./test-chain.ts";

/** A key with a role of the demo vault: whoever has it can do this much, and so could a thief. */
export type TestRole = {
  readonly chain: Chain;
  readonly key: PrivateKeyAccount;
  readonly privateKey: Hex;
  readonly roleKey: Hex;
  /** The bytes of a cast, valid for five minutes of chain time unless told. */
  readonly castData: (castId: Hex, calls: readonly Call[], notAfterSeconds?: bigint) => Promise<Hex>;
  /** Signs with the key and sends through the relayer; a revert is a receipt like any other. */
  readonly submit: (data: Hex, salt: Hex) => Promise<LocalReceipt>;
  /** Casts, and expects that it executes. */
  readonly execute: (castId: Hex, calls: readonly Call[]) => Promise<LocalReceipt>;
  /** Why a cast is refused: found by simulation, and proved by sending it: nothing moves and nothing is claimed. */
  readonly refusal: (castId: Hex, calls: readonly Call[], notAfterSeconds?: bigint) => Promise<string>;
  /** The same for calls that a thief sends without a claim on the guard, as nothing obliges him to make one. */
  readonly refusalWithoutClaim: (salt: Hex, calls: readonly Call[]) => Promise<string>;
  readonly balances: () => Promise<{ readonly weth: bigint; readonly usdc: bigint }>;
};

export function holdRole(test: TestChain, privateKey: Hex, roleKey: Hex): TestRole {
  const { addresses: at, demoVault, chainId } = test.deployment;
  const { roles, safe } = demoVault;
  const key = privateKeyToAccount(privateKey);
  const chain = createChain({ rpcUrls: [test.rpcUrl], chainId });
  const castData: TestRole["castData"] = async (castId, calls, notAfterSeconds) => {
    const last = notAfterSeconds ?? (await test.nowSeconds()) + 300n;
    const { castGuard: guard, multiSendCallOnly: multiSend } = at;
    return buildCastBatch({ guard, castId, notAfterSeconds: last, calls, multiSend, roles, roleKey }).data;
  };
  const submit: TestRole["submit"] = async (data, salt) => {
    const signature = await key.signTypedData(moduleTxTypedData({ chainId, roles, data, salt }));
    const to: Address = roles;
    const tx = { to, data: encodeSubmission(data, salt, signature), gas: 3_000_000n };
    return test.wallet("relayer").send(tx, "allow-revert");
  };
  const balances: TestRole["balances"] = async () => {
    const read = await chain.erc20Balances([at.weth, at.usdc], safe);
    if (!read.ok) throw new Error(read.error.message);
    const [weth = 0n, usdc = 0n] = read.value;
    return { weth, usdc };
  };
  const bareData = (calls: readonly Call[]): Hex =>
    encodeFunctionData({
      abi: rolesAbi,
      functionName: "execTransactionWithRole",
      args: [at.multiSendCallOnly, 0n, encodeMultiSend(calls), 1, roleKey, true],
    });
  const refusedBytes = async (data: Hex, salt: Hex): Promise<string> => {
    const before = await balances();
    const simulated = await chain.simulateModuleTx({ roles, sessionKey: key.address, data });
    expect((await submit(data, salt)).status).toBe("reverted");
    expect(await balances()).toEqual(before);
    return simulated.ok ? "simulation found nothing" : `${simulated.error.code}: ${simulated.error.message}`;
  };
  return {
    chain,
    key,
    privateKey,
    roleKey,
    castData,
    submit,
    balances,
    execute: async (castId, calls) => {
      const data = await castData(castId, calls);
      const simulated = await chain.simulateModuleTx({ roles, sessionKey: key.address, data });
      expect(simulated.ok ? "simulated" : simulated.error.message).toBe("simulated");
      const receipt = await submit(data, castId);
      expect(receipt.status).toBe("success");
      return receipt;
    },
    refusal: async (castId, calls, notAfterSeconds) => {
      const wasClaimed = await chain.isClaimed(at.castGuard, safe, castId);
      const reason = await refusedBytes(await castData(castId, calls, notAfterSeconds), castId);
      expect(await chain.isClaimed(at.castGuard, safe, castId)).toEqual(wasClaimed);
      return reason;
    },
    refusalWithoutClaim: (salt, calls) => refusedBytes(bareData(calls), salt),
  };
}
