import { leavesMax } from "../../conditions/check-triggers.ts";
import type { Condition, Leaf, NumberExpression } from "../../conditions/condition.ts";
import type { SignalKey } from "../../contracts/ids.ts";
import { type JoinShape, shapeJoin, shapeOfBit, shapeOfBits } from "./join-shape.ts";
import type { SignalGraph } from "./signal-graph.ts";

/** The order is part of stored columns: new ones come at the end. */
export const thresholdOps = ["<", "<=", ">", ">=", "==", "!=", "crossesAbove", "crossesBelow"] as const;
export type ThresholdOp = (typeof thresholdOps)[number];

/** A leaf as the index holds it: one derived signal against one number. `bit` is its place in the trigger's words. */
export type ThresholdLeaf = {
  readonly node: number;
  readonly op: ThresholdOp;
  readonly threshold: number;
  readonly bit: number;
};

export type StopLeaf = {
  readonly key: SignalKey;
  readonly ageMsMax: number | null;
  /** `1 − pct`: the stop's level as a share of the peak. */
  readonly share: number;
  readonly bit: number;
};

/** A number of the text: a derived signal, or a constant, which is none. */
export type Side = { readonly node: number } | { readonly constant: number };

/** What an explanation shows of one leaf of the text. */
export type LeafPlan = {
  readonly leaf: Leaf;
  readonly shape: JoinShape;
  /** Its two sides; of a touch, the signal's range and the level; of a stop, none. */
  readonly sides: readonly Side[];
  readonly stop: StopLeaf | null;
};

export type LoweredCondition = {
  readonly shape: JoinShape;
  readonly thresholds: readonly ThresholdLeaf[];
  readonly stops: readonly StopLeaf[];
  readonly plans: readonly LeafPlan[];
  readonly bits: number;
};

/** A trigger's condition and its recovery, in one pair of words. */
export type Lowered = { readonly when: LoweredCondition; readonly clearWhen: LoweredCondition | null };

/** So many leaves fit into a trigger's words, `when` and `clearWhen` together; a touch takes two. */
export const bitsMax: number = leavesMax;

/**
 * Brings a condition down to what the index holds: every comparison becomes one derived signal against one number
 * (two numbers that both move: their difference against zero), a touch two comparisons. `firstBit` is where its leaves
 * begin in the trigger's words.
 */
export function lowerCondition(
  condition: Condition,
  ageMsMax: number | null,
  graph: SignalGraph,
  firstBit: number,
): LoweredCondition {
  const thresholds: ThresholdLeaf[] = [];
  const stops: StopLeaf[] = [];
  let bit = firstBit;
  const sideOf = (number: NumberExpression): Side =>
    number.kind === "number" ? { constant: number.value } : { node: graph.add(number, ageMsMax) };
  const compare = (left: NumberExpression, op: ThresholdOp, right: NumberExpression): JoinShape => {
    thresholds.push({ ...lowerComparison(left, op, right, ageMsMax, graph), bit });
    return shapeOfBit(bit++);
  };
  const lowerLeaf = (leaf: Leaf): LeafPlan => {
    switch (leaf.kind) {
      case "comparison":
      case "crossing": {
        const shape = compare(leaf.left, leaf.op, leaf.right);
        return { leaf, shape, sides: [sideOf(leaf.left), sideOf(leaf.right)], stop: null };
      }
      case "touch": {
        const low: NumberExpression = { kind: "signal", key: leaf.key, field: "low" };
        const high: NumberExpression = { kind: "signal", key: leaf.key, field: "high" };
        compare(low, "<=", leaf.level);
        compare(high, ">=", leaf.level);
        const sides = [low, high, leaf.level].map(sideOf);
        return { leaf, shape: shapeOfBits([bit - 2, bit - 1]), sides, stop: null };
      }
      case "trailing-stop": {
        graph.view(leaf.key, ageMsMax);
        const stop: StopLeaf = { key: leaf.key, ageMsMax, share: 1 - leaf.fraction, bit };
        stops.push(stop);
        return { leaf, shape: shapeOfBit(bit++), sides: [], stop };
      }
    }
  };
  const plans = condition.leaves.map((leaf) => lowerLeaf(leaf));
  const shape = shapeJoin(condition.root, (index) => (plans[index] as LeafPlan).shape);
  return { shape, thresholds, stops, plans, bits: bit - firstBit };
}

function lowerComparison(
  left: NumberExpression,
  op: ThresholdOp,
  right: NumberExpression,
  ageMsMax: number | null,
  graph: SignalGraph,
): Omit<ThresholdLeaf, "bit"> {
  if (right.kind === "number") return { node: graph.add(left, ageMsMax), op, threshold: right.value };
  if (left.kind === "number") return { node: graph.add(right, ageMsMax), op: mirrored[op], threshold: left.value };
  const node = graph.addDifference(graph.add(left, ageMsMax), graph.add(right, ageMsMax));
  return { node, op, threshold: 0 };
}

/** `5 < x` is `x > 5`; 5 crosses above x where x crosses below 5. */
const mirrored: Readonly<Record<ThresholdOp, ThresholdOp>> = {
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
  "==": "==",
  "!=": "!=",
  crossesAbove: "crossesBelow",
  crossesBelow: "crossesAbove",
};
