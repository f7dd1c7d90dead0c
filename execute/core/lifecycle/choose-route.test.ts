import { expect, test } from "vitest";
import { newCast, testAttempt } from "../test-cast.ts";
import { chooseRoute } from "./choose-route.ts";

const free = { ...testAttempt, kind: "free" } as const;
const replaced = { ...testAttempt, signedAtBlock: 14 };

test.each([
  ["just signed", [testAttempt], "main", 10, 5, "private"],
  ["the last of its private blocks", [testAttempt], "main", 14, 5, "private"],
  ["its private blocks are over", [testAttempt], "main", 15, 5, "public"],
  ["replaced: they count from the first", [testAttempt, replaced], "main", 16, 5, "public"],
  ["what frees its nonce", [testAttempt, free], "main", 11, 5, "public"],
  ["an emergency", [testAttempt], "emergency", 10, 5, "public"],
  ["no private endpoint", [testAttempt], "main", 10, 0, "public"],
] as const)("%s", (_what, attempts, lane, head, blocks, route) => {
  const { cast } = newCast({ lane });
  expect(chooseRoute({ cast, attempts }, head, blocks)).toBe(route);
});
