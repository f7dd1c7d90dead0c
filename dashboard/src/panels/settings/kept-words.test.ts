import { expect, test } from "vitest";
import { countWords, formatBytes } from "./kept-words.ts";

test.each([
  [812, "812 B"],
  [81_499, "81 kB"],
  [3_449_000, "3.4 MB"],
])("%d bytes are %s", (bytes, expected) => {
  expect(formatBytes(bytes)).toBe(expected);
});

test("one and many", () => {
  expect(countWords({ name: "build", count: 1 })).toBe("1 file");
  expect(countWords({ name: "close", count: 2 })).toBe("2 vaults");
});
