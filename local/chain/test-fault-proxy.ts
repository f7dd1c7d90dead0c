import { type Hex, numberToHex, parseGwei } from "viem";
import { privateKeyToAccount } from "viem/accounts";
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

/** A transfer of the relayer to itself. */
export const signTransfer = (test: TestChain, change: TransferChange = {}): Promise<Hex> => {
  const relayer = privateKeyToAccount(test.accounts.relayer.privateKey);
  return relayer.signTransaction({
    type: "eip1559",
    chainId: 31337,
    nonce: 0,
    to: relayer.address,
    value: 1n,
    gas: 21_000n,
    maxFeePerGas: parseGwei("20"),
    maxPriorityFeePerGas: parseGwei("1"),
    ...change,
  });
};
