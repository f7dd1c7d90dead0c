import { type Address, encodeEventTopics, type Hex, numberToHex } from "viem";
import { err, ok, type Result } from "../../contracts/result.ts";
import { castGuardAbi } from "../core/abis.ts";
import { type Agreement, agree, agreeOnHighest, agreeOnSighting, findHighest, quorumOf } from "../core/agree.ts";
import { Block, MinedLogs, Quantity, Receipt, Transaction } from "./chain-schemas.ts";
import { badAnswer, type JsonRpc, parseResult, type RpcFailure } from "./json-rpc.ts";
import { type AtBlock, blockParam, type ReadError, readContract } from "./read-contract.ts";
import type { Endpoints } from "./rpc-endpoints.ts";

/** The log by which a cast's execution is known: which transaction carried it, and where that stands. */
export type ClaimLog = { readonly transactionHash: Hex; readonly blockNumber: bigint; readonly blockHash: Hex };

type Sighting = { readonly blockNumber: bigint; readonly blockHash: Hex };

/**
 * The reads that decide what became of a cast. Every endpoint is asked; where they give no verdict, the read has
 * failed with `rpc.no-agreement`, and whoever gets that skips, as after any failed read.
 */
export function agreedReads(endpoints: Endpoints) {
  const askAll = <T, E>(read: (rpc: JsonRpc) => Promise<Result<T, E>>) => Promise.all(endpoints.each.map(read));

  /**
   * Something that stands in a block, or null. What one endpoint has seen counts where every endpoint with the highest
   * head has that very block; null counts where an endpoint says so that is not behind what is known of the chain.
   */
  const readSighting = async <T extends Sighting>(
    what: string,
    isSame: (a: T, b: T) => boolean,
    read: (rpc: JsonRpc) => Promise<Result<T | null, RpcFailure>>,
  ): Promise<Result<T | null, RpcFailure>> => {
    if (endpoints.each.length === 1) return read(endpoints.read);
    const [sightings, heads] = await Promise.all([askAll(read), askAll(readHead)]);
    const agreed = agreeOnSighting(sightings, isSame);
    if (agreed.verdict === "none") return toResult(what, agreed, sightings);
    const highest = findHighest(heads);
    if (agreed.value === null) {
      const known = endpoints.highestHead(headKnownMs);
      const isCurrent = heads.some((head, index) => head.ok && head.value >= (known ?? 0n) && sightings[index]?.ok);
      return isCurrent ? ok(null) : noVerdict(what, "only endpoints behind the chain know of none");
    }
    const { blockNumber, blockHash } = agreed.value;
    const blocks = await Promise.all(
      highest.map((index) => readBlock(endpoints.each[index] ?? endpoints.read, blockNumber)),
    );
    const isCanonical = blocks.length > 0 && blocks.every((block) => block.ok && block.value?.hash === blockHash);
    return isCanonical ? ok(agreed.value) : noVerdict(what, `block ${blockNumber} is not known to be canonical`);
  };

  return {
    /** Null where no endpoint knows one: not mined, or reorganised away. */
    receipt: (hash: Hex): Promise<Result<Receipt | null, RpcFailure>> =>
      readSighting(
        "receipt",
        (a, b) => a.blockHash === b.blockHash && a.status === b.status,
        async (rpc) => parseResult("receipt", await rpc("eth_getTransactionReceipt", [hash]), Receipt.nullable()),
      ),
    /** Null where no endpoint knows it, not even in its pool. */
    transaction: async (hash: Hex): Promise<Result<Transaction | null, RpcFailure>> => {
      const answers = await askAll(async (rpc) =>
        parseResult("transaction", await rpc("eth_getTransactionByHash", [hash]), Transaction.nullable()),
      );
      // In a block at one endpoint and in the pool of another that is behind: no contradiction.
      const mined = answers.map((answer) => (answer.ok && answer.value?.blockHash === null ? ok(null) : answer));
      const inBlock = agreeOnSighting(mined, (a, b) => a.blockHash === b.blockHash);
      if (inBlock.verdict === "none" || inBlock.value !== null) return toResult("transaction", inBlock, answers);
      const known = agreeOnSighting(answers, () => true);
      return toResult("transaction", known, answers);
    },
    /**
     * Next nonce of an account: after mined transactions (`latest`), or after those in the pool too (`pending`). The highest
     * that any endpoint says.
     */
    nonce: async (account: Address, at: AtBlock): Promise<Result<bigint, RpcFailure>> => {
      const params = [account, blockParam(at)];
      const answers = await askAll(async (rpc) =>
        parseResult("nonce", await rpc("eth_getTransactionCount", params), Quantity),
      );
      return toResult("nonce", agreeOnHighest(answers), answers);
    },
    /** Whether the Safe has executed the cast. */
    isClaimed: async (
      guard: Address,
      safe: Address,
      castId: Hex,
      at: AtBlock = "latest",
    ): Promise<Result<boolean, ReadError>> => {
      const call = { address: guard, abi: castGuardAbi, functionName: "claimed", args: [safe, castId] } as const;
      const answers = await askAll((rpc) => readContract(rpc, call, at));
      const agreed = agree(answers, (a, b) => a === b);
      return toResult("claimed", agreed, answers);
    },
    /** The guard's record of a cast's execution, looked for from a block on up to the newest. Null where there is none. */
    claimLog: (
      guard: Address,
      safe: Address,
      castId: Hex,
      fromBlock: bigint,
    ): Promise<Result<ClaimLog | null, RpcFailure>> => {
      const topics = encodeEventTopics({ abi: castGuardAbi, eventName: "CastClaimed", args: { safe, castId } });
      const filter = { address: guard, topics, fromBlock: numberToHex(fromBlock), toBlock: "latest" };
      return readSighting(
        "claim log",
        (a, b) => a.blockHash === b.blockHash && a.transactionHash === b.transactionHash,
        async (rpc) => {
          const logs = parseResult("eth_getLogs", await rpc("eth_getLogs", [filter]), MinedLogs);
          if (!logs.ok) return logs;
          const [log, ...others] = logs.value.filter(({ removed }) => removed !== true);
          if (log === undefined) return ok(null);
          // The guard records an id once: more than one is not the guard's answer.
          if (others.length > 0) return badAnswer("eth_getLogs: the same claim twice");
          const { transactionHash, blockNumber, blockHash } = log;
          return ok({ transactionHash, blockNumber, blockHash });
        },
      );
    },
  };
}

const readHead = async (rpc: JsonRpc): Promise<Result<bigint, RpcFailure>> =>
  parseResult("eth_blockNumber", await rpc("eth_blockNumber", []), Quantity);

const readBlock = async (rpc: JsonRpc, number: bigint): Promise<Result<Block | null, RpcFailure>> =>
  parseResult("block", await rpc("eth_getBlockByNumber", [numberToHex(number), false]), Block.nullable());

/** Where the only endpoint failed, or too few answered, the first failure says more than the lack of a verdict. */
function toResult<T, E extends ReadError>(
  what: string,
  agreed: Agreement<T>,
  answers: readonly Result<T, E>[],
): Result<T, E | RpcFailure> {
  if (agreed.verdict === "agreed") return ok(agreed.value);
  const isAnswered = answers.filter((answer) => answer.ok).length >= quorumOf(answers.length);
  const failed = answers.find((answer) => !answer.ok);
  return failed !== undefined && !isAnswered ? failed : noVerdict(what, agreed.why);
}

const noVerdict = (what: string, why: string) => err({ code: "rpc.no-agreement" as const, message: `${what}: ${why}` });

/** So long a head that was told counts as known. */
const headKnownMs = 60_000;
