import { type CompiledTrigger, compileTrigger } from "../../conditions/check-triggers.ts";
import { type CompileSettings, compileCondition, formatConditionError } from "../../conditions/compile-condition.ts";
import { registerTrigger } from "../../conditions/register-trigger.ts";
import type { SignalKey } from "../../contracts/ids.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import type { Trigger } from "../../contracts/trigger.ts";
import { conditionWindowMsMax, type RegisteredCondition } from "../../contracts/trigger.ts";
import type { PreviewRequest, TriggerMistake } from "../../contracts/trigger-preview.ts";
import { floorToGrid } from "../../evaluate/core/grid.ts";

export type PreviewSettings = CompileSettings & { readonly windowMsMax: number };

/** What a preview evaluates, and which samples it needs for that. */
export type PreviewPlan = {
  readonly trigger: Trigger;
  readonly registered: RegisteredCondition;
  readonly compiled: CompiledTrigger;
  readonly days: number;
  /** Signals that the conditions name. */
  readonly keys: readonly SignalKey[];
  /** Samples from here on are needed: those that are still held at the first evaluated point, too. */
  readonly readFromMs: number;
  /** The first evaluated point: windows fill from here on. */
  readonly warmFromMs: number;
  /** The trigger is armed here, and stays so up to `toMs`. */
  readonly fromMs: number;
  readonly toMs: number;
};

/** `detail` is for people: the message with the place in the text. A refused trigger has a mistake, a bad request none. */
export type PreviewRefusal = {
  readonly code: "trigger-refused" | "bad-request";
  readonly detail: string;
  readonly mistake: TriggerMistake | null;
};

const dayMs = 86_400_000;
/** So far back a registry, too, fills the windows of a condition that is new to it, in the condition's own windows. */
const warmWindows = 5;
/** Samples that one preview may read: twenty assets, all day and night, for two weeks. */
const samplesMax = 250_000;

/** What a preview that ends at `nowMs` has to read and evaluate, or what is wrong with the trigger. */
export function planPreview(
  { trigger, days }: PreviewRequest,
  settings: PreviewSettings,
  nowMs: number,
): Result<PreviewPlan, PreviewRefusal> {
  const mistake = findMistake(trigger, settings);
  if (mistake !== null) return err(mistake);
  const compiled = compileTrigger(trigger, settings);
  if (!compiled.ok) {
    const { field, message } = compiled.error;
    return err(refuse({ field, reason: "refused", message, position: null, suggestion: null }, message));
  }
  const { cadenceMs, catalogue } = settings;
  const stand = { version: 1, epoch: 0, lastFiredAtMs: null };
  const registered = registerTrigger(trigger, stand, cadenceMs);
  const { when, clearWhen } = compiled.value;
  const keys = [...new Set([...when.signals, ...(clearWhen?.signals ?? [])])];
  const windowMs = Math.max(when.windowMsMax, clearWhen?.windowMsMax ?? 0);
  const warmMs = Math.min(warmWindows * windowMs, conditionWindowMsMax);
  const ownMs = keys.map((key) => catalogue.find(key)?.stalenessMs ?? 0);
  const heldMs = Math.min(Math.max(registered.maxStalenessMs ?? 0, ...ownMs), conditionWindowMsMax);
  const toMs = floorToGrid(nowMs, cadenceMs);
  const fromMs = Math.max(0, toMs - days * dayMs);
  const warmFromMs = Math.max(0, floorToGrid(fromMs - warmMs, cadenceMs));
  const readFromMs = Math.max(0, warmFromMs - cadenceMs - heldMs);
  const samples = keys.length * ((toMs - readFromMs) / cadenceMs);
  if (samples > samplesMax) {
    return err({
      code: "bad-request",
      mistake: null,
      detail: "so many signals over so long are too much to preview: ask for fewer days",
    });
  }
  return ok({ trigger, registered, compiled: compiled.value, days, keys, readFromMs, warmFromMs, fromMs, toMs });
}

function findMistake({ when, clearWhen, noData }: Trigger, settings: PreviewSettings): PreviewRefusal | null {
  for (const [field, text] of Object.entries({ when, clearWhen })) {
    if (text === undefined) continue;
    const mayNeverHold = field === "when" && noData === "fire";
    const compiled = compileCondition(text, { ...settings, mayNeverHold });
    if (compiled.ok) continue;
    const { code, message, position, suggestion } = compiled.error;
    return refuse({ field, reason: code, message, position, suggestion }, formatConditionError(text, compiled.error));
  }
  return null;
}

const refuse = (mistake: TriggerMistake, detail: string): PreviewRefusal => ({
  code: "trigger-refused",
  detail: `${mistake.field}: ${detail}`,
  mistake,
});
