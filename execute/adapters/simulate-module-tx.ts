import { type Address, decodeFunctionData, decodeFunctionResult, encodeFunctionData, type Hex } from "viem";
import { err, ok, type Result } from "../../contracts/result.ts";
import { rolesAbi } from "../core/abis.ts";
import { decodeRevert, type RevertReason } from "../core/decode-revert.ts";
import { badAnswer, type JsonRpc } from "./json-rpc.ts";
import { type AtBlock, ethCall, type ReadError } from "./read-contract.ts";

/** Why a cast would fail now: the role refuses it, or one of its calls reverts. Or the simulation itself failed. */
export type SimulationError =
  | { readonly code: "cast.role-refuses"; readonly message: string; readonly reason: RevertReason }
  | { readonly code: "cast.would-revert"; readonly message: string; readonly reason: RevertReason }
  | ReadError;

/**
 * Runs a cast without sending it, and finds the reason inside the batch, which the real call hides. `data` is
 * what `buildCastBatch` gave. The call comes from the session key's address: the modifier then needs no signature
 * and skips its at-most-once check (the guard's claim is checked all the same), which a simulation may and a
 * transaction must not do. The chain's time in it is that of the block at `at`.
 */
export async function simulateModuleTx(
  rpc: JsonRpc,
  input: { readonly roles: Address; readonly sessionKey: Address; readonly data: Hex },
  at: AtBlock = "latest",
): Promise<Result<{ readonly returnData: Hex }, SimulationError>> {
  const decoded = decodeFunctionData({ abi: rolesAbi, data: input.data });
  if (decoded.functionName !== "execTransactionWithRole") throw new TypeError("not the data of a cast");
  const [to, value, data, operation, roleKey] = decoded.args;
  const probe = encodeFunctionData({
    abi: rolesAbi,
    functionName: "execTransactionWithRoleReturnData",
    args: [to, value, data, operation, roleKey, false],
  });
  const answer = await ethCall(rpc, { to: input.roles, from: input.sessionKey, data: probe }, at);
  if (!answer.ok) {
    if (answer.error.code !== "chain.reverted") return answer;
    return err({ code: "cast.role-refuses", message: answer.error.message, reason: answer.error.reason });
  }
  if (answer.value === "0x") return badAnswer(`simulation: no contract at ${input.roles}`);
  const [isSuccess, returnData] = decodeFunctionResult({
    abi: rolesAbi,
    functionName: "execTransactionWithRoleReturnData",
    data: answer.value,
  });
  if (isSuccess) return ok({ returnData });
  const reason = decodeRevert(returnData);
  return err({ code: "cast.would-revert", message: reason.message, reason });
}
