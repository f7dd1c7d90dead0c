import type { CastId, TraceId } from "../../contracts/ids.ts";
import { deriveCastId, VaultAddress } from "../../contracts/ids.ts";
import { ok, type Result } from "../../contracts/result.ts";
import type { SpellRequest } from "../../contracts/spell.ts";
import { parseDurationMs } from "../../contracts/time.ts";
import { rulesPerVaultMax, VaultRule } from "../../contracts/vault-rule.ts";
import type { VaultLimits } from "../../contracts/vault-view.ts";
import type { CastDesk } from "../casts/cast-desk.ts";
import type { ActFault } from "../core/act.ts";
import type { CastRequest } from "../core/create-cast.ts";
import { isTerminal } from "../core/lifecycle/decide.ts";
import type { TradingStateEntry } from "../core/trading-state.ts";
import type { AlertRecords } from "../records/alert-records.ts";
import type { CastRecords } from "../records/cast-records.ts";
import type { RuleRecords } from "../records/rule-records.ts";
import { findSpell } from "../spells/registry.ts";
import { type ActContext, type ActHandlers, type Caller, refuse } from "./act-deps.ts";

export type CastActDeps = {
  readonly desk: CastDesk;
  /** Goes on with the casts, without being waited for. */
  readonly advance: () => void;
  readonly casts: CastRecords;
  readonly alerts: AlertRecords;
  readonly rules: RuleRecords;
  /** Of the newest block; null where the chain does not answer. */
  readonly chainTimeMs: () => Promise<number | null>;
  /** The cast that takes another one back. */
  readonly planUndo: (castId: CastId) => Promise<Result<SpellRequest, ActFault>>;
  /** What an emergency close begins with, and what blocks it. */
  readonly planClose: (scope: CloseScope) => Promise<ClosePlan>;
  readonly setLimits: (limits: VaultLimits) => void;
  /** Has the vault look at its rules from now on. */
  readonly watchRules: () => void;
  /** Has every key destroyed once the casts of the close have ended. */
  readonly disarmWhenClosed: () => void;
};

export type CloseScope = "vault" | { readonly position: string };

export type ClosePlan = {
  readonly steps: readonly (SpellRequest & { readonly lane: CastRequest["lane"] })[];
  /** Sentences: what a person has to do for it to be complete. */
  readonly blockers: readonly string[];
  /** Destroys the trading key; run in the transaction that begins the close. */
  readonly disarm: () => void;
  /** Whether the trading key itself has to close, and is destroyed when it is done. */
  readonly disarmsWhenClosed: boolean;
};

/** An exit is worth waiting for: an hour of chain time. */
const closeDeadlineMs = 3_600_000;

/** Acts that create, take back or stop casts. What they create is named after the proof: repeated, it is one. */
export function createCastActs(deps: CastActDeps): ActHandlers {
  return {
    "request-cast": async ({ spell, params, deadline }, context) => request(deps, context, { spell, params }, deadline),

    undo: async ({ castId }, context) => {
      const plan = await deps.planUndo(castId);
      return plan.ok ? request(deps, context, plan.value, "30m") : plan;
    },

    "cancel-cast": async ({ castId }, context) => {
      const state = () => deps.casts.find(castId)?.cast.state;
      const before = state();
      if (before === undefined) return refuse("refused", `there is no cast ${castId}`);
      if (isTerminal(before)) return refuse("refused", `the cast has ended: ${before}`);
      context.commit(`cast ${castId}`, () => deps.desk.cancel(castId, `taken back by ${nameOf(context.caller)}`));
      deps.advance();
      return ok({ castId, state: state() ?? before });
    },

    "dismiss-alert": async ({ alertId }, context) => {
      if (deps.alerts.list().every(({ id }) => id !== alertId))
        return refuse("refused", `there is no alert ${alertId}`);
      context.commit(`alert ${alertId} dismissed`, () => void deps.alerts.clear(alertId));
      return ok({ alertId });
    },

    "emergency-close": async ({ scope }, context) => {
      const plan = await deps.planClose(scope);
      const ids = await startClose(deps, context, plan);
      return ok({ casts: ids, blockers: [...plan.blockers] });
    },

    "set-trading-state": async ({ state, reason }, context) => {
      const entry: TradingStateEntry = {
        state,
        reason,
        by: nameOf(context.caller),
        atWallMs: context.nowWallMs(),
      };
      context.commit(`${state}: ${reason}`, () => deps.desk.setTradingState(entry));
      return ok({ state, reason });
    },

    "set-limits": async (limits, context) => {
      const words = `gas ${limits.gasWeiPerDay} wei a day, ${limits.castsPerDay} casts a day`;
      context.commit(words, () => deps.setLimits(limits));
      return ok({ ...limits });
    },

    "put-rule": async ({ rule }, context) => {
      const parsed = VaultRule.safeParse(rule);
      if (!parsed.success) {
        const [issue] = parsed.error.issues;
        return refuse("bad-body", `rule.${issue?.path.join(".")}: ${issue?.message}`);
      }
      const { action, id } = parsed.data;
      const isNew = deps.rules.list().every((held) => held.rule.id !== id);
      if (isNew && deps.rules.list().length >= rulesPerVaultMax) {
        return refuse("over-limit", `a vault has at most ${rulesPerVaultMax} rules`);
      }
      if (action.type === "cast") {
        const fault = checkSpell(action);
        if (fault !== null) return fault;
      }
      let version = 0;
      context.commit(`rule ${id}`, () => {
        version = deps.rules.put(parsed.data).version;
        deps.watchRules();
      });
      return ok({ ruleId: id, version });
    },

    "remove-rule": async ({ ruleId }, context) => {
      if (deps.rules.list().every(({ rule }) => rule.id !== ruleId)) {
        return refuse("refused", `there is no rule ${ruleId}`);
      }
      context.commit(`rule ${ruleId} removed`, () => deps.rules.remove(ruleId));
      return ok({ ruleId });
    },
  };
}

