import {
  type Abi,
  type Address,
  type ContractFunctionName,
  type DecodeFunctionResultParameters,
  type DecodeFunctionResultReturnType,
  decodeErrorResult,
  decodeFunctionResult,
  encodeFunctionData,
  type Hex,
  parseAbi,
} from "viem";
import { err, ok, type Result } from "../../contracts/result.ts";
import { callContract, createNode } from "./chain-node.ts";
import type { SourceFailure, SourceSettings } from "./price-source.ts";
import { badPayload, refused } from "./read-rows.ts";

/** Multicall3, at the same address on almost every chain. */
export const multicall3: Address = "0xcA11bde05977b3631167028862bE2a173976CA11";
const multicall3Abi = parseAbi([
  "struct Call3 { address target; bool allowFailure; bytes callData; }",
  "struct Result { bool success; bytes returnData; }",
  "function aggregate3(Call3[] calls) payable returns (Result[] returnData)",
  "function getChainId() view returns (uint256)",
  "function getCurrentBlockTimestamp() view returns (uint256)",
]);
const revertAbi = parseAbi(["error Error(string reason)"]);

export type ContractCall = { readonly target: Address; readonly data: Hex };
/** What one call gave, or why it alone failed. */
export type ContractAnswer = Result<Hex, SourceFailure>;
export type ContractAnswers = { readonly blockAtMs: number; readonly answers: readonly ContractAnswer[] };

/**
 * Many calls in one, so that all of them are of one block, whose time comes along with the chain's id. A node of another
 * chain than `chainId` is refused, whatever it answered.
 */
export async function readContracts(
  calls: readonly ContractCall[],
  { baseUrl, http, chainId }: SourceSettings,
): Promise<Result<ContractAnswers, SourceFailure>> {
  if (chainId === undefined) return refused("no chain is named for this source");
  const own = ["getChainId", "getCurrentBlockTimestamp"] as const;
  const all = [
    ...own.map((functionName) => ({
      target: multicall3,
      data: encodeFunctionData({ abi: multicall3Abi, functionName }),
    })),
    ...calls,
  ];
  const data = encodeFunctionData({
    abi: multicall3Abi,
    functionName: "aggregate3",
    args: [all.map((call) => ({ target: call.target, allowFailure: true, callData: call.data }))],
  });
  const answer = await callContract(createNode(baseUrl, http), multicall3, data);
  if (!answer.ok) return answer;
  if (answer.value === "0x") return refused(`the chain has no Multicall3 at ${multicall3}`);
  const results = decodeResult(multicall3Abi, "aggregate3", answer.value);
  if (results === undefined || results.length !== all.length) return badPayload("the answer of Multicall3");
  const [chain, time, ...answers] = results.map(toAnswer);
  const foundId = chain?.ok ? decodeResult(multicall3Abi, "getChainId", chain.value) : undefined;
  const blockAtS = time?.ok ? decodeResult(multicall3Abi, "getCurrentBlockTimestamp", time.value) : undefined;
  if (foundId !== BigInt(chainId)) return refused(`the node is on chain ${foundId ?? "unknown"} and not on ${chainId}`);
  if (blockAtS === undefined || blockAtS > 100_000_000_000n) return badPayload("the block has no time");
  return ok({ blockAtMs: Number(blockAtS) * 1_000, answers });
}

/** Decodes a result, or undefined where it is none: of an address without a contract, or of another contract. */
export function decodeResult<const abi extends Abi, name extends ContractFunctionName<abi>>(
  abi: abi,
  functionName: name,
  data: Hex,
): DecodeFunctionResultReturnType<abi, name> | undefined {
  try {
    return decodeFunctionResult({ abi, functionName, data } as DecodeFunctionResultParameters<abi, name>);
  } catch {
    return undefined;
  }
}

function toAnswer({ success, returnData }: { readonly success: boolean; readonly returnData: Hex }): ContractAnswer {
  if (success) return ok(returnData);
  return err({ code: "refused", message: `execution reverted${describeRevert(returnData)}` });
}

/** The reason that a contract gives, such as `OLD`; none where it gives none. */
function describeRevert(data: Hex): string {
  try {
    return `: ${decodeErrorResult({ abi: revertAbi, data }).args[0].slice(0, 80)}`;
  } catch {
    return "";
  }
}
