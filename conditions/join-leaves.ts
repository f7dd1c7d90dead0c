import type { Join } from "./condition.ts";

/** Three-valued truth: null is unknown. */
export type Truth = boolean | null;

export const not = (a: Truth): Truth => (a === null ? null : !a);
export const and = (a: Truth, b: Truth): Truth =>
  a === false || b === false ? false : a === null || b === null ? null : true;
export const or = (a: Truth, b: Truth): Truth =>
  a === true || b === true ? true : a === null || b === null ? null : false;

/** The verdict of a whole condition from the verdicts of its leaves (Kleene logic). */
export function joinLeaves(join: Join, holds: readonly Truth[]): Truth {
  switch (join.kind) {
    case "leaf":
      return holds[join.index] ?? null;
    case "not":
      return not(joinLeaves(join.of, holds));
    case "and":
      return and(joinLeaves(join.left, holds), joinLeaves(join.right, holds));
    case "or":
      return or(joinLeaves(join.left, holds), joinLeaves(join.right, holds));
  }
}
