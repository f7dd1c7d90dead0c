import { createLocalRpc } from "./local-wallet.ts";
import { countInHead, countPending, mineBlock, readHead } from "./mine-block.ts";

export type ChainClockOptions = {
  readonly rpcUrl: string;
  /** Simulated time. The chain follows it and never goes back. */
  readonly nowSimMs: () => number;
  /** Pace of blocks while a transaction waits or is not final yet. 250 unless told. */
  readonly intervalMs?: number;
  /** Pace of blocks while nothing happens: each costs memory for as long as the chain runs. 1000 unless told. */
  readonly idleIntervalMs?: number;
  /** Called once per failure; the clock goes on. */
  readonly onError?: (message: string) => void;
};

export type ChainClock = {
  /** No block is mined any more after this resolves. */
  readonly stop: () => Promise<void>;
};

/**
 * Keeps blocks coming. A block's timestamp is `max(previous block's, ⌊simulated time⌋)`: with a step of at least
 * one second per block, the chain's time would run ahead of a feed at normal speed, and deadlines with it. Equal
 * timestamps are what a chain with fast blocks shows. The finalized block is the second before the newest.
 */
export function startChainClock(options: ChainClockOptions): ChainClock {
  const intervalMs = options.intervalMs ?? 250;
  const idleIntervalMs = options.idleIntervalMs ?? 1_000;
  const rpc = createLocalRpc(options.rpcUrl, 5_000);
  let timer: NodeJS.Timeout | undefined;
  let lastBlockAtMs = Number.NEGATIVE_INFINITY;
  let quietBlocks = 0;
  let isStopped = false;
  let hasFailed = false;

  const tick = async () => {
    const isBusy = quietBlocks < blocksToFinality || (await countPending(rpc)) > 0;
    if (!isBusy && performance.now() - lastBlockAtMs < idleIntervalMs) return;
    const head = await readHead(rpc);
    const wanted = BigInt(Math.floor(options.nowSimMs() / 1000));
    await mineBlock(rpc, wanted > head.timestamp ? wanted : head.timestamp);
    lastBlockAtMs = performance.now();
    // Counted in the block itself: a transaction may have come after the look into the pool.
    quietBlocks = (await countInHead(rpc)) > 0 ? 0 : quietBlocks + 1;
  };

  const run = async () => {
    try {
      await tick();
      hasFailed = false;
    } catch (cause) {
      if (!hasFailed && !isStopped) options.onError?.(`no block was mined: ${String(cause)}`);
      hasFailed = true;
    }
    if (!isStopped) timer = setTimeout(start, intervalMs);
  };

  let running: Promise<void> = Promise.resolve();
  const start = () => {
    running = run();
  };
  start();

  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** Blocks after a transaction's own until it is final, with one slot per epoch. */
const blocksToFinality = 2;
