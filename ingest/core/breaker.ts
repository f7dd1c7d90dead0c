/** Whether a source is asked. Times are event times, so that a second run of a window decides as the first did. */
export type Breaker = {
  /** Runs in a row in which it gave nothing at all. */
  readonly failures: number;
  /** Not asked before this; null while it is asked as usual. */
  readonly openUntilMs: number | null;
};

export type BreakerRule = {
  /** Failures in a row that open it. */
  readonly failuresMax: number;
  /** How long it stays open at first; twice as long after each failed probe. */
  readonly openMs: number;
  readonly openMsMax: number;
};

export const closedBreaker: Breaker = { failures: 0, openUntilMs: null };

/** Once the time is over, one run probes whether the source is back. */
export const mayAsk = ({ openUntilMs }: Breaker, atMs: number): boolean => openUntilMs === null || atMs >= openUntilMs;

/** After a run in which it was asked. */
export function noteRun(breaker: Breaker, isAnswered: boolean, atMs: number, rule: BreakerRule): Breaker {
  if (isAnswered) return closedBreaker;
  const failures = breaker.failures + 1;
  if (failures < rule.failuresMax) return { failures, openUntilMs: null };
  const openMs = Math.min(rule.openMs * 2 ** (failures - rule.failuresMax), rule.openMsMax);
  return { failures, openUntilMs: atMs + openMs };
}
