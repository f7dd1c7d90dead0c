import type { SignalCatalogue } from "../../conditions/signal-catalogue.ts";
import type { Fire } from "../../contracts/fires.ts";
import { parseDurationMs } from "../../contracts/time.ts";
import type { Trigger } from "../../contracts/trigger.ts";

/**
 * Until when a fire may be acted on: as long as the oldest sample that it rests on counts as data. Protective triggers go
 * on until their deadline: late protection is better than none, and the chain's own price is checked before value moves.
 */
export function freshUntilMs(
  fire: Pick<Fire, "explain">,
  trigger: Pick<Trigger, "priority" | "maxStaleness">,
  catalogue: SignalCatalogue,
): number {
  if (trigger.priority === "protective") return Number.POSITIVE_INFINITY;
  const ownMs = parseDurationMs(trigger.maxStaleness ?? "");
  const ends = fire.explain
    .flatMap(({ inputs }) => inputs)
    .map(({ key, sampleAtMs }) => sampleAtMs + (ownMs ?? catalogue.find(key)?.stalenessMs ?? 0));
  return Math.min(...ends);
}
