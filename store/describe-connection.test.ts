import { expect, test } from "vitest";
import { judgeReads, judgeWriter, type ServerFacts } from "./describe-connection.ts";

const files = [
  { tag: "0000_first", hash: "a" },
  { tag: "0001_second", hash: "b" },
];
const sound: ServerFacts = {
  version: 170_005,
  database: "portent",
  systemId: "7",
  isReplica: false,
  applied: ["a", "b"],
};

test.each<[string, Partial<ServerFacts>, readonly RegExp[]]>([
  ["a sound one", {}, []],
  ["an old one", { version: 130_014 }, [/^is Postgres 13\.14; 14\.0 is the oldest/]],
  ["one that lacks a migration", { applied: ["a"] }, [/^lacks the migrations 0001_second:/]],
  ["one of a newer release", { applied: ["a", "b", "c"] }, [/^has 1 migrations that this release does not know/]],
  [
    "a replica that is not migrated",
    { isReplica: true, applied: [] },
    [/^is a replica/, /^lacks the migrations 0000_first, 0001_second/],
  ],
])("the writer: %s", (_, facts, faults) => {
  expect(judgeWriter({ ...sound, ...facts }, files)).toEqual(faults.map((fault) => expect.stringMatching(fault)));
});

test.each<[string, Partial<ServerFacts>, "reads" | "replica", number]>([
  ["the same database", {}, "reads", 0],
  ["another cluster", { systemId: "8" }, "reads", 1],
  ["another database of the cluster", { database: "other" }, "reads", 1],
  ["the same, its number hidden", { systemId: null }, "reads", 0],
  ["another, its number hidden", { systemId: null, applied: ["a"] }, "reads", 1],
  ["a replica", { isReplica: true }, "replica", 0],
  ["the primary as a replica", {}, "replica", 1],
  ["another cluster as a replica", { systemId: "8" }, "replica", 1],
])("reads: %s", (_, facts, role, faults) => {
  expect(judgeReads({ ...sound, ...facts }, sound, role)).toHaveLength(faults);
});
