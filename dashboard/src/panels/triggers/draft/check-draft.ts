import type { z } from "zod";
import {
  type CompileSettings,
  type ConditionError,
  compileCondition,
} from "../../../../../conditions/compile-condition.ts";
import type { SpellView } from "../../../../../contracts/spell.ts";
import { Trigger } from "../../../../../contracts/trigger.ts";
import { checkNewTrigger } from "../../../../../execute/core/check-new-trigger.ts";
import { checkParams, sayUnknown } from "../../../views/spells/check-params.ts";
import { isJsonObject } from "../../../views/spells/json.ts";
import { paramFieldsOf } from "../../../views/spells/param-fields.ts";
import { type Draft, parseDraft } from "./draft.ts";

/** What is wrong, and in which field: `when`, `action.params.fraction`. `error`: with its place in a condition's text. */
export type DraftFault = { readonly field: string; readonly message: string; readonly error: ConditionError | null };

export type DraftCheck = {
  /** The trigger, where it is one by its form. It may still have faults. */
  readonly trigger: Trigger | null;
  readonly faults: readonly DraftFault[];
};

export type CheckSettings = {
  /** Null while the signals are not known: conditions are then not looked at. */
  readonly compile: CompileSettings | null;
  /** The vault's triggers. */
  readonly held: readonly Trigger[];
  /** Of the trigger that is edited: a new one must not take another's place unseen. */
  readonly ownId: string | null;
  readonly spells: readonly SpellView[] | null;
};

/** All that is wrong with a draft, by the checks of the vault itself. What only the vault can know is left to it. */
export function checkDraft(draft: Draft, settings: CheckSettings): DraftCheck {
  const { compile, held, ownId } = settings;
  const ids = held.map(({ id }) => id as string);
  const parsed = parseDraft(
    draft,
    ids.filter((id) => id !== ownId),
  );
  const faults: DraftFault[] = parsed.success ? [] : parsed.error.issues.flatMap((issue) => sayIssue(issue, draft));
  faults.push(...conditionFaults(draft, compile), ...actionFaults(draft, settings));
  if (!parsed.success) return { trigger: null, faults };
  const trigger = parsed.data;
  if (trigger.id !== ownId && ids.includes(trigger.id)) {
    faults.push(plain("id", `the vault has a trigger ${trigger.id}: choose another id, or edit that one`));
  }
  if (faults.length === 0 && compile !== null) {
    const fault = checkNewTrigger(trigger, { held, compile, checkAction: () => null });
    if (fault !== null) faults.push(plain(fault.field, fault.message));
  }
  return { trigger, faults };
}

const plain = (field: string, message: string): DraftFault => ({ field, message, error: null });

function conditionFaults(draft: Draft, compile: CompileSettings | null): DraftFault[] {
  if (compile === null) return [];
  return ["when", "clearWhen"].flatMap((field) => {
    const text = draft[field];
    if (typeof text !== "string" || text === "") return [];
    const mayNeverHold = field === "when" && draft.noData === "fire";
    const compiled = compileCondition(text, { ...compile, mayNeverHold });
    return compiled.ok ? [] : [{ field, message: compiled.error.message, error: compiled.error }];
  });
}

function actionFaults({ action, priority }: Draft, { spells }: CheckSettings): DraftFault[] {
  const isCast = isJsonObject(action) && action.type === "cast";
  if (!isCast && priority === "protective") {
    return [plain("priority", "a trigger that only tells its owner protects nothing; leave priority out")];
  }
  if (!isCast || spells === null || typeof action.spell !== "string") return [];
  const spell = spells.find(({ name }) => name === action.spell);
  if (spell === undefined) {
    return [plain("action.spell", `expected one of ${spells.map(({ name }) => name).join(", ")}`)];
  }
  if (!isJsonObject(action.params)) return [];
  const faults = checkParams(paramFieldsOf(spell), action.params);
  return faults.map(({ name, message }) => plain(`action.params.${name}`, message));
}

function sayIssue(issue: z.core.$ZodIssue, draft: Draft): DraftFault[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    const known = path.length === 0 ? Object.keys(Trigger.shape) : [];
    return issue.keys.map((key) => plain([...path, key].join("."), sayUnknown(key, known)));
  }
  const [first = ""] = path;
  const isMissing = path.length === 1 && !(first in draft);
  return [plain(path.join("."), isMissing ? "this is missing" : issue.message.replace(/^Invalid input: /, ""))];
}
