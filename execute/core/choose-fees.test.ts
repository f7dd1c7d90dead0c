import { expect, test } from "vitest";
import { chooseFees, gasLimitOf } from "./choose-fees.ts";

const tipWei = 10_000_000n;
const ceiling = 200_000_000_000n;
const choose = (nextBaseFeeWei: bigint, maxFeeWeiMax = ceiling) =>
  chooseFees({ nextBaseFeeWei, tipWei, maxFeeWeiMax })?.maxFeeWei ?? null;

test.each<[bigint, bigint | null]>([
  [0n, 10_000_000n],
  [1n, 10_000_002n],
  [1_000_000_000n, 2_010_000_000n],
  [150_000_000_000n, 200_000_000_000n],
  [199_990_000_000n, 200_000_000_000n],
  [199_990_000_001n, null],
])("base fee %d: at most %d, never above the ceiling, never below what the next block needs", (baseFee, maxFeeWei) => {
  expect(choose(baseFee)).toBe(maxFeeWei);
});

test("the fee lasts for five full blocks, each of which raises the base fee by an eighth", () => {
  let baseFee = 1_000_000_000n;
  const maxFeeWei = choose(baseFee) ?? 0n;
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
