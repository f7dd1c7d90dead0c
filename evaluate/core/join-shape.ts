import type { Join } from "../../conditions/condition.ts";

/** Three-valued truth as a number, for columns. */
export const falsity = 0;
export const truth = 1;
export const unknown = 2;
export type Verdict = 0 | 1 | 2;

export const toVerdict = (value: boolean | null): Verdict => (value === null ? unknown : value ? truth : falsity);
export const fromVerdict = (verdict: Verdict): boolean | null => (verdict === unknown ? null : verdict === truth);

/**
 * How the leaves of a condition are joined, over two words of bits: which leaves are known, and which are true. A plain
 * conjunction or disjunction is a comparison of masks; everything else is walked.
 */
export type JoinShape =
  | { readonly kind: "all" | "any"; readonly mask: number }
  | { readonly kind: "not"; readonly of: JoinShape }
  | { readonly kind: "and" | "or"; readonly left: JoinShape; readonly right: JoinShape };

/** The shape of a join whose leaves stand at the given bits. */
export function shapeJoin(join: Join, shapeLeaf: (index: number) => JoinShape): JoinShape {
  switch (join.kind) {
    case "leaf":
      return shapeLeaf(join.index);
    case "not":
      return { kind: "not", of: shapeJoin(join.of, shapeLeaf) };
    case "and":
      return joinBoth("and", "all", shapeJoin(join.left, shapeLeaf), shapeJoin(join.right, shapeLeaf));
    case "or":
      return joinBoth("or", "any", shapeJoin(join.left, shapeLeaf), shapeJoin(join.right, shapeLeaf));
  }
}

export const shapeOfBit = (bit: number): JoinShape => ({ kind: "all", mask: (1 << bit) >>> 0 });

/** Both at once: a touch is a low at or below the level and a high at or above it. */
export const shapeOfBits = (bits: readonly number[]): JoinShape => ({
  kind: "all",
  mask: bits.reduce((mask, bit) => (mask | (1 << bit)) >>> 0, 0),
});

function joinBoth(kind: "and" | "or", flat: "all" | "any", left: JoinShape, right: JoinShape): JoinShape {
  const isFlat = (shape: JoinShape) =>
    shape.kind === flat || ((shape.kind === "all" || shape.kind === "any") && isOneBit(shape.mask));
  if (isFlat(left) && isFlat(right) && "mask" in left && "mask" in right) {
    return { kind: flat, mask: (left.mask | right.mask) >>> 0 };
  }
  return { kind, left, right };
}

const isOneBit = (mask: number): boolean => (mask & (mask - 1)) === 0;

export function verdictOf(shape: JoinShape, known: number, isTrue: number): Verdict {
  switch (shape.kind) {
    case "all": {
      const { mask } = shape;
      if ((isTrue & mask) >>> 0 === mask) return truth;
      return (known & ~isTrue & mask) !== 0 ? falsity : unknown;
    }
    case "any": {
      const { mask } = shape;
      if ((isTrue & mask) !== 0) return truth;
      return (known & mask) >>> 0 === mask ? falsity : unknown;
    }
    case "not": {
      const of = verdictOf(shape.of, known, isTrue);
      return of === unknown ? unknown : of === truth ? falsity : truth;
    }
    case "and": {
      const left = verdictOf(shape.left, known, isTrue);
      if (left === falsity) return falsity;
      const right = verdictOf(shape.right, known, isTrue);
      return right === falsity ? falsity : left === unknown || right === unknown ? unknown : truth;
    }
    case "or": {
      const left = verdictOf(shape.left, known, isTrue);
      if (left === truth) return truth;
      const right = verdictOf(shape.right, known, isTrue);
      return right === truth ? truth : left === unknown || right === unknown ? unknown : falsity;
    }
  }
}
