import type { TriggerStatus } from "../../../../contracts/vault-view.ts";

/** Where an armed trigger's life stands. */
const words: Readonly<Record<TriggerStatus["state"], string>> = {
  watching: "watching",
  pending: "holds, waiting",
  fired: "fired, not clear yet",
  cooling: "cooling down",
  ended: "fired, ended",
  exhausted: "fired as often as it may",
  expired: "validity is over",
  "outside-hours": "outside its hours",
  "no-data": "disarmed: no data",
  runaway: "disarmed: fired too often",
  rebuilding: "being rebuilt",
  unknown: "no data",
};

/** Where a trigger's life stands, in a few words. */
export const describeTriggerState = (isEnabled: boolean, state: TriggerStatus["state"]): string =>
  isEnabled ? words[state] : "disarmed";

/** It will not fire any more as it stands: how far its condition is from holding says nothing. */
export const overStates: ReadonlySet<TriggerStatus["state"]> = new Set([
  "ended",
  "exhausted",
  "expired",
  "no-data",
  "runaway",
]);

export const triggerStateTones = {
  watching: "busy",
  pending: "warn",
  fired: "warn",
  cooling: "quiet",
  ended: "quiet",
  exhausted: "quiet",
  expired: "quiet",
  "outside-hours": "quiet",
  "no-data": "bad",
  runaway: "bad",
  rebuilding: "warn",
  unknown: "warn",
} as const satisfies Readonly<Record<TriggerStatus["state"], string>>;
