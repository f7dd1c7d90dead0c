import { expect, test } from "vitest";
import { studentTwoSided } from "./student-tail.ts";

// 2 * scipy.stats.t.sf(t, freedom), scipy 1.17.
test.each([
  [1.96, 1000, 0.050273184955748736],
  [-5, 10, 0.0005373336027564527],
  [35, 5035, 2.05389574077178e-240],
  [0.5, 3, 0.651447964848151],
  [12, 97.3, 6.702449670868418e-21],
])("t = %f with %f degrees: %f", (t, freedom, p) => {
  expect(Math.abs(studentTwoSided(t, freedom) / p - 1)).toBeLessThan(1e-10);
});

test.each([
  [0, 5, 1],
  [Number.POSITIVE_INFINITY, 5, 0],
  [3, 0, 1],
  [3, -2, 1],
  [Number.NaN, 5, 1],
])("t = %f with %f degrees: exactly %f", (t, freedom, p) => {
  expect(studentTwoSided(t, freedom)).toBe(p);
});

test("it falls with t, whatever the degrees of freedom", () => {
  for (const freedom of [0.7, 1, 4, 56, 1000, 1e7]) {
    const ps = Array.from({ length: 200 }, (_, step) => studentTwoSided(step / 5, freedom));
    expect(ps.every((p, step) => step === 0 || p <= (ps[step - 1] as number))).toBe(true);
    expect(ps.every((p) => p >= 0 && p <= 1)).toBe(true);
  }
});
