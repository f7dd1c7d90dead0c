import { expect, test } from "vitest";
import { isFrozen, noteRepetition, type Repetition } from "./repetition.ts";

const stood: Repetition = { price: 100, windows: 5, consensusUsd: 100 };
const rule = { frozenWindows: 5, frozenMove: 0.005 };

test.each<[string, Repetition | undefined, number, number | null, Repetition | undefined]>([
  ["first seen", undefined, 100, 101, { price: 100, windows: 1, consensusUsd: 101 }],
  ["the same again: where it began stays", stood, 100, 104, { price: 100, windows: 6, consensusUsd: 100 }],
  ["another price begins anew", stood, 100.5, 104, { price: 100.5, windows: 1, consensusUsd: 104 }],
  ["the same while there is no consensus", stood, 100, null, { price: 100, windows: 6, consensusUsd: 100 }],
  ["another price without a consensus tells nothing", stood, 99, null, undefined],
])("%s", (_name, before, price, consensusUsd, after) => {
  expect(noteRepetition(before, price, consensusUsd)).toEqual(after);
});

test.each<[string, Repetition | undefined, number, number | undefined, boolean]>([
  ["the others moved by 1 %", stood, 100, 101, true],
  ["down as well as up", stood, 100, 99, true],
  ["the others stand still, too: a quiet market", stood, 100, 100.4, false],
  ["not for long enough", { ...stood, windows: 4 }, 100, 110, false],
  ["its price has changed", stood, 100.1, 110, false],
  ["no others to compare with", stood, 100, undefined, false],
  ["nothing is remembered", undefined, 100, 110, false],
])("frozen? %s", (_name, before, price, others, expected) => {
  expect(isFrozen(before, price, others, rule)).toBe(expected);
});
