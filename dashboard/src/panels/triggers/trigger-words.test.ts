import { expect, test } from "vitest";
import { Trigger } from "../../../../contracts/trigger.ts";
import { enableWords, removeWords, saveWords, triggerSentences } from "./trigger-words.ts";

const of = (fields: object) => Trigger.parse({ id: "t", when: "price('ETH-USD') < 1", ...fields });
const cast = { action: { type: "cast", spell: "ironvine", params: {}, deadline: "30m" } };

test.each([
  ["the least", {}, ["When price('ETH-USD') < 1, it tells you.", "It fires once."]],
  [
    "held, again, limited",
    { for: "4m", mode: "repeat", cooldown: "2h", maxFires: 5, ...cast },
    [
      "When price('ETH-USD') < 1 has held for 4 m, it casts ironvine within 30 m.",
      "It fires again and again, at most every 2 h and at most 5 times.",
      "It re-arms when the condition is false.",
    ],
  ],
  [
    "with a recovery of its own",
    { mode: "repeat", clearWhen: "price('ETH-USD') > 2", keepFor: "1h" },
    [
      "When price('ETH-USD') < 1, it tells you.",
      "It fires again and again.",
      "It re-arms when price('ETH-USD') > 2 for 1 h.",
    ],
  ],
])("%s", (_, fields, sentences) => {
  expect(triggerSentences(of(fields))).toEqual(sentences);
});

test("what moves something or ends a protection is asked before it is done", () => {
  expect(saveWords(of({}), null)).toMatchObject({ title: "Arm “t”", isDangerous: false });
  expect(saveWords(of(cast), 3)).toMatchObject({ title: "Save “t”", isDangerous: true });
  expect(enableWords(of(cast), false).isDangerous).toBe(false);
  expect(enableWords(of(cast), true).isDangerous).toBe(true);
  expect(removeWords(of({ ...cast, priority: "protective" })).isDangerous).toBe(true);
});
