import type { LiveHello } from "../contracts/live.ts";

/** What a page says it saw last, as it stands in the address; null where it does not say. */
export type AskedResume = { readonly epoch: string | null; readonly after: string | null };

/** The feed at present. `oldestKeptSeq`: of the last messages of all kinds, the number of the oldest. */
export type FeedPosition = { readonly epoch: string; readonly seq: number; readonly oldestKeptSeq: number | null };

/** What of the kept messages is sent: those with a greater number than `afterSeq`. */
export type ResumePlan = Pick<LiveHello, "mode" | "why"> & { readonly afterSeq: number };

/**
 * What a page that comes back has to hear. The last message of each kind is kept, so one that has seen number N of this life lacks
 * exactly the kept messages above N: whatever else it missed was followed by another of its kind.
 */
export function planResume({ epoch, seq, oldestKeptSeq }: FeedPosition, asked: AskedResume): ResumePlan {
  const whole = (why: NonNullable<LiveHello["why"]>): ResumePlan => ({ mode: "snapshot", why, afterSeq: 0 });
  if (asked.epoch === null || asked.after === null) return whole("first");
  if (asked.epoch !== epoch) return whole("other-epoch");
  if (!/^\d{1,15}$/.test(asked.after)) return whole("first");
  const after = Number(asked.after);
  if (after > seq) return whole("ahead");
  if (oldestKeptSeq !== null && after < oldestKeptSeq) return whole("too-old");
  return { mode: "resumed", why: null, afterSeq: after };
}
