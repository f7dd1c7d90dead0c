import { describe, expect, test } from "vitest";
import { formatTokenAmount, formatTokenChange, formatTokenExact } from "./format-token-amount.ts";

const max = 2n ** 256n - 1n;

describe("exact", () => {
  test.each([
    [0n, 18, "0"],
    [1n, 18, "0.000000000000000001"],
    [5_000_000_000_000_000_000n, 18, "5"],
    [1_234_567_890_123n, 6, "1,234,567.890123"],
    [-1_500_000n, 6, "−1.5"],
    [1_000n, 0, "1,000"],
    // Beyond what a double holds: every digit survives.
    [9_007_199_254_740_993_000_001n, 18, "9,007.199254740993000001"],
    [max, 0, "115,792,089,237,316,195,423,570,985,008,687,907,853,269,984,665,640,564,039,457,584,007,913,129,639,935"],
  ])("%s with %i decimals → %s", (amount, decimals, text) => {
    expect(formatTokenExact(amount, decimals)).toBe(text);
  });
});

describe("shortened: cut off, never rounded up", () => {
  test.each([
    [1_999_999_999_999_999_999n, 18, "1.999999"],
    [12_345_678_999n, 6, "12,345.678999"],
    [1_100_000_000_000_000_000n, 18, "1.1"],
    [1n, 18, "<0.000001"],
    [-1n, 18, "−<0.000001"],
    [999_999_999_999n, 18, "<0.000001"],
    [1_000_000_000_000n, 18, "0.000001"],
    [0n, 6, "0"],
  ])("%s with %i decimals → %s", (amount, decimals, text) => {
    expect(formatTokenAmount(amount, decimals)).toBe(text);
  });

  test("fewer places", () => {
    expect(formatTokenAmount(12_345_678_999n, 6, 2)).toBe("12,345.67");
    expect(formatTokenAmount(9_999n, 6, 2)).toBe("<0.01");
    expect(formatTokenAmount(1_999_999n, 6, 0)).toBe("1");
  });
});

test.each([
  [1_000_000n, "+1"],
  [-1_000_000n, "−1"],
  [0n, "0"],
])("a change of %s reads %s", (amount, text) => {
  expect(formatTokenChange(amount, 6)).toBe(text);
});
