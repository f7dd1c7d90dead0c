import { expect, test } from "vitest";
import { isHashed, outdated } from "./build.ts";

test.each([
  ["the only one", ["portent-build-a"], "a", []],
  [
    "those before are kept for pages that are still open",
    ["portent-build-a", "portent-build-b", "portent-build-c"],
    "c",
    [],
  ],
  [
    "older ones go",
    ["portent-build-a", "portent-build-b", "portent-build-c", "portent-build-d"],
    "d",
    ["portent-build-a"],
  ],
  [
    "a build that came back",
    ["portent-build-a", "portent-build-b", "portent-build-c", "portent-build-d"],
    "a",
    ["portent-build-b"],
  ],
  ["what is no build is nothing to it", ["portent-answers", "portent-console", "other-build-a"], "c", []],
])("%s", (_, names, id, expected) => {
  expect(outdated(names, { id })).toEqual(expected);
});

test("names that carry a hash", () => {
  expect(["/assets/index-a1.js", "/theme.js", "/"].map(isHashed)).toEqual([true, false, false]);
});