async function request(
  deps: CastActDeps,
  context: ActContext,
  { spell: name, params }: SpellRequest,
  deadline: string,
): Promise<Result<{ castId: string }, ActFault>> {
  const fault = checkSpell({ spell: name, params });
  if (fault !== null) return fault;
  const askedAtMs = await deps.chainTimeMs();
  if (askedAtMs === null) return refuse("chain-unreachable", "the chain does not answer; ask again when it does");
  const spell = findSpell(name);
  const isExit = spell?.reducesExposure(spell.params.parse(params)) ?? false;
  const notAfterMs = askedAtMs + (parseDurationMs(deadline) ?? 0);
  const vault = VaultAddress.parse(context.vault.toLowerCase());
  const castId = await deriveCastId(vault, context.requestId);
  context.commit(`${name}, cast ${castId}`, () =>
    deps.desk.create({
      id: castId,
      vault,
      traceId: context.requestId.slice(2, 34) as TraceId,
      cause: "request",
      spell: name,
      params,
      priority: isExit ? "protective" : "opportunistic",
      lane: "main",
      askedAtMs,
      notAfterMs,
      freshUntilMs: notAfterMs,
    }),
  );
  deps.advance();
  return ok({ castId });
}

/**
 * Begins an emergency close: the trading key is destroyed and the casts are created in one transaction. It begins without
 * the chain, too: what cannot be asked now is asked when the casts are signed.
 */
export async function startClose(
  deps: CastActDeps,
  context: Pick<ActContext, "vault" | "requestId" | "commit" | "nowWallMs">,
  plan: ClosePlan,
): Promise<readonly string[]> {
  const vault = VaultAddress.parse(context.vault.toLowerCase());
  const askedAtMs = (await deps.chainTimeMs()) ?? context.nowWallMs();
  const requests = await Promise.all(
    plan.steps.map(
      async ({ spell, params, lane }, index): Promise<CastRequest> => ({
        id: await deriveCastId(vault, `${context.requestId}:close:${index}`),
        vault,
        traceId: context.requestId.slice(2, 34) as TraceId,
        cause: "close",
        spell,
        params,
        priority: "protective",
        lane,
        askedAtMs,
        notAfterMs: askedAtMs + closeDeadlineMs,
        freshUntilMs: askedAtMs + closeDeadlineMs,
      }),
    ),
  );
  context.commit(`emergency close: ${plan.steps.map(({ spell }) => spell).join(", ") || "nothing is open"}`, () => {
    plan.disarm();
    if (plan.disarmsWhenClosed) deps.disarmWhenClosed();
    for (const each of requests) deps.desk.create(each);
  });
  deps.advance();
  return requests.map(({ id }) => id);
}

function checkSpell({ spell, params }: SpellRequest): Result<never, ActFault> | null {
  const found = findSpell(spell);
  if (found === undefined) return refuse("bad-body", `there is no spell ${spell}`);
  const parsed = found.params.safeParse(params);
  if (parsed.success) return null;
  const [issue] = parsed.error.issues;
  return refuse("bad-body", `params.${issue?.path.join(".")}: ${issue?.message}`);
}

function nameOf(caller: Caller): string {
  return caller.kind === "agent" ? `agent ${caller.name}` : caller.owner;
}
