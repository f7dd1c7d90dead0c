import { checkTogether, compileTrigger } from "../../conditions/check-triggers.ts";
import type { CompileSettings } from "../../conditions/compile-condition.ts";
import { formatDuration } from "../../conditions/read-window.ts";
import { durationMsMax } from "../../conditions/register-trigger.ts";
import { parseDurationMs } from "../../contracts/time.ts";
import { type Trigger, triggersPerVaultMax } from "../../contracts/trigger.ts";
import { findSpell, spellNames } from "../spells/registry.ts";

type Fault = { readonly field: string; readonly message: string };

/** So old the data of a protective trigger may be at most. */
const stalenessMsMax = 3_600_000;

/** What is wrong with a trigger that a vault with the triggers `held` is to take, null where nothing is. */
export function checkNewTrigger(
  trigger: Trigger,
  { held, compile }: { readonly held: readonly Trigger[]; readonly compile: CompileSettings },
): Fault | null {
  const others = held.filter(({ id }) => id !== trigger.id);
  if (others.length >= triggersPerVaultMax) {
    return { field: "id", message: `a vault has at most ${triggersPerVaultMax} triggers` };
  }
  const fault = checkDurations(trigger) ?? checkSpell(trigger);
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
function checkDurations({ for: holdsFor, keepFor, cooldown, action }: Trigger): Fault | null {
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

/** Protective is what can only reduce exposure: a trigger may say so of a spell of which that is known. */
function checkSpell({ action, priority }: Trigger): Fault | null {
  if (action.type !== "cast") {
    return priority === "protective"
      ? { field: "priority", message: "a trigger that only tells its owner protects nothing; leave priority out" }
      : null;
  }
  const spell = findSpell(action.spell);
  if (spell === undefined) return { field: "action.spell", message: `expected one of ${spellNames().join(", ")}` };
  const params = spell.params.safeParse(action.params);
  if (!params.success) {
    const [issue] = params.error.issues;
    const path = ["action", "params", ...(issue?.path ?? [])];
    return { field: path.map(String).join("."), message: issue?.message ?? "refused" };
  }
  return priority === "protective" && !spell.reducesExposure(params.data)
    ? { field: "priority", message: `${spell.name} with these parameters can add exposure, so it is not protective` }
    : null;
}
