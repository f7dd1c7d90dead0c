import type { Cast } from "../../contracts/cast.ts";
import { activeEntry, type TradingStateEntry } from "./trading-state.ts";

/** So many casts in a row that reverted set the vault to exits only. */
export const revertsMax = 3;

/**
 * Whether the end of a cast trips a breaker. A breaker only ever tightens: a person sets the vault going again.
 * `latest`: casts that have ended, the newest first.
 */
export function judgeBreakers(
  latest: readonly Pick<Cast, "state" | "reason">[],
  present: TradingStateEntry,
  nowWallMs: number,
): TradingStateEntry | null {
  if (present.state !== activeEntry.state) return null;
  const trip = (reason: string): TradingStateEntry => ({
    state: "REDUCING",
    reason,
    by: "breaker",
    atWallMs: nowWallMs,
  });
  const [newest] = latest;
  if (newest?.state === "INCLUDED_UNVERIFIED" && newest.reason?.code === "post-condition") {
    return trip(`a cast left what its spell does not promise: ${newest.reason.message}`);
  }
  const sent = latest.filter(({ state }) => state !== "REFUSED");
  const isRun = sent.length >= revertsMax && sent.slice(0, revertsMax).every(({ state }) => state === "REVERTED");
  return isRun ? trip(`${revertsMax} casts in a row reverted`) : null;
}
