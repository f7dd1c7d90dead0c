import type { Address, Hex } from "viem";
import type { CastPreview, SpellRequest } from "../../contracts/spell.ts";
import { buildCastBatch } from "../core/cast-batch.ts";
import { describeCall } from "../spells/describe-call.ts";
import { describeNeed } from "../spells/permission-need.ts";
import { findSpell } from "../spells/registry.ts";
import type { Spell, SpellPlan } from "../spells/spell.ts";
import type { PlanDeps } from "./plan-cast.ts";
import { readSpellContext } from "./read-spell-context.ts";

export type PreviewDeps = Omit<PlanDeps, "roles" | "siblings"> & {
  /** Undefined where the vault is not opened yet. */
  readonly roles: Address | undefined;
  /** What the trigger that is to cast it has spent so far; 0 for a single cast. */
  readonly spentSoFar: bigint;
};

/** Deadline that a preview is simulated with: within the block that it is simulated in. */
const previewSeconds = 300n;
/** "preview": ids of casts are hashes, so the guard has never seen this one claimed. */
const previewId: Hex = `0x70726576696577${"00".repeat(25)}`;
/** What the signed path costs on top of the same call by the session key: signature, hash and its being noted. */
const signedPathGas = 30_000n;

/**
 * What a cast would do now: the same reads, plan and simulation, without a cast, a signature or a transaction. Without an
 * armed session nothing can be simulated: it says what would be planned, and what the role would have to allow.
 */
export async function previewCast(
  { spell: name, params: raw }: SpellRequest,
  deps: PreviewDeps,
): Promise<CastPreview | null> {
  const spell = findSpell(name);
  if (spell === undefined) return null;
  const base = describeBase(spell);
  const params = spell.params.safeParse(raw);
  if (!params.success) return refuse(base, "bad-params", params.error.issues[0]?.message ?? "refused");
  const needs = spell.permissions(params.data, deps.settings);
  if (!needs.ok) return refuse(base, needs.error.code, needs.error.message);
  const permissions = needs.value.map((need) => ({ kind: need.kind, sentence: describeNeed(need) }));

  const block = await deps.chain.block("latest");
  if (!block.ok) return { ...base, permissions, reason: { code: "chain-unreachable", message: block.error.message } };
  const { number: at, timestamp: nowSeconds } = block.value;
  const known = { ...base, permissions, chainTimeMs: Number(nowSeconds) * 1_000 };
  const sessionEndsSeconds = BigInt(Math.floor((deps.session?.expiresAtMs ?? 0) / 1_000));
  const notAfterSeconds = nowSeconds + previewSeconds;
  const context = await readSpellContext({
    ...deps,
    spell,
    params: params.data,
    at,
    castId: previewId,
    nowSeconds,
    notAfterSeconds,
    sessionEndsSeconds: deps.session === undefined ? notAfterSeconds : sessionEndsSeconds,
  });
  if (!context.ok) {
    const { isAnswer, code, message } = context.error;
    return isAnswer ? refuse(known, code, message) : { ...known, reason: { code, message } };
  }
  const plan = spell.plan(context.value, params.data);
  if (!plan.ok) return refuse(known, plan.error.code, plan.error.message);
  const planned = { ...known, ...describePlan(plan.value, deps) };
  return simulate(planned, plan.value, { ...deps, at, notAfterSeconds, nowSeconds });
}

async function simulate(
  planned: CastPreview,
  plan: SpellPlan,
  deps: PreviewDeps & { readonly at: bigint; readonly notAfterSeconds: bigint; readonly nowSeconds: bigint },
): Promise<CastPreview> {
  const { chain, settings, roles, session, at, notAfterSeconds, nowSeconds } = deps;
  const wanted = planned.permissions.map(({ sentence }) => sentence).join(" ");
  if (roles === undefined || session === undefined) {
    return refuse(planned, "no-session", `no session is armed. Its role must allow: ${wanted}`);
  }
  if (Number(nowSeconds) * 1_000 > session.expiresAtMs)
    return refuse(planned, "session-expired", "the session has ended");
  const { data } = buildCastBatch({
    guard: settings.castGuard,
    castId: previewId,
    notAfterSeconds,
    calls: plan.calls,
    multiSend: settings.multiSendCallOnly,
    roles,
    roleKey: session.roleKey,
  });
  const [simulated, gas, baseFee] = await Promise.all([
    chain.simulateModuleTx({ roles, sessionKey: session.address, data }, at),
    chain.estimateGas({ from: session.address, to: roles, data }),
    chain.nextBaseFee(),
  ]);
  if (!simulated.ok) {
    const { code, message } = simulated.error;
    if (code === "cast.role-refuses") {
      return refuse(planned, code, `the session's role does not allow it (${message}). It must allow: ${wanted}`);
    }
    if (code === "cast.would-revert") return refuse(planned, code, message);
    return { ...planned, reason: { code: "chain-unreachable", message } };
  }
  const gasEstimate = gas.ok ? gas.value + signedPathGas : null;
  const feeWei = gasEstimate === null || !baseFee.ok ? null : gasEstimate * baseFee.value;
  return {
    ...planned,
    verdict: "would-succeed",
    gasEstimate: gasEstimate?.toString() ?? null,
    nextBaseFeeWei: baseFee.ok ? baseFee.value.toString() : null,
    feeWei: feeWei?.toString() ?? null,
  };
}

const describeBase = ({ name, risk, warnings }: Spell): CastPreview => ({
  spell: name,
  risk,
  warnings: [...warnings],
  chainTimeMs: null,
  verdict: "unknown",
  reason: null,
  permissions: [],
  expected: null,
  calls: [],
  gasEstimate: null,
  nextBaseFeeWei: null,
  feeWei: null,
});

const describePlan = ({ expected, calls }: SpellPlan, { settings }: PreviewDeps) => ({
  expected: {
    sentences: [...expected.sentences],
    tokensOut: [...expected.tokensOut],
    tokensIn: [...expected.tokensIn],
  },
  calls: calls.map((call) => describeCall(call, settings)),
});

const refuse = (preview: CastPreview, code: string, message: string): CastPreview => ({
  ...preview,
  verdict: "would-be-refused",
  reason: { code, message },
});
