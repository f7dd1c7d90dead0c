import type { Address, Hex } from "viem";
import { keccak256 } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { Chain } from "./adapters/chain.ts";
import { readBalances } from "./adapters/read-balances.ts";
import { aheadMsMax } from "./core/accept-fire.ts";
import { buildCastBatch, encodeSubmission, moduleTxTypedData } from "./core/cast-batch.ts";
import type { CastRecord } from "./core/cast-record.ts";
import type { ChainSettings } from "./core/chain-settings.ts";
import { chooseFees, gasLimitOf } from "./core/choose-fees.ts";
import type { CastEvent } from "./core/lifecycle.ts";
import type { SessionRecord } from "./records/session-records.ts";
import { findSpell } from "./spells/registry.ts";

export type PrepareDeps = {
  readonly chain: Chain;
  readonly settings: ChainSettings;
  readonly safe: Address;
  readonly roles: Address;
  /** The armed session and its key; undefined where there is none. */
  readonly session: { readonly record: SessionRecord; readonly key: Hex } | undefined;
  readonly laneKey: Hex;
  /** The highest nonce that this vault ever signed with. */
  readonly lastNonce: number | null;
  readonly signalPrices: ReadonlyMap<string, number>;
};

/** Window of the pool's mean price that the spot price must agree with. */
const meanWindowSeconds = 300;

/**
 * Everything that is checked before value moves, and then the signed bytes. All reads are of one block. A read that
 * fails holds the cast and proves nothing; a check that fails refuses it. Nothing is sent here.
 */
export async function prepareCast(record: CastRecord, deps: PrepareDeps): Promise<CastEvent> {
  const { chain, settings, safe, roles, session } = deps;
  const { cast } = record;
  if (session === undefined) return refused("no-session", "no session is armed: the owner has to arm one");
  const spell = findSpell(cast.spell);
  if (spell === undefined) return refused("unknown-spell", `there is no spell ${cast.spell}`);
  const params = spell.params.safeParse(record.params);
  if (!params.success) return refused("bad-params", params.error.message);

  const block = await chain.block("latest");
  if (!block.ok) return held("chain-unreachable", block.error.message);
  const at = block.value.number;
  const chainTimeMs = Number(block.value.timestamp) * 1_000;
  if (chainTimeMs > cast.notAfterMs) return refused("expired", "the chain's time is past the cast's deadline");
  if (cast.firedAtMs > chainTimeMs + aheadMsMax)
    return refused("from-the-future", "the fire is ahead of the chain's time");
  if (chainTimeMs > session.record.expiresAtMs) return refused("session-expired", "the session has ended");
  const [balances, pool] = await Promise.all([
    readBalances(chain, settings, safe, at),
    chain.poolState(settings.pool, meanWindowSeconds, at),
  ]);
  if (!balances.ok) return held("chain-unreachable", balances.error.message);
  if (!pool.ok) {
    const isAnswer = pool.error.code === "chain.reverted";
    return (isAnswer ? refused : held)(isAnswer ? "no-mean-price" : "chain-unreachable", pool.error.message);
  }
  const lastMs = Math.min(cast.notAfterMs, session.record.expiresAtMs);
  const notAfterSeconds = BigInt(Math.floor(lastMs / 1_000));
  const plan = spell.plan(
    {
      settings,
      safe,
      balances: balances.value,
      pool: pool.value,
      signalPrices: deps.signalPrices,
      notAfterSeconds,
    },
    params.data,
  );
  if (!plan.ok) return refused(plan.error.code, plan.error.message);

  const { data } = buildCastBatch({
    guard: settings.castGuard,
    castId: cast.id as Hex,
    notAfterSeconds,
    calls: plan.value.calls,
    multiSend: settings.multiSendCallOnly,
    roles,
    roleKey: session.record.roleKey,
  });
  const simulated = await chain.simulateModuleTx({ roles, sessionKey: session.record.address, data }, at);
  if (!simulated.ok) {
    const { code, message } = simulated.error;
    return code.startsWith("cast.") ? refused(code.slice("cast.".length), message) : held("chain-unreachable", message);
  }
  const signature = await privateKeyToAccount(session.key).signTypedData(
    moduleTxTypedData({ chainId: settings.chainId, roles, data, salt: cast.id as Hex }),
  );
  const submission = encodeSubmission(data, cast.id as Hex, signature);
  const signed = await signSubmission(submission, deps);
  if ("type" in signed) return signed;
  return { type: "signed", attempt: signed, expectations: plan.value.expectations, balances: balances.value };
}

/** The relayer's transaction around the signed module transaction: nonce, fees, gas. */
async function signSubmission(data: Hex, deps: PrepareDeps) {
  const { chain, settings, roles, lastNonce } = deps;
  const lane = privateKeyToAccount(deps.laneKey);
  const [nonce, baseFee, ether, gas] = await Promise.all([
    chain.nonce(lane.address, "latest"),
    chain.nextBaseFee(),
    chain.etherBalance(lane.address),
    chain.estimateGas({ from: lane.address, to: roles, data }),
  ]);
  for (const read of [nonce, baseFee, ether]) if (!read.ok) return held("chain-unreachable", read.error.message);
  if (!nonce.ok || !baseFee.ok || !ether.ok) throw new Error("unreachable: checked above");
  if (!gas.ok) {
    const isAnswer = gas.error.code === "chain.reverted";
    return (isAnswer ? refused : held)(isAnswer ? "would-revert" : "chain-unreachable", gas.error.message);
  }
  const fees = chooseFees(baseFee.value);
  const gasLimit = gasLimitOf(gas.value);
  if (ether.value < gasLimit * fees.maxFeeWei) {
    return held(
      "no-gas-money",
      `the relayer ${lane.address} holds ${ether.value} wei, ${gasLimit * fees.maxFeeWei} are needed`,
    );
  }
  // A node that lags behind must not lower what was used already.
  const next = Math.max(Number(nonce.value), (lastNonce ?? -1) + 1);
  const signedTx = await lane.signTransaction({
    chainId: settings.chainId,
    type: "eip1559",
    nonce: next,
    to: roles,
    data,
    gas: gasLimit,
    maxFeePerGas: fees.maxFeeWei,
    maxPriorityFeePerGas: fees.tipWei,
  });
  return { nonce: next, signedTx, hash: keccak256(signedTx) };
}

type HeldEvent = Extract<CastEvent, { type: "held" }>;
type RefusedEvent = Extract<CastEvent, { type: "refused" }>;
const held = (code: string, message: string): HeldEvent => ({ type: "held", reason: { code, message } });
const refused = (code: string, message: string): RefusedEvent => ({ type: "refused", reason: { code, message } });
