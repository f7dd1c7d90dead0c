import { describe, expect, test } from "vitest";
import type { Scenario } from "./answers.ts";
import { chooseMoments, drawArrivals, spreadLabels } from "./arrival-lines.ts";

/** Halves every hundred, as far as the test goes; the real answer comes from the server. */
const scenario = (impact: readonly (readonly [asset: string, size: number, arrivesAtMs: number])[]): Scenario => ({
  ...{ asOfMs: 0, validUntilMs: 1_000, shocks: [{ asset: "S", size: -0.1 }] },
  impact: impact.map(([asset, size, arrivesAtMs]) => ({ asset, size, arrivesAtMs, from: [{ asset: "S", share: 1 }] })),
  over: [0, 100, 200].map((atMs) => ({
    atMs,
    sizes: impact.map(([asset, size, from]) => ({ asset, size: atMs < from ? 0 : size * 2 ** ((from - atMs) / 100) })),
  })),
});

describe("lines", () => {
  test.each<[string, Scenario, string[] | null]>([
    ["nothing follows", scenario([]), null],
    ["a fall arrives upright, and fades", scenario([["A", -0.1, 50]]), ["M0 0H50V10L100 7.1L200 3.5"]],
    ["one that arrives at a moment", scenario([["A", -0.1, 100]]), ["M0 0H100V10L200 5"]],
    [
      "a rise beside a fall",
      scenario([
        ["A", -0.1, 100],
        ["B", 0.1, 100],
      ]),
      ["M0 5H100V10L200 7.5", "M0 5H100V0L200 2.5"],
    ],
    [
      "one that arrives later than shown",
      scenario([
        ["A", -0.1, 100],
        ["B", -0.1, 900],
      ]),
      ["M0 0H100V10L200 5", "M0 0H200"],
    ],
  ])("%s", (_, given, paths) => {
    const drawn = drawArrivals(given, ["A", "B"], 200, 10);
    expect(drawn?.lines.map(({ path }) => path) ?? null).toEqual(paths);
  });

  test("only those asked for, and the scale is theirs", () => {
    const drawn = drawArrivals(
      scenario([
        ["A", -0.4, 100],
        ["B", -0.1, 100],
      ]),
      ["B"],
      200,
      10,
    );
    expect(drawn?.lines.map(({ asset }) => asset)).toEqual(["B"]);
    expect(drawn?.ticksY).toEqual([
      { y: 10, size: -0.1 },
      { y: 0, size: 0 },
    ]);
  });
});

test.each([
  [[], []],
  [
    [5, 50],
    [5, 50],
  ],
  [
    [10, 12, 11],
    [10, 34, 22],
  ],
  [
    [98, 99, 100],
    [76, 88, 100],
  ],
])("labels at %j stand at %j", (ys, expected) => {
  expect(spreadLabels(ys, 12, 100)).toEqual(expected);
});

test.each([
  [3, 5, [0, 1, 2]],
  [9, 3, [0, 4, 8]],
  [61, 4, [0, 20, 40, 60]],
])("of %i moments %i rows", (count, most, expected) => {
  const over = Array.from({ length: count }, (_, atMs) => ({ atMs, sizes: [] }));
  expect(chooseMoments(over, most).map(({ atMs }) => atMs)).toEqual(expected);
});
