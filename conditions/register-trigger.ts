import { parseDurationMs } from "../contracts/time.ts";
import type { RegisteredCondition, Trigger } from "../contracts/trigger.ts";

/** Where a trigger's life stands by the records of whoever owns it. */
export type TriggerStand = {
  readonly version: number;
  readonly epoch: number;
  readonly lastFiredAtMs: number | null;
};

/** A hundred years: with a longer duration added, a time would be no exact number. */
export const durationMsMax = 36_525 * 86_400_000;

/**
 * A trigger as the registry and a replay take it: times in milliseconds, defaults filled in, the action left out. Whatever
 * is a trigger by its contract gives a registered condition by its own.
 */
export function registerTrigger(trigger: Trigger, stand: TriggerStand, cadenceMs: number): RegisteredCondition {
  const { action } = trigger;
  return {
    triggerId: trigger.id,
    version: stand.version,
    when: trigger.when,
    clearWhen: trigger.clearWhen ?? null,
    forMs: toDurationMs(trigger.for) ?? 0,
    keepForMs: toDurationMs(trigger.keepFor) ?? 0,
    cooldownMs: toDurationMs(trigger.cooldown) ?? 0,
    mode: trigger.mode,
    maxFires: trigger.maxFires ?? null,
    validFromMs: toMs(trigger.validFrom),
    validUntilMs: toMs(trigger.validUntil),
    activeHours: trigger.activeHours ?? null,
    noData: trigger.noData,
    maxStalenessMs: toDurationMs(trigger.maxStaleness ?? "") ?? null,
    priority: trigger.priority,
    group: trigger.group ?? null,
    inhibitedBy: trigger.inhibitedBy ?? [],
    casts: action.type === "cast",
    // A trigger that only notifies has no deadline of its own: its fires are of use for a few evaluations.
    deadlineMs: action.type === "cast" ? toDurationMs(action.deadline) || cadenceMs : 3 * cadenceMs,
    epoch: stand.epoch,
    lastFiredAtMs: stand.lastFiredAtMs,
  };
}

/** A moment as its author wrote it, in UTC milliseconds since 1970; what lies before is 1970. */
export const momentMs = (moment: number | string): number =>
  typeof moment === "number" ? moment : Math.max(0, Date.parse(moment));

const toMs = (moment: number | string | undefined): number | null => (moment === undefined ? null : momentMs(moment));

function toDurationMs(text: string): number | undefined {
  const durationMs = parseDurationMs(text);
  return durationMs === undefined ? undefined : Math.min(durationMs, durationMsMax);
}
