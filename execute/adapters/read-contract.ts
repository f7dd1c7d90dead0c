import {
  type Abi,
  type Address,
  type ContractFunctionArgs,
  type ContractFunctionName,
  type ContractFunctionReturnType,
  decodeFunctionResult,
  type EncodeFunctionDataParameters,
  encodeFunctionData,
  type Hex,
  isHex,
  numberToHex,
} from "viem";
import { err, ok, type Result } from "../../contracts/result.ts";
import { decodeRevert, type RevertReason } from "../core/decode-revert.ts";
import { badAnswer, type JsonRpc, type RpcFailure } from "./json-rpc.ts";
import { revertData } from "./revert-data.ts";

/**
 * A read that failed. `chain.reverted` is the contract's own answer, `chain.no-contract` the chain's: nothing at the address answers
 * this. The others tell nothing about the chain.
 */
export type ReadError =
  | RpcFailure
  | { readonly code: "chain.no-contract"; readonly message: string }
  | { readonly code: "chain.reverted"; readonly message: string; readonly reason: RevertReason };

export type BlockTag = "latest" | "safe" | "finalized" | "pending";
/** Which state to read: a tag, or the state after a block. */
export type AtBlock = BlockTag | bigint;

/** Whether the chain itself has answered that the address holds nothing that could be read so. */
export const isOtherContract = ({ code }: ReadError): boolean =>
  code === "chain.no-contract" || code === "chain.reverted";

/** The block parameter as nodes take it. */
export const blockParam = (at: AtBlock): string => (typeof at === "bigint" ? numberToHex(at) : at);

/** `eth_call`. A revert is a typed error with its decoded reason. */
export async function ethCall(
  rpc: JsonRpc,
  call: { readonly to: Address; readonly data: Hex; readonly from?: Address; readonly gas?: bigint },
  at: AtBlock,
): Promise<Result<Hex, ReadError>> {
  const { gas, ...rest } = call;
  const request = gas === undefined ? rest : { ...rest, gas: numberToHex(gas) };
  const answer = await rpc("eth_call", [request, blockParam(at)]);
  if (answer.ok) return isHex(answer.value) ? ok(answer.value) : badAnswer("eth_call: result is no hex");
  return err(asReadError(answer.error));
}

/** Tells a contract's revert apart from other failures of a request that runs code. */
export function asReadError(failure: RpcFailure): ReadError {
  const data = revertData(failure);
  if (data === undefined) return failure;
  const reason = decodeRevert(data);
  return { code: "chain.reverted", message: reason.message, reason };
}

/** Reads one view function. */
export async function readContract<
  const abi extends Abi,
  name extends ContractFunctionName<abi, "view" | "pure">,
  const args extends ContractFunctionArgs<abi, "view" | "pure", name>,
>(
  rpc: JsonRpc,
  read: { readonly address: Address; readonly abi: abi; readonly functionName: name; readonly args: args },
  at: AtBlock,
): Promise<Result<ContractFunctionReturnType<abi, "view" | "pure", name, args>, ReadError>> {
  const { address, ...encodable } = read;
  const data = encodeFunctionData(encodable as unknown as EncodeFunctionDataParameters);
  const answer = await ethCall(rpc, { to: address, data }, at);
  if (!answer.ok) return answer;
  if (answer.value === "0x") {
    return err({ code: "chain.no-contract", message: `${read.functionName}: no contract at ${address}` });
  }
  try {
    const value: unknown = decodeFunctionResult({
      abi: read.abi as Abi,
      functionName: read.functionName as string,
      data: answer.value,
    });
    return ok(value as ContractFunctionReturnType<abi, "view" | "pure", name, args>);
  } catch {
    return badAnswer(`${read.functionName}: result of ${address} cannot be decoded`);
  }
}
