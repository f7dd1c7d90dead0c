import type { Address, Hex } from "viem";
import { formatEther, keccak256 } from "viem";
import { type PrivateKeyAccount, privateKeyToAccount } from "viem/accounts";
import type { Chain } from "../adapters/chain.ts";
import { encodeSubmission, moduleTxTypedData } from "../core/cast-batch.ts";
import type { Attempt, CastRecord } from "../core/cast-record.ts";
import type { ChainSettings } from "../core/chain-settings.ts";
import { chooseFees, type Fees, gasLimitOf } from "../core/choose-fees.ts";
import type { CastEvent } from "../core/lifecycle/cast-event.ts";
import { type HeldEvent, held, type PlannedCast, type RefusedEvent, refused } from "./plan-cast.ts";

export type SignDeps = {
  readonly chain: Chain;
  readonly settings: ChainSettings;
  readonly roles: Address;
  readonly sessionKey: Hex;
  readonly laneKey: Hex;
  /** The highest nonce that this lane ever signed with. */
  readonly lastNonce: number | null;
  /** Ceiling of the fee per gas for this cast. */
  readonly maxFeeWeiMax: bigint;
  /** What the lane may still spend on gas today. */
  readonly gasWeiLeft: bigint;
};

type SignedEvent = Extract<CastEvent, { type: "signed" }>;

/**
 * Signs a planned cast: the session key the module transaction, the vault's relayer lane what goes around it. Nothing is
 * sent here. The caller stores the result before anything else happens.
 */
export async function signCast(
  record: CastRecord,
  plan: PlannedCast,
  deps: SignDeps,
): Promise<SignedEvent | HeldEvent | RefusedEvent> {
  const { chain, settings, roles } = deps;
  const salt = record.cast.id as Hex;
  const signature = await privateKeyToAccount(deps.sessionKey).signTypedData(
    moduleTxTypedData({ chainId: settings.chainId, roles, data: plan.data, salt }),
  );
  const data = encodeSubmission(plan.data, salt, signature);
  const lane = privateKeyToAccount(deps.laneKey);
  const [nonce, baseFee, ether, gas, head] = await Promise.all([
    chain.nonce(lane.address, "latest"),
    chain.nextBaseFee(),
    chain.etherBalance(lane.address),
    chain.estimateGas({ from: lane.address, to: roles, data }),
    chain.block("latest"),
  ]);
  for (const read of [nonce, baseFee, ether, head]) if (!read.ok) return held("chain-unreachable", read.error.message);
  if (!nonce.ok || !baseFee.ok || !ether.ok || !head.ok) throw new Error("unreachable: checked above");
  if (!gas.ok) {
    const isAnswer = gas.error.code === "chain.reverted";
    return (isAnswer ? refused : held)(isAnswer ? "would-revert" : "chain-unreachable", gas.error.message);
  }
  const { maxFeeWeiMax, gasWeiLeft } = deps;
  const fees = chooseFees({ nextBaseFeeWei: baseFee.value, tipWei: BigInt(settings.fees.tipWei), maxFeeWeiMax });
  if (fees === null) {
    const message = `the next block asks ${baseFee.value} wei per gas, this cast may pay ${maxFeeWeiMax}`;
    return (record.cast.priority === "protective" ? held : refused)("fees-too-high", message);
  }
  const gasLimit = gasLimitOf(gas.value);
  const mostWei = gasLimit * fees.maxFeeWei;
  if (mostWei > gasWeiLeft) {
    const message = `it may cost ${formatEther(mostWei)} ETH of gas, ${formatEther(gasWeiLeft)} ETH are left of today's budget`;
    return (record.cast.priority === "protective" ? held : refused)("gas-budget", message);
  }
  if (ether.value < mostWei) {
    return held(
      "no-gas-money",
      `the relayer ${lane.address} holds ${formatEther(ether.value)} ETH, ${formatEther(mostWei)} ETH are needed`,
    );
  }
  const submission = { to: roles, data, gasLimit: gasLimit.toString() };
  const attempt = await signAttempt(lane, {
    kind: "cast",
    chainId: settings.chainId,
    // A node that lags behind must not lower what was used already.
    nonce: Math.max(Number(nonce.value), (deps.lastNonce ?? -1) + 1),
    to: roles,
    data,
    gasLimit,
    fees,
    headNumber: head.value.number,
  });
  const { expectations, balances, orderId, position } = plan;
  return { type: "signed", attempt, submission, expectations, balances, orderId, position };
}

/** The same nonce with higher fees: what the cast carries again, or nothing at all. */
export async function signReplacement(
  record: CastRecord,
  change: { readonly kind: Attempt["kind"]; readonly fees: Fees; readonly headNumber: bigint },
  { laneKey, chainId }: { readonly laneKey: Hex; readonly chainId: number },
): Promise<Attempt> {
  const { submission, attempts } = record;
  const [first] = attempts;
  if (submission === null || first === undefined) throw new Error("nothing was signed, so nothing can be replaced");
  const lane = privateKeyToAccount(laneKey);
  const what =
    change.kind === "cast"
      ? { to: submission.to, data: submission.data, gasLimit: BigInt(submission.gasLimit) }
      : { to: lane.address, data: "0x" as const, gasLimit: plainTransferGas };
  return signAttempt(lane, { ...what, ...change, chainId, nonce: first.nonce });
}

/** Above the 21,000 of the protocol: some chains charge for the data of their own base chain on top. */
const plainTransferGas = 100_000n;

async function signAttempt(
  lane: PrivateKeyAccount,
  tx: {
    readonly kind: Attempt["kind"];
    readonly chainId: number;
    readonly nonce: number;
    readonly to: Address;
    readonly data: Hex;
    readonly gasLimit: bigint;
    readonly fees: Fees;
    readonly headNumber: bigint;
  },
): Promise<Attempt> {
  const { kind, chainId, nonce, to, data, gasLimit, fees, headNumber } = tx;
  const signedTx = await lane.signTransaction({
    chainId,
    type: "eip1559",
    nonce,
    to,
    data,
    gas: gasLimit,
    maxFeePerGas: fees.maxFeeWei,
    maxPriorityFeePerGas: fees.tipWei,
  });
  return {
    kind,
    nonce,
    hash: keccak256(signedTx),
    signedTx,
    maxFeeWei: fees.maxFeeWei.toString(),
    tipWei: fees.tipWei.toString(),
    signedAtBlock: Number(headNumber),
  };
}
