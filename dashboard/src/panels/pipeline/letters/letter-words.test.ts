import { expect, test } from "vitest";
import { reasonWords } from "./letter-words.ts";

test.each([
  [null, "set aside by the platform, without a reason"],
  [{ code: "bad-message", message: "" }, "not in the form of its contract"],
  [{ code: "of-a-later-version", message: "" }, "of-a-later-version"],
])("%j", (reason, words) => {
  expect(reasonWords({ reason })).toBe(words);
});
