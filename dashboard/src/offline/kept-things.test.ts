import { expect, test } from "vitest";
import { addUp, nameOfCache, nameOfEntry } from "./kept-things.ts";

test.each([
  ["portent.theme", "settings"],
  ["portent.single-keys", "settings"],
  [`portent.owner-close.0x${"ab".repeat(20)}`, "close"],
  ["portent.something-new", "other"],
  ["of-another-page", null],
])("the entry %s is %s", (key, expected) => {
  expect(nameOfEntry(key)).toBe(expected);
});

test.each([
  ["portent-answers", "last-known"],
  ["portent-build-0123456789ab", "build"],
  ["portent-console", "console"],
  ["portent-something", "other"],
  ["of-another-page", null],
])("the cache %s is %s", (name, expected) => {
  expect(nameOfCache(name)).toBe(expected);
});

test("equal things are one, with their number; none is nothing", () => {
  expect(
    addUp([
      { name: "build", count: 30 },
      { name: "settings", count: 0 },
      { name: "build", count: 4 },
      { name: "close", count: 1 },
    ]),
  ).toEqual([
    { name: "build", count: 34 },
    { name: "close", count: 1 },
  ]);
});
