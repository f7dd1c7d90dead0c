import { type Address, decodeEventLog, encodeEventTopics, type Hex, numberToHex } from "viem";
import { z } from "zod";
import { ok, type Result } from "../../contracts/result.ts";
import { HashText, Log, Quantity } from "./chain-schemas.ts";
import { badAnswer, type JsonRpc, parseResult, type RpcFailure } from "./json-rpc.ts";
import { lendingStateAbi } from "./read-lending-abi.ts";

/** Somebody repaid a part of the account's debt and took collateral for it, with a bonus. */
export type Liquidation = {
  readonly transactionHash: Hex;
  readonly blockNumber: bigint;
  /** Tokens, not claims on them. */
  readonly collateralToken: Address;
  readonly debtToken: Address;
  /** In smallest units; a fee that the market takes for itself comes on top of what was seized. */
  readonly repaid: bigint;
  readonly seized: bigint;
  readonly liquidator: Address;
};

/** Liquidations of an account between two blocks, both included, oldest first. */
export async function readLiquidations(
  rpc: JsonRpc,
  pool: Address,
  account: Address,
  range: { readonly fromBlock: bigint; readonly toBlock: bigint },
): Promise<Result<readonly Liquidation[], RpcFailure>> {
  const topics = encodeEventTopics({ abi: lendingStateAbi, eventName: "LiquidationCall", args: { user: account } });
  const filter = {
    address: pool,
    topics,
    fromBlock: numberToHex(range.fromBlock),
    toBlock: numberToHex(range.toBlock),
  };
  const logs = parseResult("eth_getLogs", await rpc("eth_getLogs", [filter]), LiquidationLogs);
  if (!logs.ok) return logs;
  const found: Liquidation[] = [];
  for (const log of logs.value) {
    if (log.removed === true) continue;
    const [signature, ...indexed] = log.topics;
    if (signature === undefined) return badAnswer("eth_getLogs: a log without topics");
    try {
      const { args } = decodeEventLog({ abi: lendingStateAbi, data: log.data, topics: [signature, ...indexed] });
      found.push({
        transactionHash: log.transactionHash,
        blockNumber: log.blockNumber,
        collateralToken: args.collateralAsset,
        debtToken: args.debtAsset,
        repaid: args.debtToCover,
        seized: args.liquidatedCollateralAmount,
        liquidator: args.liquidator,
      });
    } catch {
      return badAnswer("eth_getLogs: a liquidation that cannot be decoded");
    }
  }
  return ok(found);
}

const LiquidationLogs = z.array(
  Log.extend({ transactionHash: HashText, blockNumber: Quantity, removed: z.boolean().optional() }),
);
