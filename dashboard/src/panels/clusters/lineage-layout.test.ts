import { expect, test } from "vitest";
import type { LineageRun } from "../../../../contracts/cluster-lineage.ts";
import { describeLineage, eventWords, listEvents, nameLineages } from "./lineage-events.ts";
import { drawLineage, numberLineages } from "./lineage-layout.ts";

const hourMs = 3_600_000;
const run = (
  hour: number,
  clusters: Readonly<Record<string, number>>,
  alone: number,
  flows: readonly (readonly [from: string | null, to: string | null, count: number])[] = [],
): LineageRun => ({
  asOfMs: hour * hourMs,
  clusters: Object.entries(clusters).map(([id, members]) => ({
    ...{ id: `cluster-${id}`, medoid: `${id.toUpperCase()}-USD`, members, cohesion: 0.5, stress: null },
  })),
  alone,
  flows: flows.map(([from, to, count]) => ({
    from: from === null ? null : `cluster-${from}`,
    to: to === null ? null : `cluster-${to}`,
    count,
  })),
});

const first = run(0, { a: 4, b: 2 }, 2);
const said = (next: LineageRun) => {
  const nameOf = nameLineages({ runs: [first, next] });
  return listEvents(first, next).map((event) => eventWords(event, nameOf));
};

test.each([
  [
    "nothing changes",
    run(6, { a: 4, b: 2 }, 2, [
      ["a", "a", 4],
      ["b", "b", 2],
      [null, null, 2],
    ]),
    [],
  ],
  [
    "one is born",
    run(6, { a: 4, b: 2, c: 2 }, 0, [
      ["a", "a", 4],
      [null, "c", 2],
      ["b", "b", 2],
    ]),
    ["C #c is new"],
  ],
  [
    "one splits off",
    run(6, { a: 2, b: 2, c: 2 }, 2, [
      ["a", "a", 2],
      ["a", "c", 2],
      ["b", "b", 2],
    ]),
    ["C #c split off from A #a"],
  ],
  [
    "one is taken in",
    run(6, { a: 6 }, 2, [
      ["a", "a", 4],
      ["b", "a", 2],
    ]),
    ["A #a took in B #b"],
  ],
  [
    "one falls apart",
    run(6, { a: 4 }, 4, [
      ["a", "a", 4],
      ["b", null, 2],
    ]),
    ["B #b fell apart"],
  ],
  [
    "one goes on under another name",
    run(6, { a: 4, c: 2 }, 2, [
      ["a", "a", 4],
      ["b", "c", 2],
    ]),
    ["C #c formed out of B #b"],
  ],
  [
    "two end in a new one",
    run(6, { c: 6 }, 2, [
      ["a", "c", 4],
      ["b", "c", 2],
    ]),
    ["C #c formed out of A #a", "B #b went into C #c"],
  ],
] as [string, LineageRun, string[]][])("%s", (_, next, expected) => {
  expect(said(next)).toEqual(expected);
});

test("the first run has no past", () => {
  expect(listEvents(undefined, first)).toEqual([]);
});

test("the whole stretch in a sentence", () => {
  const merged = run(6, { a: 6 }, 2, [
    ["a", "a", 4],
    ["b", "a", 2],
    [null, null, 2],
  ]);
  expect(describeLineage({ runs: [first, merged] })).toBe(
    "2 runs: 2 clusters and 2 alone at first, 1 cluster and 2 alone at last. 1 cluster goes through all of them, 1 taken in.",
  );
  expect(describeLineage({ runs: [first] })).toBe("One run is kept: 2 clusters and 2 alone.");
  expect(describeLineage({ runs: [] })).toBe("No run is kept yet.");
});

test("blocks are as high as clusters have members, in the box, and do not touch", () => {
  const merged = run(6, { a: 6 }, 2, [
    ["a", "a", 4],
    ["b", "a", 2],
    [null, null, 2],
  ]);
  const { columns, flows } = drawLineage([first, merged], 400, 170);
  const [left, right] = columns;
  expect(left?.blocks.map(({ id, y, height }) => [id, y, height])).toEqual([
    ["cluster-a", 0, 80],
    ["cluster-b", 85, 40],
    [null, 130, 40],
  ]);
  expect(right?.blocks.map(({ id, y, height, mark }) => [id, y, height, mark])).toEqual([
    ["cluster-a", 0, 120, "takes-in"],
    [null, 125, 40, null],
  ]);
  expect(right?.x).toBe(386);
  expect(flows.map(({ id, to }) => `${id} ${to}`)).toEqual(["cluster-a cluster-a", "cluster-b cluster-a", "null null"]);
  // B's band arrives below A's.
  expect(flows[1]?.path).toMatch(/^M14 85C200 85 200 80 386 80V120C/);
});

test("a run on its own stands in the middle; none is nothing", () => {
  expect(drawLineage([first], 400, 170).columns.map(({ x }) => x)).toEqual([193]);
  expect(drawLineage([], 400, 170)).toEqual({ columns: [], flows: [] });
});

test("numbers: the present clusters as they are listed, then those of before", () => {
  const numbers = numberLineages([first, run(6, { c: 2 }, 0)], ["cluster-c"]);
  expect([...numbers]).toEqual([
    ["cluster-c", 0],
    ["cluster-a", 1],
    ["cluster-b", 2],
  ]);
});
