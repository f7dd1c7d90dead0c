import type { Trigger } from "../../contracts/trigger.ts";
import { findSpell, spellNames } from "../spells/registry.ts";
import type { TriggerFieldFault } from "./check-new-trigger.ts";

/** Protective is what can only reduce exposure: a trigger may say so of a spell of which that is known. */
export function checkTriggerSpell({ action, priority }: Trigger): TriggerFieldFault | null {
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
