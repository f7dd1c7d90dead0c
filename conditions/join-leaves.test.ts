import fc from "fast-check";
import { expect, test } from "vitest";
import type { Join } from "./condition.ts";
import { and, joinLeaves, not, or, type Truth } from "./join-leaves.ts";

test.each<[Truth, Truth, Truth, Truth]>([
  [true, true, true, true],
  [true, false, false, true],
  [true, null, null, true],
  [false, true, false, true],
  [false, false, false, false],
  [false, null, false, null],
  [null, true, null, true],
  [null, false, false, null],
  [null, null, null, null],
])("%s and/or %s: %s, %s", (a, b, both, either) => {
  expect([and(a, b), or(a, b)]).toEqual([both, either]);
});

const joins = fc.letrec<{ join: Join }>((tie) => ({
  join: fc.oneof(
    { maxDepth: 4 },
    fc.integer({ min: 0, max: 3 }).map((index): Join => ({ kind: "leaf", index })),
    tie("join").map((of): Join => ({ kind: "not", of })),
    fc
      .tuple(fc.constantFrom("and" as const, "or" as const), tie("join"), tie("join"))
      .map(([kind, left, right]): Join => ({ kind, left, right })),
  ),
})).join;
const truths = fc.tuple(...Array.from({ length: 4 }, () => fc.constantFrom<Truth>(true, false, null)));

test("a verdict that is known stays, whatever the unknown leaves turn out to be", () => {
  fc.assert(
    fc.property(joins, truths, fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), (join, holds, later) => {
      const verdict = joinLeaves(join, holds);
      if (verdict === null) return;
      const resolved = holds.map((truth, index) => truth ?? later[index] ?? false);
      expect(joinLeaves(join, resolved)).toBe(verdict);
    }),
  );
});

test("not over and is or over not (De Morgan), in three values too", () => {
  fc.assert(
    fc.property(joins, joins, truths, (left, right, holds) => {
      const negated: Join = { kind: "not", of: { kind: "and", left, right } };
      expect(joinLeaves(negated, holds)).toBe(or(not(joinLeaves(left, holds)), not(joinLeaves(right, holds))));
    }),
  );
});
