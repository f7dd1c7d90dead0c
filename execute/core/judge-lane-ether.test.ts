import { parseEther } from "viem";
import { expect, test } from "vitest";
import { judgeLaneEther } from "./judge-lane-ether.ts";

test.each([
  ["0", "warning"],
  ["0.049", "warning"],
  ["0.05", null],
  ["0.5", null],
  ["5", null],
  ["5.000000000000000001", "info"],
])("a lane that may spend 0.5 ether a day and holds %s: %s", (ether, severity) => {
  expect(judgeLaneEther(parseEther(ether), parseEther("0.5"))?.severity ?? null).toBe(severity);
});
