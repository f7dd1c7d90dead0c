import type { Cast, CastState } from "../../contracts/cast.ts";

/** One cast by the wall clock. `startedMs`: the fire was handed to the queue, or a person's request left. */
export type CastTimes = {
  readonly startedMs: number;
  /** Its vault has stored it. */
  readonly acceptedMs: number;
  /** The first send was answered. */
  readonly broadcastMs: number;
  /** Its vault saw it in a block, and in a final one. */
  readonly includedMs: number;
  readonly finalizedMs: number;
};

/** Throws where the cast has not ended as it should: then there is nothing to time. */
export function readTimes(startedMs: number, { id, state, reason, steps }: Cast): CastTimes {
  if (state !== "FINALIZED") throw new Error(`cast ${id} is ${state}: ${reason?.message ?? "no reason"}`);
  const first = (...states: readonly CastState[]): number => {
    const step = steps.find((each) => states.includes(each.state));
    if (step === undefined) throw new Error(`cast ${id} never was ${states.join(" or ")}`);
    return step.atWallMs;
  };
  return {
    startedMs,
    acceptedMs: first("CREATED"),
    // Verifying after signing: the send's answer was lost or unclear.
    broadcastMs: first("SUBMITTED", "VERIFYING"),
    // Where it was final at the first look, that was the look that saw it.
    includedMs: first("CONFIRMED", "FINALIZED"),
    finalizedMs: first("FINALIZED"),
  };
}
