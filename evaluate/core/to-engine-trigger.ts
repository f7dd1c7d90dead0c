import type { CompiledTrigger } from "../../conditions/check-triggers.ts";
import type { RegisteredCondition } from "../../contracts/trigger.ts";
import type { EngineTrigger } from "./engine.ts";

/** A registered trigger with its compiled conditions, as the engine takes it. Groups are the owner's own. */
export function toEngineTrigger(
  owner: string,
  registered: RegisteredCondition,
  compiled: CompiledTrigger,
): EngineTrigger {
  const { triggerId, priority, casts, group } = registered;
  return {
    ...compiled,
    terms: {
      forMs: registered.forMs,
      keepForMs: registered.keepForMs,
      cooldownMs: registered.cooldownMs,
      mode: registered.mode,
      maxFires: registered.maxFires,
      noData: registered.noData,
      validFromMs: registered.validFromMs,
      validUntilMs: registered.validUntilMs,
      activeHours: registered.activeHours,
    },
    maxStalenessMs: registered.maxStalenessMs,
    epoch: registered.epoch,
    lastFiredAtMs: registered.lastFiredAtMs,
    group:
      group === null
        ? null
        : {
            name: `${owner}/${group}`,
            // Protective ones first, casts before notifications, then by id.
            rank: `${priority === "protective" ? 0 : 1}${casts ? 0 : 1}${triggerId}`,
          },
  };
}
