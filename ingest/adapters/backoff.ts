/** How long to wait before an attempt is repeated. Pure: chance and time are arguments. */
export type BackoffRule = { readonly baseMs: number; readonly capMs: number };

/**
 * Exponential back-off with full jitter: evenly spread over `[0, min(cap, base · 2^attempt))`, so that many callers who
 * failed together do not come back together. `attempt` counts from 0; `random` is in [0, 1).
 */
export function computeBackoffMs(attempt: number, { baseMs, capMs }: BackoffRule, random: number): number {
  return random * Math.min(capMs, baseMs * 2 ** attempt);
}

/**
 * `Retry-After` (RFC 9110, 10.2.3) as milliseconds from now: whole seconds, or an HTTP date, which is held against the
 * server's own clock where the answer states it. Null without one, or where it is neither.
 */
export function parseRetryAfterMs(text: string | null, serverNowMs: number): number | null {
  if (text === null) return null;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text.trim()) * 1_000;
  const atMs = /GMT$/.test(text.trim()) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - serverNowMs);
}
