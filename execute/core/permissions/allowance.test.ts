import fc from "fast-check";
import type { Address } from "viem";
import { describe, expect, test } from "vitest";
import { accruedAllowance, type StoredAllowance } from "../accrued-allowance.ts";
import {
  type AllowanceSetting,
  deriveAllowanceKey,
  describeAllowance,
  encodeSetAllowance,
  mergeAllowances,
  mostAtOnce,
  type PlannedAllowance,
} from "./allowance.ts";

const token = { address: "0x00000000000000000000000000000000000000aa" as Address, symbol: "WETH", decimals: 18 };
const key = deriveAllowanceKey("session", "approve", [token.address]);
const approve = (setting: AllowanceSetting): PlannedAllowance => ({ key, purpose: "approve", token, setting });
const stored = { balance: 5n, maxRefill: 9n, refill: 2n, period: 60n, timestamp: 7n };

const amounts = fc.bigInt({ min: 0n, max: 6n });
const refills = fc.record({ amount: amounts, max: amounts, periodSeconds: fc.bigInt({ min: 1n, max: 12n }) });
const settings = fc.oneof(
  fc.record({ kind: fc.constant("set" as const), balance: amounts }),
  fc.record({ kind: fc.constant("set" as const), balance: amounts, refill: refills }),
);

/** An allowance as the modifier keeps it: whole periods are added when it is used. */
class Budget {
  #stored: StoredAllowance;

  constructor(setting: AllowanceSetting) {
    if (setting.kind !== "set") throw new Error("only set ones");
    const { balance, refill } = setting;
    const { amount = 0n, max = 0n, periodSeconds = 0n } = refill ?? {};
    this.#stored = { balance, refill: amount, maxRefill: max, period: periodSeconds, timestamp: 0n };
  }

  available(now: bigint): bigint {
    return accruedAllowance(this.#stored, now);
  }

  spend(amount: bigint, now: bigint): void {
    const { period, timestamp } = this.#stored;
    const whole = period === 0n ? 0n : ((now - timestamp) / period) * period;
    this.#stored = { ...this.#stored, balance: this.available(now) - amount, timestamp: timestamp + whole };
  }
}

describe("the key of an allowance", () => {
  test("is the same for every session, whatever the case of its parties", () => {
    const upper = "0x00000000000000000000000000000000000000AA" as Address;
    expect(deriveAllowanceKey("session", "approve", [upper])).toBe(key);
  });

  test("differs by holder, purpose, parties and their order", () => {
    const other = "0x00000000000000000000000000000000000000bb" as Address;
    const keys = [
      key,
      deriveAllowanceKey("emergency", "approve", [token.address]),
      deriveAllowanceKey("session", "swap", [token.address]),
      deriveAllowanceKey("session", "swap", [token.address, other]),
      deriveAllowanceKey("session", "swap", [other, token.address]),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("approvals that two permissions share", () => {
  test("never run out before those of both would, whenever each is used", () => {
    const steps = fc.array(
      fc.record({
        afterSeconds: fc.bigInt({ min: 0n, max: 15n }),
        shareA: fc.bigInt({ min: 0n, max: 4n }),
        shareB: fc.bigInt({ min: 0n, max: 4n }),
      }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(settings, settings, steps, (settingA, settingB, schedule) => {
        const [merged, ...more] = mergeAllowances([approve(settingA), approve(settingB)]);
        if (merged === undefined || more.length > 0) throw new Error("one entry per key");
        const [a, b, both] = [new Budget(settingA), new Budget(settingB), new Budget(merged.setting)];
        let now = 0n;
        for (const { afterSeconds, shareA, shareB } of schedule) {
          now += afterSeconds;
          const [fromA, fromB] = [(a.available(now) * shareA) / 4n, (b.available(now) * shareB) / 4n];
          expect(both.available(now)).toBeGreaterThanOrEqual(fromA + fromB);
          a.spend(fromA, now);
          b.spend(fromB, now);
          both.spend(fromA + fromB, now);
        }
      }),
      { seed: 20210519, numRuns: 2_000 },
    );
  });

  test("are not written where both go on, and become the sum where one of them is new", () => {
    const carried: AllowanceSetting = { kind: "carry-over", stored };
    expect(mergeAllowances([approve(carried), approve(carried)])).toEqual([approve(carried)]);
    expect(mergeAllowances([approve(carried), approve({ kind: "set", balance: 4n })])).toEqual([
      approve({ kind: "set", balance: 13n, refill: { amount: 2n, max: 15n, periodSeconds: 60n } }),
    ]);
  });

  test("are the only ones: the same swap twice is refused", () => {
    const swap: PlannedAllowance = { ...approve({ kind: "set", balance: 1n }), purpose: "swap" };
    expect(() => mergeAllowances([swap, swap])).toThrow("two permissions of one session are for the same swap of WETH");
  });
});

test.each([
  [{ kind: "set", balance: -1n }],
  [{ kind: "set", balance: 2n ** 128n }],
  [{ kind: "set", balance: 1n, refill: { amount: 1n, max: 2n ** 128n, periodSeconds: 1n } }],
  [{ kind: "set", balance: 1n, refill: { amount: 1n, max: 1n, periodSeconds: 0n } }],
] as const)("an allowance that the chain cannot hold is refused: %#", (setting) => {
  expect(() => mergeAllowances([approve(setting)])).toThrow(RangeError);
});

test("what is carried over writes nothing", () => {
  expect(encodeSetAllowance(approve({ kind: "carry-over", stored }))).toBeUndefined();
  expect(encodeSetAllowance(approve({ kind: "set", balance: 1n }))).toMatch(/^0x[0-9a-f]+$/);
});

test.each([
  [{ kind: "set", balance: 6n * 10n ** 18n }, "Sell at most 6 WETH in all.", 6n * 10n ** 18n],
  [
    { kind: "set", balance: 1n, refill: { amount: 10n ** 18n, max: 3n * 10n ** 18n, periodSeconds: 60n } },
    "Sell at most 0.000000000000000001 WETH now; 1 WETH are added every 60 seconds, up to 3 WETH.",
    3n * 10n ** 18n,
  ],
  [
    { kind: "carry-over", stored: { ...stored, period: 0n, balance: 10n ** 18n } },
    "Sell at most what an earlier session left of its allowance, 1 WETH.",
    10n ** 18n,
  ],
  [
    { kind: "carry-over", stored },
    "Sell at most what an earlier session left of its allowance, 0.000000000000000005 WETH; 0.000000000000000002 WETH are added every 60 seconds, up to 0.000000000000000009 WETH.",
    9n,
  ],
] as const)("in words: %#", (setting, words, most) => {
  expect(describeAllowance("Sell", token, setting)).toBe(words);
  expect(mostAtOnce(setting)).toBe(most);
});
