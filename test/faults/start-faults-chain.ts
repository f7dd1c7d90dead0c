import { type Hex, numberToHex } from "viem";
import { startAnvil } from "../../local/chain/anvil-process.ts";
import { commonArgs, defaultStateDir, ensureState } from "../../local/chain/build-state.ts";
import type { Accounts, Deployment } from "../../local/chain/deployment.ts";
import { type FaultProxy, type ProxyMoment, startFaultProxy } from "../../local/chain/fault-proxy.ts";
import { createLocalRpc, createLocalWallet, type LocalWallet } from "../../local/chain/local-wallet.ts";
import { mineBlock, readHead } from "../../local/chain/mine-block.ts";

/** Blocks until one is final: deeper than every reorganisation here, which go twelve deep. */
export const finalityBlocks = 16;
const slotsPerEpoch = finalityBlocks / 2;

/** anvil behind two fault proxies: two nodes of one chain that fail, lag and forget each for itself. */
export type FaultsChain = {
  readonly deployment: Deployment;
  readonly accounts: Accounts;
  readonly proxies: readonly [FaultProxy, FaultProxy];
  /** anvil itself, without faults. */
  readonly rpcUrl: string;
  readonly rpc: (method: string, params: readonly unknown[]) => Promise<unknown>;
  /** The newest block; `timeMs` is the chain's time. */
  readonly head: () => Promise<{ readonly number: number; readonly timeMs: number }>;
  /** Blocks are made here and nowhere else, each so many seconds after the one before; 1 unless told. */
  readonly mine: (blocks?: number, secondsEach?: number) => Promise<void>;
  /** Puts as many other blocks in the place of the newest. What was in them waits again, `carried` is in the first. */
  readonly reorganise: (depth: number, carried?: readonly Hex[]) => Promise<void>;
  /** Of the next block; it falls again by an eighth with every empty block. */
  readonly setBaseFee: (wei: bigint) => Promise<void>;
  /** An account that makes a block whenever it waits for one. */
  readonly wallet: (name: keyof Accounts) => LocalWallet;
  /** What each request of the vaults goes through; replaceable. */
  watch: (moment: ProxyMoment) => "go-on" | "swallow";
  readonly stop: () => Promise<void>;
};

export async function startFaultsChain(options: { readonly seed: number }): Promise<FaultsChain> {
  const { statePath, deployment, accounts } = await ensureState(defaultStateDir);
  const anvil = await startAnvil({ port: 0, args: [...anvilArgs, "--no-mining", "--load-state", statePath] });
  const rpc = createLocalRpc(anvil.rpcUrl);
  const { chainId } = deployment;
  const watch = (moment: ProxyMoment) => chain.watch(moment);
  const proxyOf = (seed: number) => startFaultProxy({ upstreamUrl: anvil.rpcUrl, chainId, seed, watch });
  const proxies = [await proxyOf(options.seed), await proxyOf(options.seed + 1)] as const;
  const notice = () => Promise.all(proxies.map((proxy) => proxy.sync()));
  // One after the other: two blocks made at once would both follow the same one.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const mine = turn.then(act);
    turn = mine.catch(() => {});
    return mine;
  };
  const mine: FaultsChain["mine"] = (blocks = 1, secondsEach = 1) =>
    inTurn(async () => {
      for (let index = 0; index < blocks; index += 1) {
        await mineBlock(rpc, (await readHead(rpc)).timestamp + BigInt(secondsEach));
        await notice();
      }
    });
  const chain: FaultsChain = {
    deployment,
    accounts,
    proxies,
    rpcUrl: anvil.rpcUrl,
    rpc,
    head: async () => {
      const { number, timestamp } = await readHead(rpc);
      return { number: Number(number), timeMs: Number(timestamp) * 1_000 };
    },
    mine,
    reorganise: (depth, carried = []) =>
      inTurn(async () => {
        await rpc("anvil_reorg", [depth, carried.map((raw) => [raw, 0])]);
        await notice();
      }),
    setBaseFee: (wei) =>
      inTurn(async () => {
        await rpc("anvil_setNextBlockBaseFeePerGas", [numberToHex(wei)]);
        await notice();
      }),
    wallet: (name) =>
      createLocalWallet({ rpcUrl: anvil.rpcUrl, chainId, account: accounts[name], nextBlock: () => mine() }),
    watch: () => "go-on",
    stop: async () => {
      await Promise.all(proxies.map((proxy) => proxy.stop()));
      await anvil.stop();
    },
  };
  return chain;
}

/** The project's own flags, with later finality, and more old states: a vault that was down reads some of them. */
const anvilArgs: readonly string[] = commonArgs.map((arg, index) => {
  const flag = commonArgs[index - 1];
  if (flag === "--slots-in-an-epoch") return String(slotsPerEpoch);
  return flag === "--prune-history" ? "512" : arg;
});
