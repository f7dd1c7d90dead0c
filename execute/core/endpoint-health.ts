import type { Budget } from "./endpoint-health-budget.ts";
import { highestOf } from "./highest-of.ts";

/** When an endpoint counts as ill, and how much is asked of it. */
export type HealthPolicy = {
  /** Failures in a row that open the breaker. */
  readonly failuresToOpen: number;
  /** The first pause of an open breaker; each further one is twice as long, up to the maximum. */
  readonly backOffMs: number;
  readonly backOffMsMax: number;
  /** An endpoint further behind the best than this is asked after the others. */
  readonly lagBlocksMax: bigint;
  /** What a failed request costs at most: how long it is waited for. */
  readonly timeoutMs: number;
  readonly budget: Budget;
};

/** Generous for one vault, and below what public endpoints are known to allow per caller. */
export const defaultHealthPolicy: Omit<HealthPolicy, "timeoutMs"> = {
  failuresToOpen: 5,
  backOffMs: 1_000,
  backOffMsMax: 60_000,
  lagBlocksMax: 3n,
  budget: { burst: 200, perSecond: 25 },
};

/** All that is remembered of an endpoint. It lives as long as the object that asks: nothing of it is stored. */
export type EndpointHealth = {
  /** `other-chain`: it answered with another chain's id and is asked nothing but its id again, after a pause. */
  readonly identity: "unverified" | "verified" | "other-chain";
  readonly failuresInRow: number;
  /** How often the breaker opened since it was last closed. */
  readonly openings: number;
  /** Null: the breaker is closed. In the past: half-open, one request may try. */
  readonly openUntilMs: number | null;
  /** Share of failures, the newest requests counting most; 0 to 1. */
  readonly failureRate: number;
  /** Of answers, the newest counting most. Null before the first. */
  readonly latencyMs: number | null;
  /** The newest head that it told, and when. */
  readonly head: { readonly number: bigint; readonly seenAtMs: number } | null;
  readonly tokens: number;
  readonly tokensAtMs: number;
};

export type BreakerState = "closed" | "open" | "half-open";

export function createHealth(policy: Pick<HealthPolicy, "budget">, nowMs: number): EndpointHealth {
  return {
    identity: "unverified",
    failuresInRow: 0,
    openings: 0,
    openUntilMs: null,
    failureRate: 0,
    latencyMs: null,
    head: null,
    tokens: policy.budget.burst,
    tokensAtMs: nowMs,
  };
}

export function breakerOf({ openUntilMs }: EndpointHealth, nowMs: number): BreakerState {
  if (openUntilMs === null) return "closed";
  return nowMs < openUntilMs ? "open" : "half-open";
}

/** It answered, whatever the answer says. Closes the breaker, except of an endpoint that serves another chain. */
export function noteAnswer(health: EndpointHealth, latencyMs: number): EndpointHealth {
  const measured = {
    ...health,
    failureRate: blend(health.failureRate, 0, 0.1),
    latencyMs: health.latencyMs === null ? latencyMs : blend(health.latencyMs, latencyMs, 0.2),
  };
  if (health.identity === "other-chain") return measured;
  return { ...measured, failuresInRow: 0, openings: 0, openUntilMs: null };
}

/** It did not answer, or with nothing that is an answer. */
export function noteFailure(health: EndpointHealth, nowMs: number, policy: HealthPolicy): EndpointHealth {
  const failuresInRow = health.failuresInRow + 1;
  const failed = { ...health, failuresInRow, failureRate: blend(health.failureRate, 1, 0.1) };
  switch (breakerOf(health, nowMs)) {
    case "closed":
      return failuresInRow < policy.failuresToOpen ? failed : open(failed, nowMs, policy);
    case "half-open":
      return open(failed, nowMs, policy);
    case "open":
      // Sent before it opened, or for want of any other: the pause goes on as it is.
      return failed;
  }
}

/** What it said when it was asked for its chain. Another chain excludes it for the longest pause, then it is asked again. */
export function noteChainId(
  health: EndpointHealth,
  isOwnChain: boolean,
  nowMs: number,
  policy: HealthPolicy,
): EndpointHealth {
  if (isOwnChain) return { ...health, identity: "verified", failuresInRow: 0, openings: 0, openUntilMs: null };
  return { ...health, identity: "other-chain", head: null, openUntilMs: nowMs + policy.backOffMsMax };
}

export function noteHead(health: EndpointHealth, number: bigint, nowMs: number): EndpointHealth {
  return { ...health, head: { number, seenAtMs: nowMs } };
}

/**
 * By how many blocks an endpoint is known to be behind: it told a head lower than one that another had told before.
 * Null where nothing is known. What was told later by others proves nothing, the chain may have grown in between.
 */
export function lagOf(all: readonly EndpointHealth[], of: EndpointHealth): bigint | null {
  const { head } = of;
  if (head === null) return null;
  // Heads of one round of requests arrive at slightly different times. Its own is among them, so the lag is never negative.
  const toldBefore = all.flatMap((other) =>
    other.head !== null && other.head.seenAtMs <= head.seenAtMs + sameRoundMs ? [other.head.number] : [],
  );
  return (highestOf([head.number, ...toldBefore]) ?? head.number) - head.number;
}

/** Whoever answers after a pause may be another node behind the same address: its chain is asked for again. */
function open(health: EndpointHealth, nowMs: number, policy: HealthPolicy): EndpointHealth {
  const pauseMs = Math.min(policy.backOffMs * 2 ** Math.min(health.openings, 30), policy.backOffMsMax);
  const identity = health.identity === "other-chain" ? "other-chain" : "unverified";
  return { ...health, identity, openings: health.openings + 1, openUntilMs: nowMs + pauseMs };
}

const blend = (old: number, newest: number, weight: number): number => old + (newest - old) * weight;
const sameRoundMs = 200;
