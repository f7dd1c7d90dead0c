import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  breakerOf,
  createHealth,
  defaultHealthPolicy,
  type EndpointHealth,
  type HealthPolicy,
  lagOf,
  noteAnswer,
  noteChainId,
  noteFailure,
  noteHead,
} from "./endpoint-health.ts";
import { budgetLeft, takeRequest } from "./endpoint-health-budget.ts";
import { orderEndpoints } from "./endpoint-health-order.ts";

const policy: HealthPolicy = { ...defaultHealthPolicy, timeoutMs: 5_000 };
const fresh = (): EndpointHealth => noteChainId(createHealth(policy, 0), true, 0, policy);
const failTimes = (health: EndpointHealth, times: number, nowMs: number): EndpointHealth =>
  Array.from({ length: times }).reduce<EndpointHealth>((so) => noteFailure(so, nowMs, policy), health);

describe("the breaker", () => {
  test("opens with the fifth failure in a row, and an answer in between starts the count anew", () => {
    expect(breakerOf(failTimes(fresh(), 4, 0), 0)).toBe("closed");
    expect(breakerOf(failTimes(fresh(), 5, 0), 0)).toBe("open");
    expect(breakerOf(failTimes(noteAnswer(failTimes(fresh(), 4, 0), 10), 4, 0), 0)).toBe("closed");
  });

  test("each failed try doubles the pause up to a minute, and an answer closes it", () => {
    let health = failTimes(fresh(), 5, 0);
    const pausesMs: number[] = [];
    let nowMs = 0;
    for (let round = 0; round < 9; round += 1) {
      const untilMs = health.openUntilMs ?? 0;
      pausesMs.push(untilMs - nowMs);
      expect(breakerOf(health, untilMs - 1)).toBe("open");
      expect(breakerOf(health, untilMs)).toBe("half-open");
      nowMs = untilMs;
      health = noteFailure(health, nowMs, policy);
    }
    expect(pausesMs).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    expect(breakerOf(noteAnswer(health, 10), nowMs)).toBe("closed");
    expect(failTimes(noteAnswer(health, 10), 5, nowMs).openUntilMs).toBe(nowMs + 1_000);
  });

  test("a late failure of what was sent before it opened prolongs nothing", () => {
    const open = failTimes(fresh(), 5, 0);
    expect(noteFailure(open, 900, policy).openUntilMs).toBe(open.openUntilMs);
  });

  test("whoever comes back has to say again which chain it serves", () => {
    expect(fresh().identity).toBe("verified");
    expect(failTimes(fresh(), 5, 0).identity).toBe("unverified");
  });

  test("another chain's id excludes for a minute, whatever else it answers, then it is asked again", () => {
    const other = noteAnswer(noteChainId(fresh(), false, 1_000, policy), 5);
    expect(other.identity).toBe("other-chain");
    expect(breakerOf(other, 60_999)).toBe("open");
    expect(breakerOf(other, 61_000)).toBe("half-open");
    expect(noteFailure(other, 61_000, policy).identity).toBe("other-chain");
    expect(noteChainId(other, true, 61_000, policy)).toMatchObject({ identity: "verified", openUntilMs: null });
  });

  test("under any schedule: closed exactly where fewer than five failures follow the last answer", () => {
    const step = fc.record({ isAnswer: fc.boolean(), afterMs: fc.integer({ min: 0, max: 90_000 }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        let [health, nowMs, failuresInRow] = [fresh(), 0, 0];
        for (const { isAnswer, afterMs } of steps) {
          nowMs += afterMs;
          health = isAnswer ? noteAnswer(health, 20) : noteFailure(health, nowMs, policy);
          failuresInRow = isAnswer ? 0 : failuresInRow + 1;
          expect(breakerOf(health, nowMs) === "closed").toBe(failuresInRow < policy.failuresToOpen);
          expect((health.openUntilMs ?? nowMs) - nowMs).toBeLessThanOrEqual(policy.backOffMsMax);
          expect(health.failureRate).toBeGreaterThanOrEqual(0);
          expect(health.failureRate).toBeLessThanOrEqual(1);
        }
      }),
      { seed: 20261121, numRuns: 300 },
    );
  });
});

