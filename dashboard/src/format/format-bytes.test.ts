import { expect, test } from "vitest";
import { formatBytes } from "./format-bytes.ts";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1_000, "1.0 kB"],
  [14_449, "14.4 kB"],
  [999_949, "999.9 kB"],
  [999_950, "1.0 MB"],
  [1_250_000, "1.3 MB"],
])("%i bytes are %s", (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words);
});
