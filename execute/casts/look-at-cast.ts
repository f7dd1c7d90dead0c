import type { Address, Hex } from "viem";
import type { CastOrder } from "../../contracts/cast.ts";
import type { Result } from "../../contracts/result.ts";
import type { Chain } from "../adapters/chain.ts";
import type { Receipt } from "../adapters/chain-schemas.ts";
import { readAround } from "../adapters/read-around.ts";
import type { ReadError } from "../adapters/read-contract.ts";
import { type CastRecord, latestAttempt } from "../core/cast-record.ts";
import type { ChainSettings } from "../core/chain-settings.ts";
import type { Execution, Look, Mined } from "../core/lifecycle/cast-event.ts";
import { sumTransfers } from "../core/lifecycle/sum-transfers.ts";

export type LookDeps = {
  readonly chain: Chain;
  readonly settings: ChainSettings;
  readonly safe: Address;
  /** The relayer lane that the cast is sent from. */
  readonly lane: Address;
  /** Null where the read failed. */
  readonly readOrder: (id: Hex, at: bigint) => Promise<CastOrder | null>;
  readonly readHealth: (at: bigint) => Promise<Result<string | null, ReadError>>;
};

/**
 * Asks the chain what became of a cast that was signed: every transaction of it, and the guard's claim, which also tells
 * when somebody else has sent it. Null where any read failed or two disagree: that tells nothing and changes nothing.
 */
export async function lookAtCast(record: CastRecord, deps: LookDeps): Promise<Look | null> {
  const { chain, settings, safe, lane } = deps;
  const castId = record.cast.id as Hex;
  // The finalized block first: what is final now was final when the rest was read.
  const finalized = await chain.block("finalized");
  if (!finalized.ok) return null;
  const [head, nextBaseFee, nonce, claimedFinal] = await Promise.all([
    chain.block("latest"),
    chain.nextBaseFee(),
    chain.nonce(lane, finalized.value.number),
    chain.isClaimed(settings.castGuard, safe, castId, finalized.value.number),
  ]);
  if (!head.ok || !nextBaseFee.ok) return null;
  // Answered from behind the finalized block: what it does not show may have happened.
  if (head.value.number < finalized.value.number) return null;
  const nextNonceFinalized = read(nonce);
  const wasClaimed = read(claimedFinal);
  if (nextNonceFinalized === undefined || wasClaimed === undefined) return null;
  const claimed =
    wasClaimed === true ? claimedFinal : await chain.isClaimed(settings.castGuard, safe, castId, head.value.number);
  if (!claimed.ok) return null;
  const own = await readOwn(record, chain);
  if (own === null) return null;
  const execution = await findExecution(record, own, { isClaimed: claimed.value, headNumber: head.value.number }, deps);
  if (execution === undefined) return null;
  const mined = execution ?? own.reverted ?? own.freed;
  const isInPool = mined === null ? await isPooled(record, chain) : false;
  if (isInPool === null) return null;
  const { order } = record.cast;
  const orderNow =
    order !== null && execution !== null && execution.blockNumber <= finalized.value.number
      ? await deps.readOrder(order.id as Hex, finalized.value.number)
      : order;
  if (order !== null && orderNow === null) return null;
  return {
    head: { number: head.value.number, timeMs: Number(head.value.timestamp) * 1_000 },
    finalized: { number: finalized.value.number, timeMs: Number(finalized.value.timestamp) * 1_000 },
    execution,
    reverted: own.reverted,
    freed: own.freed,
    isInPool,
    nextNonceFinalized: Number(nextNonceFinalized ?? 0n),
    nextBaseFeeWei: nextBaseFee.value,
    order: orderNow,
  };
}

/**
 * A read of the finalized state: null where the node has answered and has forgotten that state, as nodes without an archive do
 * on chains that take long to be final; the head, which they have, then decides. Undefined where the read failed.
 */
function read<T>(result: Result<T, ReadError>): T | null | undefined {
  if (result.ok) return result.value;
  return result.error.code === "rpc.error" ? null : undefined;
}

type MinedWithLogs = Mined & { readonly logs: Receipt["logs"] };
type OwnMined = {
  readonly succeeded: MinedWithLogs | null;
  readonly reverted: Mined | null;
  readonly freed: Mined | null;
};

