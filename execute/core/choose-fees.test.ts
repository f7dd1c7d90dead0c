import { expect, test } from "vitest";
import { chooseFees, gasLimitOf } from "./choose-fees.ts";

test.each<[bigint, bigint]>([
  [0n, 10_000_000n],
  [1n, 10_000_002n],
  [1_000_000_000n, 2_010_000_000n],
  [123_456_789_012_345_678n, 246_913_578_034_691_356n],
])("base fee %d: at most %d, and never below what the next block needs", (baseFee, maxFeeWei) => {
  expect(chooseFees(baseFee)).toEqual({ maxFeeWei, tipWei: 10_000_000n });
});

test("the fee lasts for five full blocks, each of which raises the base fee by an eighth", () => {
  let baseFee = 1_000_000_000n;
  const { maxFeeWei } = chooseFees(baseFee);
  for (let block = 0; block < 5; block += 1) baseFee += baseFee / 8n;
  expect(maxFeeWei > baseFee).toBe(true);
});

test.each<[bigint, bigint]>([
  [0n, 0n],
  [3n, 3n],
  [329_146n, 411_432n],
])("an estimate of %d gas: a limit of %d", (estimate, limit) => {
  expect(gasLimitOf(estimate)).toBe(limit);
});
