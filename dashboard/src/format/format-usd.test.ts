import fc from "fast-check";
import { expect, test } from "vitest";
import { UsdText } from "../../../contracts/position.ts";
import { formatUsd, formatUsdChange, usdTone } from "./format-usd.ts";

test.each([
  ["0.000000", "0.00", "0.00", "flat"],
  ["-0.000000", "0.00", "0.00", "flat"],
  ["12.340000", "12.34", "+12.34", "up"],
  ["12.349999", "12.34", "+12.34", "up"],
  ["-12.349999", "−12.34", "−12.34", "down"],
  ["0.009999", "<0.01", "+<0.01", "up"],
  ["-0.009999", "−<0.01", "−<0.01", "down"],
  ["1234567.800000", "1,234,567.80", "+1,234,567.80", "up"],
  ["-1000.000001", "−1,000.00", "−1,000.00", "down"],
])("%s is %s", (exact, plain, change, tone) => {
  expect(UsdText.parse(exact)).toBe(exact);
  expect([formatUsd(exact), formatUsdChange(exact), usdTone(exact)]).toEqual([plain, change, tone]);
});

test("never more than it is, and less than a cent below", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 10_000n, max: 10n ** 24n }), (micro) => {
      const digits = micro.toString().padStart(7, "0");
      const shown = formatUsd(`${digits.slice(0, -6)}.${digits.slice(-6)}`);
      const cents = BigInt(shown.replace(/[.,]/g, ""));
      expect(micro / 10_000n).toBe(cents);
    }),
    { seed: 5, numRuns: 200 },
  );
});
