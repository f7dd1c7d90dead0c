/** Requests that an endpoint is given: `burst` at once, `perSecond` for as long as one likes. A token bucket. */
export type Budget = { readonly burst: number; readonly perSecond: number };

type Bucket = { readonly tokens: number; readonly tokensAtMs: number };

/** Requests that are left now. Below zero where something urgent went out beyond the budget. */
export function budgetLeft({ tokens, tokensAtMs }: Bucket, budget: Budget, nowMs: number): number {
  // A clock that was set back refills nothing and takes nothing away.
  const elapsedMs = Math.max(0, nowMs - tokensAtMs);
  return Math.min(budget.burst, tokens + (elapsedMs * budget.perSecond) / 1_000);
}

/** Takes one request off the budget. `isAllowed` says whether there was one; an urgent one goes out all the same. */
export function takeRequest<Health extends Bucket>(
  health: Health,
  budget: Budget,
  nowMs: number,
  isUrgent: boolean,
): { readonly health: Health; readonly isAllowed: boolean } {
  const left = budgetLeft(health, budget, nowMs);
  const isAllowed = isUrgent || left >= 1;
  return { health: { ...health, tokens: isAllowed ? left - 1 : left, tokensAtMs: nowMs }, isAllowed };
}
