import { expect, test } from "vitest";
import { planResume } from "./plan-resume.ts";

const feed = { epoch: "a", seq: 40, oldestKeptSeq: 12 };

test.each([
  ["nothing was seen before", null, null, "snapshot first 0"],
  ["a number without a life", null, "40", "snapshot first 0"],
  ["a life without a number", "a", null, "snapshot first 0"],
  ["what is no number", "a", "-1", "snapshot first 0"],
  ["missed nothing", "a", "40", "resumed null 40"],
  ["missed some", "a", "31", "resumed null 31"],
  ["one kind has not changed since", "a", "12", "resumed null 12"],
  ["all kinds have changed since", "a", "11", "snapshot too-old 0"],
  ["another life", "b", "40", "snapshot other-epoch 0"],
  ["of a time that the feed has lost", "a", "41", "snapshot ahead 0"],
])("%s", (_, epoch, after, expected) => {
  const { mode, why, afterSeq } = planResume(feed, { epoch, after });
  expect(`${mode} ${why} ${afterSeq}`).toBe(expected);
});

test("a feed that has nothing yet resumes at nothing", () => {
  expect(planResume({ epoch: "a", seq: 0, oldestKeptSeq: null }, { epoch: "a", after: "0" }).mode).toBe("resumed");
});
