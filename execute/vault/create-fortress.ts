import { Fortress } from "../access/fortress.ts";
import type { ActHandlers } from "../acts/act-deps.ts";
import { createCastActs } from "../acts/cast-acts.ts";
import type { CastRunner } from "../casts/cast-runner.ts";
import { planEmergencyClose } from "../casts/plan-emergency-close.ts";
import { planUndo } from "../casts/plan-undo.ts";
import { readPositions } from "./read-positions.ts";
import { cadenceMs, catalogue } from "./take-fires.ts";
import type { VaultCore } from "./vault-core.ts";

export type FortressHooks = {
  /** The conditions have changed, within the transaction of the act that changed them. */
  readonly onConditions: () => void;
  /** The vault looks at its own state from now on. */
  readonly watch: () => void;
};

/** Who may do what to one vault, on that vault's records. */
export function createFortress(core: VaultCore, runner: () => CastRunner, hooks: FortressHooks): Fortress {
  const { settings, state, outbox, records, desk } = core;
  return new Fortress({
    ...records,
    ...settings,
    settings: settings.chain,
    vault: core.vault,
    safe: core.safe,
    cadenceMs,
    catalogue,
    chain: core.chain,
    state,
    outbox,
    handlers: createHandlers(core, runner, hooks),
    roles: core.roles,
    tradingState: () => desk.tradingState().state,
    nowWallMs: core.nowWallMs,
    commit: core.commit,
    onChanged: (conditionsChanged) => {
      if (conditionsChanged) {
        state.set("revision", (state.get<number>("revision") ?? 0) + 1);
        outbox.add("registry", null);
        hooks.onConditions();
      }
      outbox.add("live", null);
    },
  });
}

function createHandlers(core: VaultCore, runner: () => CastRunner, hooks: FortressHooks): ActHandlers {
  return createCastActs(describeCastActs(core, runner, hooks));
}

export function describeCastActs(core: VaultCore, runner: () => CastRunner, { watch }: Pick<FortressHooks, "watch">) {
  const { records, desk, chain, settings, state } = core;
  return {
    desk,
    advance: () =>
      void runner()
        .advance()
        .catch(() => undefined),
    casts: records.casts,
    alerts: records.alerts,
    rules: records.rules,
    chainTimeMs: async () => {
      const block = await chain.block("latest");
      return block.ok ? Number(block.value.timestamp) * 1_000 : null;
    },
    planUndo: (castId: string) => planUndo(castId, core),
    planClose: (scope: "vault" | { readonly position: string }) =>
      planEmergencyClose(scope, {
        chain,
        settings: settings.chain,
        safe: core.safe(),
        roles: core.roles,
        sessions: records.sessions,
        positions: () => readPositions(core).positions,
      }),
    setLimits: (limits: { readonly gasWeiPerDay: string; readonly castsPerDay: number }) => state.set("limits", limits),
    watchRules: watch,
    /** Where no emergency key is armed the trading key closes, and goes when it is done. */
    disarmWhenClosed: () => state.set("disarmsWhenClosed", true),
  };
}
