import type { Address, Hex } from "viem";
import type { TokenAmount } from "../../contracts/cast.ts";
import type { Chain } from "../adapters/chain.ts";
import { aheadMsMax } from "../core/accept-fire.ts";
import { buildCastBatch } from "../core/cast-batch.ts";
import type { CastRecord, Expectation } from "../core/cast-record.ts";
import { type ChainSettings, findToken } from "../core/chain-settings.ts";
import type { CastEvent } from "../core/lifecycle/cast-event.ts";
import type { PositionEffect } from "../core/positions/position-effect.ts";
import { countSpent } from "../spells/count-spent.ts";
import { findSpell } from "../spells/registry.ts";
import type { Spell } from "../spells/spell.ts";
import { readSpellContext } from "./read-spell-context.ts";

/** The session that is to sign: its role on chain. */
export type PlanSession = { readonly address: Address; readonly roleKey: Hex; readonly expiresAtMs: number };

export type PlanDeps = {
  readonly chain: Chain;
  readonly settings: ChainSettings;
  readonly safe: Address;
  readonly roles: Address;
  /** Undefined where none is armed. */
  readonly session: PlanSession | undefined;
  /** The prices that the fire rested on, by signal. */
  readonly signalPrices: ReadonlyMap<string, number>;
  /** Every cast of the same trigger, whatever became of it: a spell with a budget is refused without them. */
  readonly siblings?: readonly CastRecord[];
};

export type HeldEvent = Extract<CastEvent, { type: "held" }>;
export type RefusedEvent = Extract<CastEvent, { type: "refused" }>;

/** A cast that would succeed now: what the session key is to sign, and what it promises. */
export type PlannedCast = {
  readonly type: "planned";
  /** `execTransactionWithRole` of the whole batch, the guard's claim first. */
  readonly data: Hex;
  readonly expectations: readonly Expectation[];
  readonly balances: readonly TokenAmount[];
  readonly orderId: Hex | null;
  /** To be stored with the cast: how it carries the positions on. */
  readonly position: PositionEffect;
};

/**
 * Everything that is checked before value moves. All reads are of one block. A read that fails holds the cast and proves
 * nothing; a check that fails refuses it. Nothing is signed here.
 */
export async function planCast(record: CastRecord, deps: PlanDeps): Promise<PlannedCast | HeldEvent | RefusedEvent> {
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
  const untimely = checkTimes(record, session, chainTimeMs);
  if (untimely !== null) return untimely;
  const lastMs = Math.min(cast.notAfterMs, session.expiresAtMs);
  const notAfterSeconds = BigInt(Math.floor(lastMs / 1_000));
  const context = await readSpellContext({
    chain,
    settings,
    safe,
    spell,
    params: params.data,
    at,
    castId: cast.id as Hex,
    nowSeconds: block.value.timestamp,
    notAfterSeconds,
    sessionEndsSeconds: BigInt(Math.floor(session.expiresAtMs / 1_000)),
    signalPrices: deps.signalPrices,
    spentSoFar: findSpent(record, spell, params.data, deps),
  });
  if (!context.ok) return (context.error.isAnswer ? refused : held)(context.error.code, context.error.message);
  const plan = spell.plan(context.value, params.data);
  if (!plan.ok) return refused(plan.error.code, plan.error.message);

  const { data } = buildCastBatch({
    guard: settings.castGuard,
    castId: cast.id as Hex,
    notAfterSeconds,
    calls: plan.value.calls,
    multiSend: settings.multiSendCallOnly,
    roles,
    roleKey: session.roleKey,
  });
  const simulated = await chain.simulateModuleTx({ roles, sessionKey: session.address, data }, at);
  if (!simulated.ok) {
    const { code, message } = simulated.error;
    return code.startsWith("cast.") ? refused(code.slice("cast.".length), message) : held("chain-unreachable", message);
  }
  return {
    type: "planned",
    data,
    expectations: plan.value.expectations,
    balances: context.value.balances,
    orderId: plan.value.orderId ?? null,
    position: plan.value.position,
  };
}

/** Whether the chain's time allows the cast. */
export function checkTimes(
  { cast }: Pick<CastRecord, "cast">,
  session: Pick<PlanSession, "expiresAtMs">,
  chainTimeMs: number,
): RefusedEvent | HeldEvent | null {
  if (chainTimeMs > cast.notAfterMs) return refused("expired", "the chain's time is past the cast's deadline");
  if (chainTimeMs > cast.freshUntilMs) return refused("stale", "what fired is too old to act on");
  // A chain that stood still: its clock decides deadlines, so the fire waits for it. What a person asks for has its time from it.
  if (cast.cause === "fire" && cast.firedAtMs > chainTimeMs + aheadMsMax)
    return held("chain-behind", "the chain's time is behind the fire: it waits until the chain goes on");
  if (chainTimeMs > session.expiresAtMs) return refused("session-expired", "the session has ended");
  return null;
}

/** What the budget of the trigger has been used for; a cast that no trigger asked for has a budget of its own. */
function findSpent(record: CastRecord, spell: Spell, params: unknown, { settings, siblings }: PlanDeps): bigint | null {
  const symbol = spell.budgetToken?.(params);
  const token = symbol === undefined ? undefined : findToken(settings, symbol);
  if (token === undefined) return null;
  if (record.cast.triggerId === null) return 0n;
  return siblings === undefined ? null : countSpent(record, siblings, token);
}

export const held = (code: string, message: string): HeldEvent => ({ type: "held", reason: { code, message } });
export const refused = (code: string, message: string): RefusedEvent => ({
  type: "refused",
  reason: { code, message },
});
