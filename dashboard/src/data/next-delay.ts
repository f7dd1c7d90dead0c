const firstMs = 500;
const maxMs = 15_000;

/**
 * How long to wait before attempt number `attempt` (from 1): doubling from half a second to 15 seconds, each between
 * half and all of that, so that many pages do not come back at the same moment. `random` is in [0, 1).
 */
export function nextDelayMs(attempt: number, random: number): number {
  const ceilingMs = Math.min(maxMs, firstMs * 2 ** (Math.max(1, attempt) - 1));
  return Math.round(ceilingMs * (0.5 + random / 2));
}
