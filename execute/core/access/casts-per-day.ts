import { parseDurationMs } from "../../../contracts/time.ts";
import type { Trigger } from "../../../contracts/trigger.ts";

const dayMs = 86_400_000;

/** The most casts that a trigger can cause in 24 hours: it fires at evaluations, and not within its cooldown. */
export function castsPerDayAtMost(trigger: Trigger, cadenceMs: number): number {
  if (trigger.action.type !== "cast") return 0;
  if (trigger.mode === "once") return 1;
  const apartMs = Math.max(cadenceMs, parseDurationMs(trigger.cooldown) ?? 0);
  return Math.min(trigger.maxFires ?? Number.POSITIVE_INFINITY, Math.floor(dayMs / apartMs) + 1);
}
