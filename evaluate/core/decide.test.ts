import fc from "fast-check";
import { expect, test } from "vitest";
import type { Truth } from "../../conditions/join-leaves.ts";
import { decide, initialState, type TriggerRule, type TriggerState } from "./decide.ts";

const minuteMs = 60_000;
const rule = (change: Partial<TriggerRule> = {}): TriggerRule => ({
  forMs: 0,
  cooldownMs: 0,
  mode: "repeat",
  cadenceMs: 2 * minuteMs,
  ...change,
});

/** `T` true, `f` false, `?` unknown, one evaluation every two minutes. Gives the places at which it fires. */
function play(truths: string, of: TriggerRule, start: TriggerState = initialState(0, null, of.mode)) {
  let state = start;
  const fires: number[] = [];
  [...truths].forEach((letter, index) => {
    const truth: Truth = letter === "T" ? true : letter === "f" ? false : null;
    const decision = decide(state, truth, index * 2 * minuteMs, of);
    state = decision.state;
    if (decision.fires) fires.push(index);
  });
  return { fires, state };
}

test.each<[string, string, Partial<TriggerRule>, number[]]>([
  ["fires at the first truth", "ffTTT", {}, [2]],
  ["fires at once when it starts true", "TTT", {}, [0]],
  ["once: never again", "TfTfT", { mode: "once" }, [0]],
  ["repeat: again after it was false; what re-arms starts nothing", "TTfTTfT", {}, [0, 3, 6]],
  ["repeat: not again while it stays true", "TTTTTTTT", {}, [0]],
  ["unknown neither fires nor clears", "??T??T", {}, [2]],
  ["unknown after a fire does not re-arm", "T?T?T", {}, [0]],
  ["for 4m: true at three evaluations", "TTTT", { forMs: 4 * minuteMs }, [2]],
  ["for 4m: a false in between starts it anew", "TTfTTT", { forMs: 4 * minuteMs }, [5]],
  ["for 4m: unknown breaks nothing, and its time does not count", "TT?TT", { forMs: 4 * minuteMs }, [3]],
  ["for 4m: two unknown", "T??TTT", { forMs: 4 * minuteMs }, [4]],
  ["cooldown 6m: forbidden one evaluation before its end", "TfTTT", { cooldownMs: 6 * minuteMs }, [0, 3]],
  ["cooldown 6m: allowed exactly at its end", "TffT", { cooldownMs: 6 * minuteMs }, [0, 3]],
  ["cooldown: `for` goes on meanwhile", "TfTTTT", { cooldownMs: 8 * minuteMs, forMs: 4 * minuteMs }, [4]],
])("%s: %s", (_what, truths, change, fires) => {
  expect(play(truths, rule(change)).fires).toEqual(fires);
});

test.each<[string, TriggerState, string, number[]]>([
  [
    "a repeat that had fired before it was registered anew must clear first",
    initialState(3, -1, "repeat"),
    "TTfT",
    [3],
  ],
  ["a once that had fired stays ended", initialState(1, -1, "once"), "fTfT", []],
])("%s", (_what, start, truths, fires) => {
  const mode = start.phase === "ended" ? "once" : "repeat";
  expect(play(truths, rule({ mode }), start).fires).toEqual(fires);
});

const rules = fc.record({
  forMs: fc.integer({ min: 0, max: 5 }).map((n) => n * 2 * minuteMs),
  cooldownMs: fc.integer({ min: 0, max: 8 }).map((n) => n * minuteMs),
  mode: fc.constantFrom("once" as const, "repeat" as const),
  cadenceMs: fc.constant(2 * minuteMs),
});
const courses = fc.array(fc.constantFrom("T", "f", "?"), { maxLength: 80 }).map((letters) => letters.join(""));

test("whatever the course: each epoch fires once, in order, never within the cooldown, never without truth", () => {
  fc.assert(
    fc.property(rules, courses, (of, course) => {
      const { fires, state } = play(course, of);
      expect(state.epoch).toBe(fires.length);
      if (of.mode === "once") expect(fires.length).toBeLessThanOrEqual(1);
      for (const [index, place] of fires.entries()) {
        expect(course[place]).toBe("T");
        const before = fires[index - 1];
        if (before === undefined) continue;
        expect((place - before) * 2 * minuteMs).toBeGreaterThanOrEqual(of.cooldownMs);
        expect(course.slice(before + 1, place)).toContain("f");
      }
    }),
  );
});

test("stopped anywhere and gone on from the stored state, it fires at the same places", () => {
  fc.assert(
    fc.property(rules, courses, fc.nat({ max: 80 }), (of, course, cut) => {
      const whole = play(course, of);
      let state = initialState(0, null, of.mode);
      const fires: number[] = [];
      [...course].forEach((letter, index) => {
        if (index === cut) state = JSON.parse(JSON.stringify(state)) as TriggerState;
        const decision = decide(state, letter === "T" ? true : letter === "f" ? false : null, index * 2 * minuteMs, of);
        state = decision.state;
        if (decision.fires) fires.push(index);
      });
      expect({ fires, state }).toEqual(whole);
    }),
  );
});
