import { type Abi, type Address, decodeFunctionResult, encodeFunctionData, type Hex, keccak256 } from "viem";
import { z } from "zod";
import { err, ok, type Result } from "../../../../contracts/result.ts";
import { safeAbi } from "../../../../execute/core/abis.ts";
import { askWallet } from "../ask-wallet.ts";
import { toStepProblem } from "../connect-wallet.ts";
import type { StepProblem } from "../site.ts";
import type { Wallet } from "../wallet.ts";
import type { CoSignRequest } from "./co-sign-request.ts";
import type { SafeFacts } from "./judge-request.ts";

const HexText = z.string().regex(/^0x[0-9a-fA-F]*$/);

/** Asks the chain, through the wallet, who owns a Safe and where it stands. `request` is what is to be sent, where it is known. */
export async function readSafeFacts(
  wallet: Wallet,
  safe: Address,
  request: CoSignRequest | null,
): Promise<Result<SafeFacts, StepProblem>> {
  const read = async (functionName: "getOwners" | "getThreshold" | "nonce"): Promise<unknown> => {
    const call = { to: safe, data: encodeFunctionData({ abi: safeAbi, functionName }) };
    const answer = await askWallet(wallet, "eth_call", [call, "latest"], HexText);
    if (!answer.ok) throw new ReadFailed(toStepProblem(answer.error));
    try {
      return decodeFunctionResult({ abi: safeAbi as Abi, functionName, data: answer.value as Hex });
    } catch {
      throw new ReadFailed(noSafe);
    }
  };
  try {
    const [owners, threshold, nonce] = [await read("getOwners"), await read("getThreshold"), await read("nonce")];
    return ok({
      owners: (owners as readonly Address[]).map((owner) => owner.toLowerCase()),
      threshold: Number(threshold),
      nonce: nonce as bigint,
      delegateCodeHash: await readDelegateCodeHash(wallet, request),
    });
  } catch (cause) {
    if (cause instanceof ReadFailed) return err(cause.problem);
    throw cause;
  }
}

async function readDelegateCodeHash(wallet: Wallet, request: CoSignRequest | null): Promise<Hex | null> {
  if (request?.kind !== "safe-tx" || request.safeTx.operation === 0) return null;
  const code = await askWallet(wallet, "eth_getCode", [request.safeTx.to, "latest"], HexText);
  if (!code.ok) throw new ReadFailed(toStepProblem(code.error));
  return keccak256(code.value as Hex);
}

class ReadFailed extends Error {
  readonly problem: StepProblem;

  constructor(problem: StepProblem) {
    super(problem.detail);
    this.problem = problem;
  }
}

const noSafe: StepProblem = {
  kind: "refused",
  code: null,
  detail: "At the vault's address the wallet finds no Safe. Is the wallet on the right network?",
};
