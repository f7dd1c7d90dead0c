import fc from "fast-check";
import { expect, test } from "vitest";
import { UsdText } from "../../../../../contracts/position.ts";
import { sumPositions, sumUsd } from "./sum-positions.ts";

test.each([
  [[], "0.000000"],
  [["0.000001", "0.000002"], "0.000003"],
  [["-12.340000", "12.339999"], "-0.000001"],
  [["-0.500000"], "-0.500000"],
  [["99999999999999999999.999999", "0.000001"], "100000000000000000000.000000"],
])("%j", (texts, sum) => {
  expect(sumUsd(texts)).toBe(sum);
});

test("what is added and taken away again leaves nothing", () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })), (amounts) => {
      const texts = amounts.map((amount) => sumUsd([textOf(amount)]));
      for (const text of texts) UsdText.parse(text);
      const negated = amounts.map((amount) => textOf(-amount));
      expect(sumUsd([...texts, ...negated])).toBe("0.000000");
    }),
  );
});

const textOf = (millionths: bigint): string => {
  const digits = (millionths < 0n ? -millionths : millionths).toString().padStart(7, "0");
  return `${millionths < 0n ? "-" : ""}${digits.slice(0, -6)}.${digits.slice(-6)}`;
};

const spot = (unrealisedUsd: string | null, change: object = {}) => ({
  ...{ kind: "spot" as const, state: "active" as const, realisedUsd: "1.000000", unrealisedUsd },
  ...change,
});

test.each([
  [[], { realisedUsd: "0.000000", unrealisedUsd: "0.000000", unknown: 0 }],
  [[spot("2.000000"), spot(null)], { realisedUsd: "2.000000", unrealisedUsd: "2.000000", unknown: 1 }],
  [[spot(null)], { realisedUsd: "1.000000", unrealisedUsd: null, unknown: 1 }],
  [
    [spot("0.000000", { state: "closed" }), spot(null, { kind: "order" })],
    { realisedUsd: "2.000000", unrealisedUsd: "0.000000", unknown: 0 },
  ],
])("%o", (positions, sums) => {
  expect(sumPositions(positions)).toEqual(sums);
});
