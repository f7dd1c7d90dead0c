import {
  type Address,
  decodeEventLog,
  decodeFunctionResult,
  encodeEventTopics,
  encodeFunctionData,
  type Hex,
  parseAbi,
} from "viem";
import { castGuardAbi, erc20Abi } from "../../execute/core/abis.ts";
import type { FaultsChain } from "./start-faults-chain.ts";

/** What the chain alone says of one vault: no word of the vault is in it. */
export type ChainTruth = {
  /** How often the guard recorded each cast id. */
  readonly claims: ReadonlyMap<string, number>;
  /** Transfers of WETH out of the Safe, and of USDC into it. */
  readonly sales: number;
  readonly proceeds: number;
  /** What the Safe holds. */
  readonly weth: bigint;
};

const transferAbi = parseAbi(["event Transfer(address indexed from, address indexed to, uint256 amount)"]);

export async function readTruth({ rpc, deployment }: FaultsChain, safe: Address): Promise<ChainTruth> {
  const { castGuard, weth, usdc } = deployment.addresses;
  const logs = async (address: Address, topics: unknown): Promise<readonly Log[]> =>
    (await rpc("eth_getLogs", [{ address, topics, fromBlock: "0x0", toBlock: "latest" }])) as Log[];
  const [claimLogs, sales, proceeds, balance] = await Promise.all([
    logs(castGuard, encodeEventTopics({ abi: castGuardAbi, eventName: "CastClaimed", args: { safe } })),
    logs(weth, encodeEventTopics({ abi: transferAbi, args: { from: safe } })),
    logs(usdc, encodeEventTopics({ abi: transferAbi, args: { to: safe } })),
    rpc("eth_call", [
      { to: weth, data: encodeFunctionData({ abi: erc20Abi, functionName: "balanceOf", args: [safe] }) },
      "latest",
    ]),
  ]);
  const claims = new Map<string, number>();
  for (const { data, topics } of claimLogs) {
    const { castId } = decodeEventLog({ abi: castGuardAbi, eventName: "CastClaimed", data, topics }).args;
    claims.set(castId, (claims.get(castId) ?? 0) + 1);
  }
  return {
    claims,
    sales: sales.length,
    proceeds: proceeds.length,
    weth: decodeFunctionResult({ abi: erc20Abi, functionName: "balanceOf", data: balance as Hex }),
  };
}

type Log = { readonly data: Hex; readonly topics: [Hex, ...Hex[]] };

/** What is left of an amount after so many casts, each of which sells so many thousandths of what is held then. */
export function leftAfter(casts: number, amount: bigint, perMille: bigint): bigint {
  let left = amount;
  for (let cast = 0; cast < casts; cast += 1) left -= (left * perMille) / 1_000n;
  return left;
}
