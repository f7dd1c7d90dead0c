import { expect, test } from "vitest";
import { Freshness } from "../../../../contracts/freshness.ts";
import { freshnessWords } from "./freshness-words.ts";

const reading = (kind: string, state: string) =>
  Freshness.parse({ kind, name: `${kind} ${state}`, newestAtMs: 1, ageMs: 1, warnMs: 1, errorMs: 1, state });

test.each([
  [null, "freshness not known yet", "muted"],
  [[], "nothing was seen yet", "muted"],
  [[reading("stage", "never")], "nothing was seen yet", "muted"],
  [
    [reading("stage", "fresh"), reading("source", "fresh"), reading("signal", "stale")],
    "all 2 sources and stages fresh",
    "muted",
  ],
  [[reading("stage", "fresh"), reading("source", "late")], "1 late, 1 fresh", "tone-warn"],
  [[reading("source", "stale"), reading("source", "late")], "1 stale, 1 late, 0 fresh", "tone-down"],
])("%j", (readings, words, tone) => {
  expect(freshnessWords(readings === null ? null : { readings })).toEqual({ words, tone });
});
