import { expect, test } from "vitest";
import { formatBytes, reasonWords } from "./letter-words.ts";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_000, "1 kB"],
  [14_400, "14 kB"],
  [999_499, "999 kB"],
  [1_250_000, "1.3 MB"],
])("%i bytes", (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words);
});

test.each([
  [null, "set aside by the platform, without a reason"],
  [{ code: "bad-message", message: "" }, "not in the form of its contract"],
  [{ code: "of-a-later-version", message: "" }, "of-a-later-version"],
])("%j", (reason, words) => {
  expect(reasonWords({ reason })).toBe(words);
});
