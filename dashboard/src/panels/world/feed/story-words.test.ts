import { describe, expect, test } from "vitest";
import { corroborationWords, hostOf, levelOf, lineageWords, safeLink } from "./story-words.ts";

test.each([
  [["a"], "told by one publisher family alone"],
  [["a", "b", "c"], "told by 3 publisher families"],
])("%j: %s", (families, words) => {
  expect(corroborationWords(families)).toBe(words);
});

describe("lineage", () => {
  const plain = { state: "open", mergedInto: null, splitFrom: null } as const;
  test.each([
    [plain, 0, []],
    [plain, 1, ["Another story became a part of it."]],
    [
      { ...plain, splitFrom: "story:1" },
      2,
      ["2 other stories became a part of it.", "It was split off another story."],
    ],
    [{ ...plain, state: "merged", mergedInto: "story:2" } as const, 0, ["It became a part of another story."]],
    [{ ...plain, state: "died" } as const, 0, ["Nobody tells it any more."]],
  ])("%j and %i", (story, absorbed, words) => {
    expect(lineageWords(story, absorbed)).toEqual(words);
  });
});

test.each([
  [0, "mild"],
  [0.33, "mild"],
  [0.34, "strong"],
  [0.67, "severe"],
  [1, "severe"],
])("severity %d is %s", (severity, level) => {
  expect(levelOf(severity)).toBe(level);
});

test.each([
  ["https://paper.example/a?b=1", "https://paper.example/a?b=1"],
  ["http://paper.example/", null],
  ["javascript:alert(1)", null],
  ["data:text/html,x", null],
  ["//paper.example", null],
  ["https://somebody:secret@paper.example/", null],
  ["", null],
  [null, null],
])("link %s: %s", (url, link) => {
  expect(safeLink(url)).toBe(link);
});

test("a host without its www", () => {
  expect(hostOf("https://www.paper.example/a")).toBe("paper.example");
});
