import type { LeafTrace } from "../../../../../contracts/fires.ts";
import { describeLeaf } from "../../../format/describe-leaf.ts";

type Leaf = Pick<LeafTrace, "leaf" | "op">;

/** A value of one side of a comparison, in the comparison's own unit. */
export const sideWords = ({ leaf, op }: Leaf, value: number | null): string =>
  describeLeaf({ leaf, op, left: value, right: null, sampleAtMs: null, holds: null, inputs: [] }).now;
