import { compileCondition } from "../../conditions/compile-condition.ts";
import type { SignalCatalogue } from "../../conditions/signal-catalogue.ts";
import { verifyExplanation } from "../../conditions/verify-explanation.ts";
import type { Fire } from "../../contracts/fires.ts";
import type { FireId } from "../../contracts/ids.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import { parseDurationMs } from "../../contracts/time.ts";
import type { Trigger } from "../../contracts/trigger.ts";
import { findOtherInputs } from "./find-other-inputs.ts";

/** A trigger as its vault holds it. */
export type HeldTrigger = {
  readonly trigger: Trigger;
  readonly version: number;
  readonly isEnabled: boolean;
  /** The epoch of the next fire that may be accepted. */
  readonly epoch: number;
  readonly lastFiredAtMs: number | null;
};

export type FireFault = {
  readonly code:
    | "unknown-trigger"
    | "disabled"
    | "other-version"
    | "repeated"
    | "ahead"
    | "from-the-future"
    | "wrong-id"
    | "ended"
    | "cooling"
    | "other-condition"
    | "other-inputs"
    | "does-not-hold"
    | "stale";
  readonly message: string;
};

/** So many fires may have been lost on the way. One from further ahead would use up the epochs of all to come. */
const epochsAheadMax = 100;
/** Blocks come late, clocks differ. A fire from further ahead would end cooldown and `once` for all that come in time. */
export const aheadMsMax = 10 * 60_000;

export type AcceptSettings = {
  readonly cadenceMs: number;
  readonly catalogue: SignalCatalogue;
  /** The id that the fire must bear: derived again from trigger, version and epoch. */
  readonly expectedId: FireId;
  /** The chain's time. */
  readonly nowMs: number;
};

/**
 * Whether a fire is one that this vault's own trigger can have caused: recomputed from the leaf values that came with
 * it, not believed. At most one fire per trigger, version and epoch; cooldown and `once` hold here again, by event time.
 */
export function acceptFire(
  held: HeldTrigger | undefined,
  fire: Fire,
  settings: AcceptSettings,
): Result<true, FireFault> {
  if (held === undefined) return fault("unknown-trigger", `this vault has no trigger ${fire.triggerId}`);
  const { trigger, lastFiredAtMs } = held;
  if (!held.isEnabled) return fault("disabled", `the trigger ${trigger.id} is switched off`);
  if (held.version !== fire.version)
    return fault("other-version", `version ${fire.version}, here it is ${held.version}`);
  if (fire.epoch < held.epoch) return fault("repeated", `epoch ${fire.epoch} has been taken in already`);
  if (fire.epoch > held.epoch + epochsAheadMax) return fault("ahead", `epoch ${fire.epoch}, here it is ${held.epoch}`);
  if (fire.fireId !== settings.expectedId)
    return fault("wrong-id", "the id does not follow from trigger, version and epoch");
  if (fire.atMs > settings.nowMs + aheadMsMax) return fault("from-the-future", "the fire is ahead of the chain's time");
  if (lastFiredAtMs !== null && trigger.mode === "once") return fault("ended", "the trigger fires once and has fired");
  const cooldownMs = parseDurationMs(trigger.cooldown) ?? 0;
  if (lastFiredAtMs !== null && fire.atMs < lastFiredAtMs + cooldownMs)
    return fault("cooling", "the cooldown is not over");

  const isKnownSignal = (key: string) => settings.catalogue(key) !== undefined;
  const compiled = compileCondition(trigger.when, { cadenceMs: settings.cadenceMs, isKnownSignal });
  if (!compiled.ok)
    return fault("other-condition", `the trigger's own condition does not compile: ${compiled.error.message}`);
  const stalenessMs = compiled.value.signals.map((key) => settings.catalogue(key)?.stalenessMs ?? 0);
  const ageMsMax = parseDurationMs(trigger.maxStaleness ?? "") ?? Math.max(0, ...stalenessMs);
  const verified = verifyExplanation(compiled.value, fire.explain, fire.atMs, ageMsMax);
  if (!verified.ok) return err(verified.error);
  const other = findOtherInputs(compiled.value, fire);
  return other === null ? ok(true) : fault("other-inputs", other);
}

const fault = (code: FireFault["code"], message: string): Result<true, FireFault> => err({ code, message });
