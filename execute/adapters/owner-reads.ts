import { type Address, encodeFunctionData, getAddress, type Hex, zeroAddress } from "viem";
import { err, ok, type Result } from "../../contracts/result.ts";
import { safeAbi } from "../core/abis.ts";
import { type Agreement, agree } from "../core/agree.ts";
import { badAnswer, type JsonRpc } from "./json-rpc.ts";
import { ethCall, isOtherContract, type ReadError, readContract } from "./read-contract.ts";
import type { Endpoints } from "./rpc-endpoints.ts";

export type SafeOwners = { readonly owners: readonly Address[]; readonly threshold: number };

/**
 * The reads that decide who somebody is. Every endpoint is asked, and where they do not agree nobody is taken for an owner:
 * one node that lies makes no owner.
 */
export function ownerReads(endpoints: Pick<Endpoints, "each">) {
  const askAll = async <T>(
    what: string,
    isSame: (a: T, b: T) => boolean,
    read: (rpc: JsonRpc) => Promise<Result<T, ReadError>>,
  ): Promise<Result<T, ReadError>> => {
    const answers = await Promise.all(endpoints.each.map(read));
    const agreed: Agreement<T> = agree(answers, isSame);
    if (agreed.verdict === "agreed") return ok(agreed.value);
    const [first] = answers;
    if (answers.length === 1 && first !== undefined) return first;
    // That there is no such contract is an answer, where all give it.
    if (first?.ok === false && answers.every((answer) => !answer.ok && isOtherContract(answer.error))) return first;
    return err({ code: "rpc.no-agreement", message: `${what}: ${agreed.why}` });
  };
  return {
    /** The owners of a Safe and how many of them have to sign. */
    ownersOf: (safe: Address): Promise<Result<SafeOwners, ReadError>> =>
      askAll("owners", isSameSafe, (rpc) => readOwners(rpc, safe)),
    /** Whether the Safe takes these for signatures of `required` of its owners: of keys or of contracts (EIP-1271). */
    isSignedByOwners: (input: SignedByOwners): Promise<Result<boolean, ReadError>> =>
      askAll(
        "signatures",
        (a, b) => a === b,
        (rpc) => checkSignatures(rpc, input),
      ),
  };
}

export type SignedByOwners = {
  readonly safe: Address;
  readonly hash: Hex;
  readonly signatures: Hex;
  readonly required: number;
};

async function readOwners(rpc: JsonRpc, safe: Address): Promise<Result<SafeOwners, ReadError>> {
  const [owners, threshold] = await Promise.all([
    readContract(rpc, { address: safe, abi: safeAbi, functionName: "getOwners", args: [] }, "latest"),
    readContract(rpc, { address: safe, abi: safeAbi, functionName: "getThreshold", args: [] }, "latest"),
  ]);
  if (!owners.ok) return owners;
  if (!threshold.ok) return threshold;
  const count = owners.value.length;
  if (count === 0 || threshold.value < 1n || threshold.value > BigInt(count)) {
    return badAnswer(`${safe} is no Safe: ${count} owners, threshold ${threshold.value}`);
  }
  return ok({ owners: owners.value.map((owner) => getAddress(owner)), threshold: Number(threshold.value) });
}

async function checkSignatures(rpc: JsonRpc, input: SignedByOwners): Promise<Result<boolean, ReadError>> {
  const { safe, hash, signatures, required } = input;
  // Nobody executes: a hash that an owner approved on chain counts, one that the caller would approve does not.
  const data = encodeFunctionData({
    abi: safeAbi,
    functionName: "checkNSignatures",
    args: [zeroAddress, hash, signatures, BigInt(required)],
  });
  const answer = await ethCall(rpc, { to: safe, data }, "latest");
  if (!answer.ok) return answer.error.code === "chain.reverted" ? ok(false) : answer;
  // It returns nothing; where there is no code, nothing is returned either, so owners have to be read as well.
  return answer.value === "0x" ? ok(true) : badAnswer(`checkNSignatures: unexpected result of ${safe}`);
}

const isSameSafe = (a: SafeOwners, b: SafeOwners): boolean =>
  a.threshold === b.threshold && JSON.stringify(a.owners) === JSON.stringify(b.owners);