/** The one transaction of the cast that stands in the canonical chain, if any does. */
async function readOwn({ attempts }: CastRecord, chain: Chain): Promise<OwnMined | null> {
  const receipts = await Promise.all(attempts.map(({ hash }) => chain.receipt(hash)));
  const own: { succeeded: MinedWithLogs | null; reverted: Mined | null; freed: Mined | null } = {
    succeeded: null,
    reverted: null,
    freed: null,
  };
  for (const [index, receipt] of receipts.entries()) {
    if (!receipt.ok) return null;
    if (receipt.value === null) continue;
    const block = await chain.blockByNumber(receipt.value.blockNumber);
    if (!block.ok || block.value === null || block.value.hash !== receipt.value.blockHash) return null;
    const what =
      attempts[index]?.kind === "free" ? "freed" : receipt.value.status === "success" ? "succeeded" : "reverted";
    own[what] = toMined(receipt.value);
  }
  // One nonce: two of them in one chain cannot be, so the reads are of two chains.
  const found = [own.succeeded, own.reverted, own.freed].filter((mined) => mined !== null);
  return found.length > 1 ? null : own;
}

/** Undefined where the reads disagree. */
async function findExecution(
  record: CastRecord,
  own: OwnMined,
  { isClaimed, headNumber }: { readonly isClaimed: boolean; readonly headNumber: bigint },
  { chain, settings, safe, readHealth }: LookDeps,
): Promise<Execution | null | undefined> {
  // The guard is the last word: without its claim a receipt tells of another chain, or of another contract.
  if (!isClaimed) return own.succeeded === null ? null : undefined;
  const found = own.succeeded ?? (await findForeignExecution(record, chain, settings, safe));
  if (found === null) return undefined;
  const { logs, ...mined } = found;
  const around = await readAround(record, mined, { chain, settings, safe, readHealth });
  if (around === null) return undefined;
  // A node that stumbles or lags says much the same as one that has forgotten: of a young block that is no answer.
  const isForgotten = around.balancesAfter.length === 0;
  if (isForgotten && headNumber - mined.blockNumber < statesKeptBlocks) return undefined;
  const tokens = settings.tokens.map(({ address }) => address);
  return { ...mined, ...around, moved: sumTransfers(logs, safe, tokens) };
}

/** Nodes without an archive keep the states of at least so many of the newest blocks. */
const statesKeptBlocks = 128n;

/** The signed call is public once it was sent: anyone can have sent it in a transaction of their own. */
async function findForeignExecution(
  record: CastRecord,
  chain: Chain,
  settings: ChainSettings,
  safe: Address,
): Promise<MinedWithLogs | null> {
  const fromBlock = BigInt(record.attempts[0]?.signedAtBlock ?? 0);
  const log = await chain.claimLog(settings.castGuard, safe, record.cast.id as Hex, fromBlock);
  if (!log.ok || log.value === null) return null;
  const { transactionHash, blockNumber, blockHash } = log.value;
  const block = await chain.blockByNumber(blockNumber);
  if (!block.ok || block.value?.hash !== blockHash) return null;
  const receipt = await chain.receipt(transactionHash);
  if (!receipt.ok || receipt.value?.blockHash !== blockHash) return null;
  return { hash: transactionHash, blockNumber, blockHash, gasPaidWei: null, logs: receipt.value.logs };
}

/** Null where it cannot be told: also when it was mined between two reads, which the next look sees. */
async function isPooled(record: CastRecord, chain: Chain): Promise<boolean | null> {
  const newest = latestAttempt(record);
  if (newest === undefined) throw new Error("a cast that was never signed cannot be looked at");
  const transaction = await chain.transaction(newest.hash);
  if (!transaction.ok || transaction.value?.blockNumber != null) return null;
  return transaction.value !== null;
}

const toMined = ({
  transactionHash,
  blockNumber,
  blockHash,
  gasUsed,
  effectiveGasPrice,
  logs,
}: Receipt): MinedWithLogs => ({
  hash: transactionHash,
  blockNumber,
  blockHash,
  gasPaidWei: gasUsed * effectiveGasPrice,
  logs,
});
