import { expect, test } from "vitest";
import { cronWords } from "./cron-words.ts";

test.each([
  ["* * * * *", "every minute"],
  ["*/2 * * * *", "every 2 m"],
  ["10 * * * *", "each hour at :10"],
  ["5 * * * *", "each hour at :05"],
  ["0 */6 * * *", "every 6 h"],
  ["20 0 * * *", "daily at 00:20"],
  ["5 */6 * * *", "5 */6 * * *"],
  ["0 0 * * 1", "0 0 * * 1"],
  ["odd", "odd"],
])("%s is %s", (cron, words) => {
  expect(cronWords(cron)).toBe(words);
});
