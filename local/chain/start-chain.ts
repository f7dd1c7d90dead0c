import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startAnvil } from "./anvil-process.ts";
import { commonArgs, ensureState } from "./build-state.ts";
import type { Accounts, Deployment } from "./deployment.ts";
import { createLocalRpc } from "./local-wallet.ts";
import { mineBlock, readHead } from "./mine-block.ts";

export type LocalChain = {
  readonly rpcUrl: string;
  readonly deployment: Deployment;
  readonly accounts: Accounts;
  /** Whether it went on from where an earlier run stopped. */
  readonly isResumed: boolean;
  /** Mines a block at that time. The chain's time never goes back: an earlier time changes nothing. */
  readonly setTime: (ms: number) => Promise<void>;
  /** Resolves when the chain is gone, also when nobody stopped it, with the reason. */
  readonly exited: Promise<string>;
  /** Ends it; what happened is kept for the next run where `persist` is set. */
  readonly stop: () => Promise<void>;
};

export type StartChainOptions = {
  /** Folder of the cached state; built when missing. */
  readonly stateDir: string;
  /** Simulated time of the first block of this run, unless the chain is ahead of it already. */
  readonly startAtMs: number;
  readonly log: (line: string) => void;
  /** 0 or none takes a free port. */
  readonly port?: number;
  /** Write the chain to disk on `stop`, and go on from there next time. */
  readonly persist?: boolean;
  /** Forget what earlier runs left. */
  readonly reset?: boolean;
};

/**
 * Starts the local chain on loopback and returns when it answers. It mines no block by itself, not even for a
 * transaction: `startChainClock` does, so that a transaction is seen pending, confirmed and finalized in turn.
 * Rejects with `ChainStartError` where the binary is missing, the port is taken, or anvil ends at once.
 */
export async function startChain(options: StartChainOptions): Promise<LocalChain> {
  const built = await ensureState(options.stateDir, options.log);
  const livePath = join(built.folder, "live-state.json");
  if (options.reset === true) rmSync(livePath, { force: true });
  const isResumed = options.persist === true && existsSync(livePath);
  const anvil = await startAnvil({
    port: options.port ?? 0,
    args: [
      ...commonArgs,
      "--no-mining",
      "--load-state",
      isResumed ? livePath : built.statePath,
      ...(options.persist === true ? ["--dump-state", livePath] : []),
    ],
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
  options.log(`local chain at ${anvil.rpcUrl}${isResumed ? ", resumed" : ""}`);
  return {
    rpcUrl: anvil.rpcUrl,
    deployment: built.deployment,
    accounts: built.accounts,
    isResumed,
    setTime,
    exited: anvil.exited,
    stop: anvil.stop,
  };
}
