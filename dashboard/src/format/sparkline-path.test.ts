import { expect, test } from "vitest";
import { sparklinePath, thinPoints } from "./sparkline-path.ts";

const points = (...prices: number[]) => prices.map((priceUsd, index) => ({ atMs: index * 1_000, priceUsd }));

test.each([
  ["up and down, the highest price at the top", points(1, 3, 2), "M1 19L50 1L99 10"],
  ["flat", points(2, 2), "M1 10L99 10"],
  [
    "uneven times keep their distances",
    [
      { atMs: 0, priceUsd: 1 },
      { atMs: 250, priceUsd: 2 },
      { atMs: 1_000, priceUsd: 1 },
    ],
    "M1 19L25.5 1L99 19",
  ],
  ["one point", points(1), ""],
  ["none", [], ""],
])("%s", (_, line, path) => {
  expect(sparklinePath(line, 100, 20)).toBe(path);
});

test("thinning keeps order, the count and the last point", () => {
  const thin = thinPoints(points(...Array.from({ length: 720 }, (_, index) => index)), 60);
  expect(thin).toHaveLength(60);
  expect(thin.at(-1)?.priceUsd).toBe(719);
  expect(thin.every((point, index) => index === 0 || point.atMs > (thin[index - 1]?.atMs ?? 0))).toBe(true);
});
