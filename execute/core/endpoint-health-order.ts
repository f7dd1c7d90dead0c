import { breakerOf, type EndpointHealth, type HealthPolicy, lagOf } from "./endpoint-health.ts";

/**
 * Which endpoints to ask, the healthiest first, by their places in `all`. Closed breakers come first, then half-open ones,
 * which one request may try. Where all are open, the one whose pause ends first is asked all the same: being down
 * for a minute longer than the chain is worse than a request in vain. An endpoint of another chain is left
 * out until its pause is over. Empty only where all are of other chains.
 */
export function orderEndpoints(
  all: readonly EndpointHealth[],
  now: { readonly nowMs: number; readonly lastUsed: number | null; readonly policy: HealthPolicy },
): readonly number[] {
  const judged = all.map((health, index) => {
    const lag = lagOf(all, health) ?? 0n;
    return {
      index,
      health,
      breaker: breakerOf(health, now.nowMs),
      lag: lag > now.policy.lagBlocksMax ? lag : 0n,
      // The one in use stays unless another is twice as good: reads of one decision should come from one node.
      waitMs: expectedWaitMs(health, now.policy) * (index === now.lastUsed ? 0.5 : 1),
    };
  });
  type Judged = (typeof judged)[number];
  const better = (a: Judged, b: Judged): number => {
    if (a.breaker !== b.breaker) return a.breaker === "closed" ? -1 : 1;
    if (a.lag !== b.lag) return a.lag < b.lag ? -1 : 1;
    return a.waitMs - b.waitMs || a.index - b.index;
  };
  const usable = judged.filter(({ breaker }) => breaker !== "open").sort(better);
  if (usable.length > 0) return usable.map(({ index }) => index);
  const nearest = judged
    .filter(({ health }) => health.identity !== "other-chain")
    .sort((a, b) => (a.health.openUntilMs ?? 0) - (b.health.openUntilMs ?? 0) || a.index - b.index);
  return nearest.slice(0, 1).map(({ index }) => index);
}

/** How long an answer is likely to take: its latency, and the wait for nothing as often as it fails. */
const expectedWaitMs = ({ latencyMs, failureRate }: EndpointHealth, { timeoutMs }: HealthPolicy): number =>
  (latencyMs ?? 0) + failureRate * timeoutMs;
