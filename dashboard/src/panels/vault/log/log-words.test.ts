import { expect, test } from "vitest";
import { actBodies } from "../../../../../execute/core/act-bodies.ts";
import { describeEntry, filterLog, logChoices, mergeLog, shortenHexes } from "./log-words.ts";

const entry = (seq: number, act: string, detail = "", actor = "0x12") => ({
  seq: String(seq),
  atWallMs: seq,
  act,
  actor,
  detail,
});
const log = [
  entry(10, "cast", "FINALIZED 0xab"),
  entry(9, "withdraw", "refused: chain-unreachable: no answer"),
  entry(8, "disarm", "the session keys are destroyed"),
  entry(7, "proof", "3 refused: unknown-nonce", "nobody"),
  entry(6, "of-a-later-version", "something"),
];

test("every act has its words", () => {
  for (const act of Object.keys(actBodies)) expect(describeEntry({ act })).toMatch(/^[A-Z]/);
});

test.each([
  ["", "", [10, 9, 8, 7, 6]],
  ["of-another-version", "", [10, 9, 8, 7, 6]],
  ["owners", "", [9, 8]],
  ["keys", "", [8]],
  ["casts", "", [10]],
  ["refused", "", [9, 7]],
  ["", "Disarmed", [8]],
  ["", " NOBODY ", [7]],
  ["casts", "nothing like it", []],
])("%s, %s", (group, typed, seqs) => {
  expect(filterLog(log, group, typed).map(({ seq }) => Number(seq))).toEqual(seqs);
});

test("each choice is a group that leaves something out", () => {
  for (const [value] of logChoices.slice(1)) expect(filterLog(log, value, "").length).toBeLessThan(log.length);
});

test("lines of both readings, each once, in the order of their numbers and not of their text", () => {
  const merged = mergeLog([entry(10, "cast", "new"), entry(9, "cast")], [entry(10, "cast", "old"), entry(2, "cast")]);
  expect(merged.map(({ seq, detail }) => [seq, detail])).toEqual([
    ["10", "new"],
    ["9", ""],
    ["2", ""],
  ]);
});

test.each([
  [`key 0x${"ab".repeat(20)} ends`, "key 0xabab…abab ends"],
  [`REFUSED 0x${"12".repeat(32)} too late`, "REFUSED 0x1212…1212 too late"],
  ["0x12 and words stay", "0x12 and words stay"],
])("%s", (given, words) => {
  expect(shortenHexes(given)).toBe(words);
});
