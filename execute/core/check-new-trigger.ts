import { checkTogether, compileTrigger } from "../../conditions/check-triggers.ts";
import type { CompileSettings } from "../../conditions/compile-condition.ts";
import { formatDuration } from "../../conditions/read-window.ts";
import { durationMsMax } from "../../conditions/register-trigger.ts";
import { parseDurationMs } from "../../contracts/time.ts";
import { type Trigger, triggersPerVaultMax } from "../../contracts/trigger.ts";

export type TriggerFieldFault = { readonly field: string; readonly message: string };

/** So old the data of a protective trigger may be at most. */
const stalenessMsMax = 3_600_000;

export type NewTriggerChecks = {
  /** The vault's triggers, one of the same id among them where it is to be replaced. */
  readonly held: readonly Trigger[];
  readonly compile: CompileSettings;
  /** What is wrong with its spell: `check-trigger-spell.ts` knows them all, a page what it was told of them. */
  readonly checkAction: (trigger: Trigger) => TriggerFieldFault | null;
};

/** What is wrong with a trigger that a vault with the triggers `held` is to take, null where nothing is. */
export function checkNewTrigger(
  trigger: Trigger,
  { held, compile, checkAction }: NewTriggerChecks,
): TriggerFieldFault | null {
  const others = held.filter(({ id }) => id !== trigger.id);
  if (others.length >= triggersPerVaultMax) {
    return { field: "id", message: `a vault has at most ${triggersPerVaultMax} triggers` };
  }
  const fault = checkDurations(trigger) ?? checkAction(trigger);
  if (fault !== null) return fault;
  const compiled = compileTrigger(trigger, compile);
  if (!compiled.ok) return compiled.error;
  const together = checkTogether([...others, trigger]);
  if (together !== null) return together;
  if (trigger.maxStaleness === undefined) return null;
  const { when, clearWhen } = compiled.value;
  const signals = [...when.signals, ...(clearWhen?.signals ?? [])];
  // It holds for all signals alike, so the freshest says what is allowed.
  const own = Math.min(...signals.map((key) => compile.catalogue.find(key)?.stalenessMs ?? 0));
  const allowedMs = trigger.priority === "protective" ? Math.max(own, stalenessMsMax) : own;
  return (parseDurationMs(trigger.maxStaleness) ?? 0) > allowedMs
    ? { field: "maxStaleness", message: `the data of this trigger may be at most ${allowedMs / 60_000} minutes old` }
    : null;
}

/** Durations are added to times; a cast that has no time would be refused at each fire. */
function checkDurations({ for: holdsFor, keepFor, cooldown, action }: Trigger): TriggerFieldFault | null {
  const deadline = action.type === "cast" ? action.deadline : null;
  if (deadline !== null && parseDurationMs(deadline) === 0) {
    return { field: "action.deadline", message: "the deadline must be longer than 0" };
  }
  const durations = { for: holdsFor, keepFor, cooldown, ...(deadline === null ? {} : { "action.deadline": deadline }) };
  const tooLong = Object.entries(durations).find(([, text]) => (parseDurationMs(text) ?? 0) > durationMsMax);
  return tooLong === undefined
    ? null
    : { field: tooLong[0], message: `it lasts at most ${formatDuration(durationMsMax)}` };
}
