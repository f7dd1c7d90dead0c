import { expect, test } from "vitest";
import { countWords } from "./kept-words.ts";

test("one and many", () => {
  expect(countWords({ name: "build", count: 1 })).toBe("1 file");
  expect(countWords({ name: "close", count: 2 })).toBe("2 vaults");
});