describe("the lag", () => {
  test("a head below one that was told before is behind; one told later proves nothing", () => {
    const [old, newer, none] = [noteHead(fresh(), 90n, 1_000), noteHead(fresh(), 100n, 60_000), fresh()];
    expect(lagOf([old, newer, none], old)).toBe(0n);
    expect(lagOf([old, newer, none], newer)).toBe(0n);
    expect(lagOf([old, newer, none], none)).toBeNull();
    const behind = noteHead(fresh(), 92n, 60_100);
    expect(lagOf([behind, newer], behind)).toBe(8n);
  });

  test("heads of one round count together though they arrive one after the other", () => {
    const [first, second] = [noteHead(fresh(), 90n, 1_000), noteHead(fresh(), 100n, 1_050)];
    expect(lagOf([first, second], first)).toBe(10n);
  });
});

describe("the order", () => {
  const at = (nowMs: number, lastUsed: number | null = null) => ({ nowMs, lastUsed, policy });

  test("as configured where nothing is known", () => {
    expect(orderEndpoints([fresh(), fresh(), fresh()], at(0))).toEqual([0, 1, 2]);
  });

  test("the quicker first, the one in use until another is twice as good, one that fails later", () => {
    const [slow, quick] = [noteAnswer(fresh(), 100), noteAnswer(fresh(), 60)];
    expect(orderEndpoints([slow, quick], at(0))).toEqual([1, 0]);
    expect(orderEndpoints([slow, quick], at(0, 0))).toEqual([0, 1]);
    expect(orderEndpoints([noteAnswer(fresh(), 130), quick], at(0, 0))).toEqual([1, 0]);
    expect(orderEndpoints([slow, noteFailure(quick, 0, policy)], at(0))).toEqual([0, 1]);
  });

  test("one that is behind comes after those that are not, however quick it is", () => {
    const head = (health: EndpointHealth, number: bigint) => noteHead(health, number, 0);
    const behind = head(noteAnswer(fresh(), 5), 96n);
    const current = head(noteAnswer(fresh(), 500), 100n);
    expect(orderEndpoints([behind, current], at(0))).toEqual([1, 0]);
    expect(orderEndpoints([head(behind, 97n), current], at(0))).toEqual([0, 1]);
  });

  test("open ones are left out, a half-open one comes last", () => {
    const open = failTimes(fresh(), 5, 0);
    expect(orderEndpoints([open, fresh()], at(999))).toEqual([1]);
    expect(orderEndpoints([open, fresh()], at(1_000))).toEqual([1, 0]);
  });

  test("where all are open the first to come back is tried, but none of another chain", () => {
    const [first, second] = [failTimes(fresh(), 5, 0), failTimes(fresh(), 5, 500)];
    const other = noteChainId(fresh(), false, -59_900, policy);
    expect(orderEndpoints([second, first, other], at(600))).toEqual([2]);
    expect(orderEndpoints([second, first], at(600))).toEqual([1]);
    expect(orderEndpoints([noteChainId(fresh(), false, 0, policy)], at(600))).toEqual([]);
  });
});

describe("the budget", () => {
  test("an urgent request goes out beyond it, and the following have to make it good", () => {
    const budget = { burst: 1, perSecond: 1 };
    const empty = takeRequest({ tokens: 1, tokensAtMs: 0 }, budget, 0, false);
    expect(takeRequest(empty.health, budget, 0, false).isAllowed).toBe(false);
    const urgent = takeRequest(empty.health, budget, 0, true);
    expect(urgent.isAllowed).toBe(true);
    expect(takeRequest(urgent.health, budget, 1_000, false).isAllowed).toBe(false);
    expect(takeRequest(urgent.health, budget, 2_000, false).isAllowed).toBe(true);
  });

  test("within any stretch of time no more go out than burst and rate give, also when the clock goes back", () => {
    const budget = { burst: 5, perSecond: 2 };
    const steps = fc.array(fc.integer({ min: -500, max: 3_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(steps, (afterMs) => {
        let bucket = { tokens: budget.burst, tokensAtMs: 0 };
        let [nowMs, passedMs, sent] = [0, 0, 0];
        for (const ms of afterMs) {
          nowMs += ms;
          passedMs += Math.max(0, ms);
          const taken = takeRequest(bucket, budget, nowMs, false);
          bucket = taken.health;
          if (taken.isAllowed) sent += 1;
          expect(budgetLeft(bucket, budget, nowMs)).toBeGreaterThanOrEqual(0);
          expect(sent).toBeLessThanOrEqual(budget.burst + (passedMs * budget.perSecond) / 1_000);
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
