import { type Hex, keccak256, numberToHex, parseEther, parseGwei, stringToHex } from "viem";
import { type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import { afterEach, beforeEach } from "vitest";
import { createJsonRpc, type JsonRpc } from "../../execute/adapters/json-rpc.ts";
import { type FaultProxy, startFaultProxy } from "./fault-proxy.ts";
import type { TestChain } from "./test-chain.ts";

export type TestProxy = FaultProxy & { readonly rpc: JsonRpc };

/** Starts proxies in front of a test's chain, and ends them after each test. */
export function provideFaultProxies(chainOf: () => TestChain): () => Promise<TestProxy> {
  const started: FaultProxy[] = [];
  // A snapshot of anvil brings back neither its pool nor its base fee.
  beforeEach(async () => {
    await chainOf().rpc("anvil_dropAllTransactions", []);
    await chainOf().rpc("anvil_setNextBlockBaseFeePerGas", [numberToHex(parseGwei("1"))]);
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((proxy) => proxy.stop()));
  });
  return async () => {
    const proxy = await startFaultProxy({ upstreamUrl: chainOf().rpcUrl, chainId: 31337 });
    started.push(proxy);
    return { ...proxy, rpc: createJsonRpc({ rpcUrl: proxy.rpcUrl, timeoutMs: 2_000 }) };
  };
}

export type TransferChange = {
  readonly nonce?: number;
  readonly maxFeePerGas?: bigint;
  readonly maxPriorityFeePerGas?: bigint;
  readonly value?: bigint;
  readonly gas?: bigint;
  readonly chainId?: number;
};

/** An account that no other test has used: a reverted anvil may put what was mined before back into its pool. */
export async function createSender(test: TestChain, name: string): Promise<PrivateKeyAccount> {
  const sender = privateKeyToAccount(keccak256(stringToHex(name)));
  await test.rpc("anvil_setBalance", [sender.address, numberToHex(parseEther("1"))]);
  return sender;
}

/** A transfer of the sender, else of the relayer, to itself. */
export const signTransfer = (
  test: TestChain,
  change: TransferChange = {},
  sender: PrivateKeyAccount = privateKeyToAccount(test.accounts.relayer.privateKey),
): Promise<Hex> => {
  return sender.signTransaction({
    type: "eip1559",
    chainId: 31337,
    nonce: 0,
    to: sender.address,
    value: 1n,
    gas: 21_000n,
    maxFeePerGas: parseGwei("20"),
    maxPriorityFeePerGas: parseGwei("1"),
    ...change,
  });
};
