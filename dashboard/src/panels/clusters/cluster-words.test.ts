import { describe, expect, test } from "vitest";
import type { Cluster, ClusterLineage } from "../../../../contracts/cluster.ts";
import { joinWords } from "../../format/join-words.ts";
import {
  clusterTitle,
  deathWords,
  lineageWords,
  nameClusters,
  percent,
  shortId,
  stressWords,
} from "./cluster-words.ts";

const cluster = (id: string, members: string[], lineage: ClusterLineage = { state: "born", from: [] }): Cluster => ({
  ...{ id, members, medoid: members[0] ?? "", cohesion: 0.8, stress: 0.5, lineage },
});
const nameOf = nameClusters([cluster("cluster-a", ["ETH-USD", "BTC-USD"]), cluster("cluster-b", ["market.cut"])]);

test.each([
  [["ETH-USD"], "ETH, on its own"],
  [["ETH-USD", "BTC-USD"], "2 around ETH"],
  [["event.war", "BTC-USD"], "2 around event: war"],
])("%j is %s", (members, title) => {
  expect(clusterTitle(cluster("x", members))).toBe(title);
});

test.each([
  ["cluster-a", "1 · ETH"],
  ["cluster-b", "2 · market: cut"],
  ["cluster-137df5f167d3e31e", "#137df5"],
])("%s is called %s", (id, name) => {
  expect(nameOf(id)).toBe(name);
});

describe("lineage", () => {
  test.each<[ClusterLineage["state"], string[], string]>([
    ["born", [], "new in this run"],
    ["born", ["cluster-b"], "new in this run, with members of 2 · market: cut"],
    ["kept", ["cluster-a"], "goes on from the run before"],
    ["kept", ["cluster-a", "cluster-b"], "goes on, with members of 2 · market: cut"],
    ["merged", ["cluster-a", "cluster-b", "cluster-0123456789"], "took in 2 · market: cut and #012345"],
    ["split", ["cluster-b"], "split off from 2 · market: cut"],
  ])("%s from %j: %s", (state, from, words) => {
    expect(lineageWords(cluster("cluster-a", ["ETH-USD"], { state, from }), nameOf)).toBe(words);
  });

  test("ended ones", () => {
    expect(deathWords({ id: "cluster-z", into: "cluster-a" }, nameOf)).toBe("most of its members are in 1 · ETH");
    expect(deathWords({ id: "cluster-z", into: null }, nameOf)).toBe("its members are in no cluster now");
    expect(shortId("cluster-137df5f167d3e31e")).toBe("#137df5");
  });
});

test.each([
  [0, "0 %"],
  [0.001, "<1 %"],
  [0.5, "50 %"],
  [0.9982, ">99 %"],
  [1, "100 %"],
])("share %f is %s", (share, words) => {
  expect(percent(share)).toBe(words);
});

test("stress, and lists in words", () => {
  expect(stressWords(null)).toBe("not enough moves to compare with");
  expect(stressWords(0.91)).toBe("the newest hour's move is larger than 91 % of the window's");
  expect([joinWords([]), joinWords(["a"]), joinWords(["a", "b", "c"])]).toEqual(["", "a", "a, b and c"]);
});
