import fc from "fast-check";
import { expect, test } from "vitest";
import { deriveClusterId } from "./derive-cluster-id.ts";
import { type EarlierCluster, traceLineage } from "./trace-lineage.ts";

/** One letter is one member. */
const groupsOf = (...words: string[]): string[][] => words.map((word) => word.split(""));
const earlierOf = (named: Readonly<Record<string, string>>): EarlierCluster[] =>
  Object.entries(named).map(([id, word]) => ({ id, members: word.split("") }));
const born = (word: string): string => deriveClusterId(word.split(""));

type Row = readonly [id: string, state: string, ...from: string[]];

test.each<[string, Record<string, string>, string[], Row[], [string, string | null][]]>([
  [
    "first of all",
    {},
    ["AB", "C"],
    [
      [born("AB"), "born"],
      [born("C"), "born"],
    ],
    [],
  ],
  [
    "the same",
    { p: "AB", q: "C" },
    ["C", "AB"],
    [
      ["q", "kept", "q"],
      ["p", "kept", "p"],
    ],
    [],
  ],
  ["with joiners", { p: "AB" }, ["ABCD"], [["p", "kept", "p"]], []],
  ["with leavers", { p: "ABCD" }, ["AB"], [["p", "kept", "p"]], []],
  ["a third of all is enough", { p: "ABC" }, ["A"], [["p", "kept", "p"]], []],
  ["less is not", { p: "ABCD" }, ["A"], [[born("A"), "born", "p"]], [["p", born("A")]]],
  ["all leave", { p: "AB" }, ["CD"], [[born("CD"), "born"]], [["p", null]]],
  ["nothing is left", { p: "AB" }, [], [], [["p", null]]],
  ["two become one", { p: "ABC", q: "DE" }, ["ABCDE"], [["p", "merged", "p", "q"]], [["q", "p"]]],
  [
    "two equal ones become one: the first by code point goes on",
    { q: "CD", p: "AB" },
    ["ABCD"],
    [["p", "merged", "p", "q"]],
    [["q", "p"]],
  ],
  [
    "four become one, and none is a third of it",
    { p: "AB", q: "CD", r: "EF", s: "GH" },
    ["ABCDEFGH"],
    [[born("ABCDEFGH"), "merged", "p", "q", "r", "s"]],
    [
      ["p", born("ABCDEFGH")],
      ["q", born("ABCDEFGH")],
      ["r", born("ABCDEFGH")],
      ["s", born("ABCDEFGH")],
    ],
  ],
  [
    "one becomes two",
    { p: "ABCDE" },
    ["ABC", "DE"],
    [
      ["p", "kept", "p"],
      [born("DE"), "split", "p"],
    ],
    [],
  ],
  [
    "in halves: the first by code point goes on",
    { p: "ABCD" },
    ["CD", "AB"],
    [
      [born("CD"), "split", "p"],
      ["p", "kept", "p"],
    ],
    [],
  ],
  [
    "one member changes over",
    { p: "ABC", q: "DEF" },
    ["AB", "CDEF"],
    [
      ["p", "kept", "p"],
      ["q", "kept", "q", "p"],
    ],
    [],
  ],
  [
    "of equal shares that of the smaller one first, each id once",
    { p: "ABCD", q: "EF" },
    ["ABEF", "CD"],
    [
      ["q", "kept", "q", "p"],
      ["p", "kept", "p"],
    ],
    [],
  ],
  [
    "an earlier one falls apart: its rest dies, where most of it is",
    { p: "ABCDEFG", q: "XY" },
    ["XYAB", "C", "D", "E", "F", "G"],
    [["q", "kept", "q", "p"], ...[..."CDEFG"].map((word): Row => [born(word), "born", "p"])],
    [["p", "q"]],
  ],
  [
    "an id of birth that another one has",
    { [born("CD")]: "ABCD" },
    ["AB", "CD"],
    [
      [born("CD"), "kept", born("CD")],
      [`${born("CD")}-2`, "split", born("CD")],
    ],
    [],
  ],
])("%s", (_, earlier, words, rows, died) => {
  const traced = traceLineage(groupsOf(...words), earlierOf(earlier));
  expect(traced.clusters.map(({ id, lineage }) => [id, lineage.state, ...lineage.from])).toEqual(rows);
  expect(traced.died.map(({ id, into }) => [id, into])).toEqual(died);
});

/** Two partitions of letters, each perhaps without some of them. */
const partition = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 14, maxLength: 14 }).map((places) => {
  const groups = new Map<number, string[]>();
  // Place 0: not there.
  for (const [at, place] of places.entries())
    if (place > 0) groups.set(place, [...(groups.get(place) ?? []), `M${at}`]);
  return [...groups.values()];
});

test("ids are unique; each earlier one goes on once or is dead, and it died into a cluster that is there", () => {
  fc.assert(
    fc.property(partition, partition, (before, now) => {
      const earlier = traceLineage(before, []).clusters.map(({ id }, at) => ({ id, members: before[at] ?? [] }));
      const { clusters, died } = traceLineage(now, earlier);
      const ids = clusters.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const gone = earlier.map(({ id }) => [ids.includes(id), died.some((dead) => dead.id === id)]);
      for (const [isCarried, isDead] of gone) expect(isCarried).toBe(!isDead);
      expect(died.every(({ into }) => into === null || ids.includes(into))).toBe(true);
      for (const { id, lineage } of clusters) {
        const isCarried = earlier.some((cluster) => cluster.id === id);
        if (isCarried) expect(["kept", "merged"]).toContain(lineage.state);
        else expect(lineage.state).not.toBe("kept");
      }
    }),
    { seed: 20210519, numRuns: 500 },
  );
});

test("the same clusters keep their ids", () => {
  fc.assert(
    fc.property(partition, (groups) => {
      const earlier = groups.map((members, at) => ({ id: `id-${at}`, members }));
      const { clusters, died } = traceLineage(groups, earlier);
      expect(clusters).toEqual(earlier.map(({ id }) => ({ id, lineage: { state: "kept", from: [id] } })));
      expect(died).toEqual([]);
    }),
    { seed: 20210519, numRuns: 200 },
  );
});

test("the order of clusters and members does not matter", () => {
  fc.assert(
    fc.property(partition, partition, (before, now) => {
      const earlier = before.map((members, at) => ({ id: `id-${at}`, members }));
      const turned = earlier.toReversed().map(({ id, members }) => ({ id, members: members.toReversed() }));
      const first = traceLineage(now, earlier);
      const again = traceLineage(
        now.toReversed().map((members) => members.toReversed()),
        turned,
      );
      expect(again.clusters.toReversed()).toEqual(first.clusters);
      expect(again.died).toEqual(first.died);
    }),
    { seed: 20210519, numRuns: 300 },
  );
});
