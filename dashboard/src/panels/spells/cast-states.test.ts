import { expect, test } from "vitest";
import { castOf } from "../../views/vault/test-cast.ts";
import { castsOf } from "./cast-states.ts";

test("the casts of a spell, the newest first", () => {
  const at = (atWallMs: number, fields: object) =>
    castOf({ cause: "request", spell: "ironvine", ...fields, steps: [{ state: "CREATED", atWallMs }] });
  const casts = [
    at(1, { state: "FINALIZED" }),
    at(3, { state: "PENDING", cause: "fire" }),
    at(4, { state: "FINALIZED", cause: "fire" }),
    at(2, { state: "REFUSED" }),
    at(9, { spell: "everbloom" }),
  ];
  expect(castsOf(casts, "ironvine", 9).map(({ steps }) => steps[0]?.atWallMs)).toEqual([3, 2, 1]);
  expect(castsOf(casts, "ironvine", 1)).toHaveLength(1);
});
