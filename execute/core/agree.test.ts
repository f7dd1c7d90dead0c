import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { err, ok } from "../../contracts/result.ts";
import { type Answers, agree, agreeOnHighest, agreeOnSighting, findHighest, quorumOf } from "./agree.ts";

const failed = err({ message: "timed out" });
const same = (a: string, b: string) => a === b;
const verdictOf = (answers: Answers<string>) => {
  const agreed = agree(answers, same);
  return agreed.verdict === "agreed" ? agreed.value : "none";
};

describe("agree", () => {
  test.each([
    ["one endpoint that answers", [ok("a")], "a"],
    ["one endpoint that does not", [failed], "none"],
    ["one of two is enough", [failed, ok("a")], "a"],
    ["two that say the same", [ok("a"), ok("a")], "a"],
    ["two that contradict each other", [ok("a"), ok("b")], "none"],
    ["one of three is too few", [ok("a"), failed, failed], "none"],
    ["two of three", [ok("a"), failed, ok("a")], "a"],
    ["two against one is no verdict", [ok("a"), ok("b"), ok("a")], "none"],
    ["two of four are no majority", [ok("a"), ok("a"), failed, failed], "none"],
  ] as const)("%s", (_name, answers, expected) => {
    expect(verdictOf(answers)).toBe(expected);
  });

  test("tells how many answered, and the first failure", () => {
    expect(agree([ok("a"), failed, failed], same)).toEqual({
      verdict: "none",
      why: "1 of 3 endpoints answered, 2 needed: timed out",
    });
  });
});

describe("sightings", () => {
  test.each([
    ["all say null", [ok(null), ok(null)], null],
    ["one knows it and one is behind", [ok(null), ok("a")], "a"],
    ["one knows it, one fails", [failed, ok("a")], "a"],
    ["two different ones", [ok("a"), ok("b")], "none"],
    ["two different ones and a null", [ok("a"), ok(null), ok("b")], "none"],
    ["null from one of three, the others fail", [ok(null), failed, failed], "none"],
    ["known to one of three, the others fail", [ok("a"), failed, failed], "none"],
    ["nobody answers", [failed, failed], "none"],
  ] as const)("%s", (_name, answers, expected) => {
    const agreed = agreeOnSighting<string>(answers, same);
    expect(agreed.verdict === "agreed" ? agreed.value : "none").toBe(expected);
  });
});

describe("the highest", () => {
  test("is what counts, and one answer is enough", () => {
    expect(agreeOnHighest([ok(4n), failed, ok(5n)])).toEqual({ verdict: "agreed", value: 5n });
    expect(agreeOnHighest([failed, failed, ok(4n)])).toEqual({ verdict: "agreed", value: 4n });
    expect(agreeOnHighest([failed, failed])).toMatchObject({ verdict: "none" });
    expect(findHighest([ok(5n), failed, ok(4n), ok(5n)])).toEqual([0, 3]);
    expect(findHighest([failed])).toEqual([]);
  });
});

test("under any answers: a verdict has a quorum without a contradiction behind it, in whatever order they come", () => {
  const answer = fc.option(fc.constantFrom("a", "b", null), { nil: undefined });
  const lists = fc.array(answer, { minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(lists, fc.integer(), (said, turn) => {
      const answers: Answers<string | null> = said.map((value) => (value === undefined ? failed : ok(value)));
      const heard = said.filter((value) => value !== undefined);
      const isEnough = heard.length >= quorumOf(said.length);
      const kinds = new Set(heard);
      const known = new Set(heard.filter((value) => value !== null));
      expect(agree(answers, (a, b) => a === b).verdict).toBe(isEnough && kinds.size === 1 ? "agreed" : "none");
      const sighting = agreeOnSighting(answers, same);
      expect(sighting.verdict).toBe(isEnough && known.size < 2 ? "agreed" : "none");
      if (sighting.verdict === "agreed") expect(sighting.value).toBe([...known][0] ?? null);
      const by = ((turn % answers.length) + answers.length) % answers.length;
      const turned = [...answers.slice(by), ...answers.slice(0, by)];
      expect(agreeOnSighting(turned, same)).toEqual(sighting);
    }),
    { seed: 11, numRuns: 500 },
  );
});
