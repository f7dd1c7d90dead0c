import { describe, expect, test } from "vitest";
import { appendPoint, changeOver, changeSinceFirst, keptMs, mergePoints } from "./price-points.ts";

const at = (minute: number, priceUsd: number) => ({ atMs: minute * 60_000, priceUsd });
const hourMs = 3_600_000;
const toleranceMs = 6 * 60_000;

describe("merge", () => {
  test("time order, the newer list wins, the past is dropped", () => {
    expect(mergePoints([at(1, 1), at(2, 2), at(4, 4)], [at(4, 44), at(3, 3)], 2 * 60_000)).toEqual([
      at(2, 2),
      at(3, 3),
      at(4, 44),
    ]);
  });
});

describe("append", () => {
  test.each([
    ["at the end", [at(0, 1)], at(2, 2), [at(0, 1), at(2, 2)]],
    ["to nothing", [], at(2, 2), [at(2, 2)]],
    ["the same moment again", [at(0, 1), at(2, 2)], at(2, 3), [at(0, 1), at(2, 3)]],
    ["a late one finds its place", [at(0, 1), at(4, 4)], at(2, 2), [at(0, 1), at(2, 2), at(4, 4)]],
  ])("%s", (_, points, point, expected) => {
    expect(appendPoint(points, point)).toEqual(expected);
  });

  test("what is older than a day leaves", () => {
    const next = { atMs: keptMs + 1, priceUsd: 3 };
    expect(appendPoint([{ atMs: 0, priceUsd: 1 }, at(2, 2)], next)).toEqual([at(2, 2), next]);
  });
});

describe("change", () => {
  test.each([
    ["exactly an hour", [at(0, 100), at(30, 70), at(60, 95)], -0.05],
    ["the latest known an hour ago", [at(0, 50), at(2, 100), at(64, 110)], 0.1],
    ["too old a base", [at(0, 100), at(67, 95)], null],
    ["too young", [at(1, 100), at(60, 95)], null],
    ["nothing", [], null],
  ])("%s", (_, points, expected) => {
    const change = changeOver(points, hourMs, toleranceMs);
    if (expected === null) expect(change).toBeNull();
    else expect(change).toBeCloseTo(expected, 12);
  });

  test("since the first point", () => {
    expect(changeSinceFirst([at(0, 100), at(2, 50), at(4, 80)])).toBeCloseTo(-0.2, 12);
    expect(changeSinceFirst([at(0, 100)])).toBeNull();
  });
});
