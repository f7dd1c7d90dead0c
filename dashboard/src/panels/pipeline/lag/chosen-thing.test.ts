import { expect, test } from "vitest";
import type { Freshness } from "../../../../../contracts/freshness.ts";
import { readThing, worstOf } from "./chosen-thing.ts";

test.each([
  [undefined, null],
  ["", null],
  ["ingest", null],
  ["stage:", null],
  [":ingest", null],
  ["queue:ticks", null],
  ["stage:ingest", { kind: "stage", name: "ingest" }],
  ["signal:event.a:b", { kind: "signal", name: "event.a:b" }],
])("%s", (text, thing) => {
  expect(readThing(text)).toEqual(thing);
});

const reading = (kind: Freshness["kind"], name: string, state: Freshness["state"]): Freshness => ({
  ...{ kind, name, newestAtMs: 0, ageMs: 0, warnMs: 1, errorMs: 2, state },
});

test.each([
  [[], null],
  [[reading("signal", "s", "stale"), reading("stage", "a", "never")], null],
  [[reading("stage", "a", "fresh"), reading("stage", "b", "fresh")], "a"],
  [[reading("stage", "a", "fresh"), reading("source", "b", "stale"), reading("source", "c", "late")], "b"],
])("the worst", (readings, name) => {
  expect(worstOf(readings)?.name ?? null).toBe(name);
});
