import type { Cast, CastState } from "../../../contracts/cast.ts";
import type { CastRecord } from "../cast-record.ts";
import type { Reason } from "./cast-event.ts";

/** The record in another state, with that step noted; in the same state only the change is taken over. */
export function move(
  record: CastRecord,
  state: CastState,
  atWallMs: number,
  change: Partial<Cast>,
  note?: string,
): CastRecord {
  const { cast } = record;
  const step = { state, atWallMs, ...(note === undefined ? {} : { note }) };
  const steps = cast.state === state ? cast.steps : [...cast.steps, step];
  return { ...record, cast: { ...cast, ...change, state, steps } };
}

/** The same reason again changes nothing, so nothing is written. */
export function withReason(record: CastRecord, reason: Reason): CastRecord {
  const known = record.cast.reason;
  if (known?.code === reason.code && known.message === reason.message) return record;
  return { ...record, cast: { ...record.cast, reason } };
}
