import { err, ok, type Result } from "../contracts/result.ts";
import type { Trigger } from "../contracts/trigger.ts";
import { type CompileSettings, compileCondition } from "./compile-condition.ts";
import type { Condition } from "./condition.ts";
import { formatConditionError } from "./condition-error.ts";

/** What is wrong with a trigger, and in which field. */
export type TriggerFault = { readonly triggerId: string; readonly field: string; readonly message: string };

/** A trigger's conditions, compiled. */
export type CompiledTrigger = { readonly when: Condition; readonly clearWhen: Condition | null };

/** Leaves that `when` and `clearWhen` may have together; a touch counts as two. */
export const leavesMax = 32;

/** Compiles the conditions of one trigger, and checks what its fields must have of each other. */
export function compileTrigger(
  trigger: Pick<Trigger, "id" | "when" | "clearWhen" | "noData" | "priority">,
  settings: CompileSettings,
): Result<CompiledTrigger, TriggerFault> {
  const fault = (field: string, message: string): Result<CompiledTrigger, TriggerFault> =>
    err({ triggerId: trigger.id, field, message });
  if (trigger.noData === "fire" && trigger.priority !== "protective") {
    return fault("noData", 'fire acts on missing data: it needs "priority": "protective"');
  }
  // What fires for want of data may wait for nothing else.
  const when = compileCondition(trigger.when, { ...settings, mayNeverHold: trigger.noData === "fire" });
  if (!when.ok) return fault("when", formatConditionError(trigger.when, when.error));
  if (trigger.clearWhen === undefined) return checkSize(when.value, null);
  const clearWhen = compileCondition(trigger.clearWhen, settings);
  if (!clearWhen.ok) return fault("clearWhen", formatConditionError(trigger.clearWhen, clearWhen.error));
  return checkSize(when.value, clearWhen.value);

  function checkSize(whenCondition: Condition, clear: Condition | null): Result<CompiledTrigger, TriggerFault> {
    const { windowMsMax = Number.POSITIVE_INFINITY } = settings;
    for (const [field, condition] of [
      ["when", whenCondition],
      ["clearWhen", clear],
    ] as const) {
      if (condition !== null && condition.windowMsMax > windowMsMax) {
        return fault(field, `its windows inside windows reach back further than ${windowMsMax / 86_400_000} days`);
      }
    }
    const leaves = countLeaves(whenCondition) + (clear === null ? 0 : countLeaves(clear));
    return leaves > leavesMax
      ? fault(
          clear === null ? "when" : "clearWhen",
          `${clear === null ? "when has" : "when and clearWhen have"} ${leaves} comparisons (a touch counts as two), at most ${leavesMax} fit`,
        )
      : ok({ when: whenCondition, clearWhen: clear });
  }
}

const countLeaves = ({ leaves }: Condition): number =>
  leaves.reduce((sum, { kind }) => sum + (kind === "touch" ? 2 : 1), 0);

/** What the triggers of one owner must have of each other: ids once, inhibitors that exist, no cycle among these. */
export function checkTogether(triggers: readonly Pick<Trigger, "id" | "inhibitedBy">[]): TriggerFault | null {
  const byId = new Map<string, readonly string[]>();
  for (const { id, inhibitedBy } of triggers) {
    if (byId.has(id)) return { triggerId: id, field: "id", message: "two triggers have this id" };
    byId.set(id, inhibitedBy ?? []);
  }
  for (const [id, inhibitors] of byId) {
    const absent = inhibitors.find((inhibitor) => !byId.has(inhibitor));
    if (absent !== undefined) return { triggerId: id, field: "inhibitedBy", message: `there is no trigger ${absent}` };
  }
  const circular = findInCircle(byId);
  return circular === null
    ? null
    : { triggerId: circular, field: "inhibitedBy", message: "these triggers inhibit each other in a circle" };
}

/** One that, by way of its inhibitors, inhibits itself. */
function findInCircle(byId: ReadonlyMap<string, readonly string[]>): string | null {
  const left = new Map([...byId].map(([id, inhibitors]) => [id, inhibitors.length]));
  const inhibited = Map.groupBy(
    [...byId].flatMap(([id, inhibitors]) => inhibitors.map((inhibitor) => ({ id, inhibitor }))),
    ({ inhibitor }) => inhibitor,
  );
  // Whatever waits for nothing is taken away, until what is left waits for each other.
  const free = [...byId.keys()].filter((id) => left.get(id) === 0);
  for (let next = free.pop(); next !== undefined; next = free.pop()) {
    left.delete(next);
    for (const { id } of inhibited.get(next) ?? []) {
      const count = (left.get(id) ?? 0) - 1;
      left.set(id, count);
      if (count === 0) free.push(id);
    }
  }
  const walked = new Set<string>();
  let at = left.keys().next().value;
  while (at !== undefined && !walked.has(at)) {
    walked.add(at);
    at = byId.get(at)?.find((inhibitor) => left.has(inhibitor));
  }
  return at ?? null;
}
