import { momentMs } from "../../../conditions/register-trigger.ts";
import { parseDurationMs } from "../../../contracts/time.ts";
import type { VaultRule } from "../../../contracts/vault-rule.ts";
import { compareDecimals } from "../compare-decimals.ts";
import { parseDecimal } from "../pool-price.ts";

/** A rule as its vault holds it. */
export type HeldRule = {
  readonly rule: VaultRule;
  readonly version: number;
  /** Of the next fire. */
  readonly epoch: number;
  readonly lastFiredAtMs: number | null;
  /** Highest worth since it was set or last fired, in millionths of a dollar; null before the first reading. */
  readonly peakMicroUsd: string | null;
};

/** What a vault knows of itself at one block. Undefined: could not be read, which proves nothing. */
export type VaultReading = {
  readonly chainTimeMs: number;
  /** A decimal; null without loans. */
  readonly health: string | null | undefined;
  /** Tokens and collateral less debts at the pool's price, in millionths of a dollar. */
  readonly worthMicroUsd: bigint | undefined;
};

export type RuleVerdict = {
  readonly held: HeldRule;
  /** Why it fires, as a sentence; null where it does not. */
  readonly because: string | null;
};

/** One judgement of one rule. Pure; a reading that failed changes nothing. */
export function judgeRule(held: HeldRule, reading: VaultReading): RuleVerdict {
  const { when } = held.rule;
  switch (when.type) {
    case "schedule":
      return judgeSchedule(held, when, reading.chainTimeMs);
    case "health-below": {
      const { health } = reading;
      if (health === undefined || health === null) return { held, because: null };
      const isBelow = compareDecimals(health, when.value) < 0;
      const because = `the health factor is ${health}, below ${when.value}`;
      return isBelow ? fire(held, reading, because) : { held, because: null };
    }
    case "drawdown-beyond":
      return judgeDrawdown(held, when.fraction, reading);
  }
}

/** The epoch of a schedule is the number of its point: the same point never fires twice, whatever was lost. */
function judgeSchedule(
  held: HeldRule,
  when: Extract<VaultRule["when"], { type: "schedule" }>,
  chainTimeMs: number,
): RuleVerdict {
  const everyMs = parseDurationMs(when.every) ?? 0;
  const point = Math.floor((chainTimeMs - momentMs(when.from)) / everyMs);
  if (point < held.epoch) return { held, because: null };
  // Set in the middle of its life: points that were before it was set are not made up for.
  if (held.lastFiredAtMs === null && held.epoch === 0 && point > 0)
    return { held: { ...held, epoch: point + 1 }, because: null };
  return {
    held: { ...held, epoch: point + 1, lastFiredAtMs: chainTimeMs },
    because: `point ${point} of its schedule has come`,
  };
}

function judgeDrawdown(held: HeldRule, fraction: string, reading: VaultReading): RuleVerdict {
  const worth = reading.worthMicroUsd;
  if (worth === undefined) return { held, because: null };
  const peak = held.peakMicroUsd === null ? worth : max(BigInt(held.peakMicroUsd), worth);
  const risen = { ...held, peakMicroUsd: peak.toString() };
  const { numerator, denominator } = parseDecimal(fraction);
  const isBeyond = (peak - worth) * denominator > peak * numerator;
  if (!isBeyond) return { held: risen, because: null };
  return fire(risen, reading, `the vault is worth ${toUsd(worth)} USD, ${toUsd(peak)} USD at its highest`);
}

function fire(held: HeldRule, { chainTimeMs, worthMicroUsd }: VaultReading, because: string): RuleVerdict {
  const cooldownMs = parseDurationMs(held.rule.cooldown) ?? 0;
  if (held.lastFiredAtMs !== null && chainTimeMs < held.lastFiredAtMs + cooldownMs) return { held, because: null };
  const peakMicroUsd = held.peakMicroUsd === null ? null : (worthMicroUsd?.toString() ?? held.peakMicroUsd);
  return { held: { ...held, epoch: held.epoch + 1, lastFiredAtMs: chainTimeMs, peakMicroUsd }, because };
}

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const toUsd = (micro: bigint): string => (Number(micro) / 1e6).toFixed(2);
