import { expect, test } from "vitest";
import { CastState } from "../../../contracts/cast.ts";
import { runModel } from "./test-model.ts";

const report = runModel({ seed: 20_210_519, schedules: 3_000 });

test("whatever crashes, is lost, late, doubled, replaced or reorganised: one nonce, one execution at most, and an end that is the chain's", () => {
  expect(report.counterexample).toBeNull();
  expect(report.schedules).toBe(3_000);
});

test("the schedules above have been everywhere", () => {
  expect(CastState.options.filter((state) => !report.seen.has(state))).toEqual([]);
});
