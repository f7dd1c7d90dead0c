import { expect, test } from "vitest";
import { formatVolume } from "./format-volume.ts";

test.each([
  [0, "$0"],
  [412, "$412"],
  [12_345, "$12.3k"],
  [1_200_000, "$1.2M"],
  [3_450_000_000, "$3.45B"],
])("%s: %s", (volumeUsd, text) => {
  expect(formatVolume(volumeUsd)).toBe(text);
});
