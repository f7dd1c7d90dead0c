import { expect, test } from "vitest";
import { ClusterHistory, type ClusterMoment, listChanges } from "./cluster-history.ts";

const moment = (asOfMs: number, members: string[]): ClusterMoment => ({
  ...{ id: "cluster-a", members, medoid: members[0] ?? "", cohesion: 0.8, stress: null },
  ...{ lineage: { state: "kept", from: ["cluster-a"] }, view: "fast", asOfMs },
});

test.each<[string, string[][], [string[], string[]][]]>([
  ["nothing", [], []],
  ["one moment", [["A"]], [[[], []]]],
  [
    "one joins, then one leaves",
    [
      ["B", "C"],
      ["A", "B", "C"],
      ["A", "B"],
    ],
    [
      [[], ["A"]],
      [["C"], []],
      [[], []],
    ],
  ],
])("%s", (_, members, changes) => {
  const history = members.map((each, index) => moment(100 - index, each));
  expect(listChanges(history).map(({ joined, left }) => [joined, left])).toEqual(changes);
});

test("the route's answer is read whole, and nothing else is", () => {
  const answer = { ...moment(1, ["A"]), explanation: "A moves on its own.", history: [moment(1, ["A"])] };
  expect(ClusterHistory.safeParse(answer).success).toBe(true);
  expect(ClusterHistory.safeParse({ ...answer, history: [{ ...moment(1, ["A"]), stress: 2 }] }).success).toBe(false);
});
