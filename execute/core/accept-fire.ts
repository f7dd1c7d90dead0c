import { ActiveWindow } from "../../conditions/active-hours.ts";
import { compileTrigger } from "../../conditions/check-triggers.ts";
import { momentMs } from "../../conditions/register-trigger.ts";
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
    | "outside"
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
  const { trigger } = held;
  if (!held.isEnabled) return fault("disabled", `the trigger ${trigger.id} is switched off`);
  if (held.version !== fire.version)
    return fault("other-version", `version ${fire.version}, here it is ${held.version}`);
  if (fire.epoch < held.epoch) return fault("repeated", `epoch ${fire.epoch} has been taken in already`);
  if (fire.epoch > held.epoch + epochsAheadMax) return fault("ahead", `epoch ${fire.epoch}, here it is ${held.epoch}`);
  if (fire.fireId !== settings.expectedId)
    return fault("wrong-id", "the id does not follow from trigger, version and epoch");
  if (fire.atMs > settings.nowMs + aheadMsMax) return fault("from-the-future", "the fire is ahead of the chain's time");
  const outside = findOutside(held, fire);
  if (outside !== null) return err(outside);

  const { catalogue, cadenceMs } = settings;
  const compiled = compileTrigger(trigger, { catalogue, cadenceMs });
  if (!compiled.ok)
    return fault("other-condition", `the trigger's own condition does not compile: ${compiled.error.message}`);
  const { when } = compiled.value;
  const ownAgeMsMax = parseDurationMs(trigger.maxStaleness ?? "");
  const verified = verifyExplanation(when, fire.explain, {
    firedAtMs: fire.atMs,
    ageMsMaxOf: (key) => ownAgeMsMax ?? catalogue.find(key)?.stalenessMs ?? 0,
    cadenceMs,
    firesUnknown: trigger.noData === "fire",
  });
  if (!verified.ok) return err(verified.error);
  const other = findOtherInputs(when, fire);
  return other === null ? ok(true) : fault("other-inputs", other);
}

/** What in the trigger's life forbids this fire. */
function findOutside({ trigger, lastFiredAtMs }: HeldTrigger, { atMs, epoch }: Fire): FireFault | null {
  const because = (code: FireFault["code"], message: string): FireFault => ({ code, message });
  if (lastFiredAtMs !== null && trigger.mode === "once")
    return because("ended", "the trigger fires once and has fired");
  // Epochs count from 0, those of fires that were lost on the way, too.
  if (trigger.maxFires !== undefined && epoch >= trigger.maxFires) {
    return because("ended", `the trigger fires ${trigger.maxFires} times and has done so`);
  }
  const cooldownMs = parseDurationMs(trigger.cooldown) ?? 0;
  if (lastFiredAtMs !== null && atMs < lastFiredAtMs + cooldownMs)
    return because("cooling", "the cooldown is not over");
  const { validFrom, validUntil, activeHours } = trigger;
  if (validFrom !== undefined && atMs < momentMs(validFrom)) return because("outside", `it is valid from ${validFrom}`);
  if (validUntil !== undefined && atMs >= momentMs(validUntil))
    return because("outside", `it was valid until ${validUntil}`);
  if (activeHours !== undefined && !new ActiveWindow(activeHours).includes(atMs)) {
    return because("outside", `it is active from ${activeHours.from} to ${activeHours.to} in ${activeHours.timeZone}`);
  }
  return null;
}

const fault = (code: FireFault["code"], message: string): Result<true, FireFault> => err({ code, message });
