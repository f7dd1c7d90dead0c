import { startAnvil } from "./anvil-process.ts";
import { commonArgs, ensureState } from "./build-state.ts";
import type { Accounts, Deployment } from "./deployment.ts";
import { createLocalRpc } from "./local-wallet.ts";
import { mineBlock, readHead } from "./mine-block.ts";

export type LocalChain = {
  readonly rpcUrl: string;
  readonly deployment: Deployment;
  readonly accounts: Accounts;
  /** Mines a block at that time. The chain's time never goes back: an earlier time changes nothing. */
  readonly setTime: (ms: number) => Promise<void>;
  /** Resolves when the chain is gone, also when nobody stopped it, with the reason. */
  readonly exited: Promise<string>;
  /** Ends it. What happened on it is gone: each run begins with the built state. */
  readonly stop: () => Promise<void>;
};

export type StartChainOptions = {
  /** Folder of the cached state; built when missing. */
  readonly stateDir: string;
  /** Simulated time of the first block of this run. */
  readonly startAtMs: number;
  readonly log: (line: string) => void;
  /** 0 or none takes a free port. */
  readonly port?: number;
};

/**
 * Starts the local chain on loopback and returns when it answers. It mines no block by itself, not even for a
 * transaction: `startChainClock` does, so that a transaction is seen pending, confirmed and finalized in turn.
 * Rejects with `ChainStartError` where the binary is missing, the port is taken, or anvil ends at once.
 */
export async function startChain(options: StartChainOptions): Promise<LocalChain> {
  const built = await ensureState(options.stateDir, options.log);
  const anvil = await startAnvil({
    port: options.port ?? 0,
    args: [...commonArgs, "--no-mining", "--load-state", built.statePath],
  });
  const rpc = createLocalRpc(anvil.rpcUrl);
  const setTime = async (ms: number) => {
    const seconds = BigInt(Math.floor(ms / 1000));
    if (seconds > (await readHead(rpc)).timestamp) await mineBlock(rpc, seconds);
  };
  try {
    await setTime(options.startAtMs);
  } catch (cause) {
    await anvil.stop();
    throw cause;
  }
  options.log(`local chain at ${anvil.rpcUrl}`);
  return {
    rpcUrl: anvil.rpcUrl,
    deployment: built.deployment,
    accounts: built.accounts,
    setTime,
    exited: anvil.exited,
    stop: anvil.stop,
  };
}
