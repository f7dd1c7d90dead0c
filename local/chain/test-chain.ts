import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { defaultStateDir } from "./build-state.ts";
import type { Accounts, Deployment } from "./deployment.ts";
import { createLocalRpc, createLocalWallet, type LocalWallet } from "./local-wallet.ts";
import { mineBlock, readHead } from "./mine-block.ts";
import { type LocalChain, startChain } from "./start-chain.ts";

/** The local chain as a test sees it: an anvil of its own per test file, and the same state before every test. */
export type TestChain = {
  readonly rpcUrl: string;
  readonly deployment: Deployment;
  readonly accounts: Accounts;
  readonly rpc: (method: string, params: readonly unknown[]) => Promise<unknown>;
  /** Blocks are mined here and nowhere else. The first has the given timestamp (Unix seconds), or follows by a second. */
  readonly mine: (blocks?: number, atSeconds?: bigint) => Promise<void>;
  /** Timestamp of the newest block, in Unix seconds. */
  readonly nowSeconds: () => Promise<bigint>;
  /** An account that mines a block whenever it waits for one. */
  readonly wallet: (name: keyof Accounts) => LocalWallet;
};

/** Registers the hooks of a test file and returns its chain, usable from the first hook or test on. */
export function provideTestChain(options: { readonly startAtMs?: number } = {}): () => TestChain {
  let chain: LocalChain | undefined;
  let current: TestChain | undefined;
  let snapshot: unknown;
  const get = (): TestChain => {
    if (current === undefined) throw new Error("the chain of this file is not started yet");
    return current;
  };
  beforeAll(async () => {
    const startAtMs = options.startAtMs ?? Date.UTC(2021, 4, 19, 12);
    chain = await startChain({ stateDir: defaultStateDir, startAtMs, log: () => {} });
    current = describeChain(chain);
  }, 60_000);
  afterAll(async () => {
    await chain?.stop();
  });
  beforeEach(async () => {
    snapshot = await get().rpc("evm_snapshot", []);
  });
  afterEach(async () => {
    await get().rpc("evm_revert", [snapshot]);
  });
  return get;
}

function describeChain(chain: LocalChain): TestChain {
  const rpc = createLocalRpc(chain.rpcUrl);
  const nowSeconds = async () => (await readHead(rpc)).timestamp;
  const mine = async (blocks = 1, atSeconds?: bigint) => {
    for (let index = 0; index < blocks; index += 1) {
      const next = (await nowSeconds()) + 1n;
      await mineBlock(rpc, index === 0 && atSeconds !== undefined ? atSeconds : next);
    }
  };
  return {
    rpcUrl: chain.rpcUrl,
    deployment: chain.deployment,
    accounts: chain.accounts,
    rpc,
    mine,
    nowSeconds,
    wallet: (name) =>
      createLocalWallet({
        rpcUrl: chain.rpcUrl,
        chainId: chain.deployment.chainId,
        account: chain.accounts[name],
        nextBlock: () => mine(),
      }),
  };
}
