import { signalsOfLeaf } from "../../conditions/evaluate-spot.ts";
import type { LeafInput, LeafTrace } from "../../contracts/fires.ts";
import type { Engine } from "./engine.ts";
import { fromVerdict } from "./join-shape.ts";
import type { LeafPlan, LoweredCondition } from "./lower-condition.ts";

/** What each leaf of a condition says now: its two sides, whether it holds, and the samples it rests on. */
export function explain(
  engine: Engine,
  slot: number,
  condition: LoweredCondition,
  ageMsMax: number | null,
): LeafTrace[] {
  return condition.plans.map((plan) => explainLeaf(engine, slot, plan, ageMsMax));
}

/** The two sides of one leaf and whether it holds, without what they rest on: for those who read every evaluation. */
export function readLeaf(
  engine: Engine,
  slot: number,
  plan: LeafPlan,
  ageMsMax: number | null,
): Pick<LeafTrace, "left" | "right" | "holds"> {
  const { left, right } = readSides(engine, slot, plan, ageMsMax);
  return { left: orNull(left), right: orNull(right), holds: fromVerdict(engine.verdictOf(slot, plan.shape)) };
}

function explainLeaf(engine: Engine, slot: number, plan: LeafPlan, ageMsMax: number | null): LeafTrace {
  const { leaf, shape } = plan;
  const { left, right, sampleAtMs } = readSides(engine, slot, plan, ageMsMax);
  const inputs = [...signalsOfLeaf(leaf)].flatMap((key): LeafInput[] => {
    const view = engine.graph.view(key, ageMsMax);
    return view.isKnown ? [{ key, value: view.value, sampleAtMs: view.sampleAtMs }] : [];
  });
  return {
    leaf: leaf.text,
    left: orNull(left),
    op: leaf.op,
    right: orNull(right),
    sampleAtMs: Number.isFinite(sampleAtMs) ? sampleAtMs : null,
    holds: fromVerdict(engine.verdictOf(slot, shape)),
    inputs,
  };
}

function readSides(engine: Engine, slot: number, { leaf, sides, stop }: LeafPlan, ageMsMax: number | null) {
  const at = (place: number): { readonly value: number; readonly sampleAtMs: number } => {
    const side = sides[place];
    if (side === undefined) return nothing;
    return "constant" in side ? { ...nothing, value: side.constant } : (engine.graph.nodes[side.node] ?? nothing);
  };
  switch (leaf.kind) {
    case "comparison":
    case "crossing":
      return { left: at(0).value, right: at(1).value, sampleAtMs: Math.min(at(0).sampleAtMs, at(1).sampleAtMs) };
    case "touch": {
      const { value } = engine.graph.view(leaf.key, ageMsMax);
      const [low, high, level] = [at(0), at(1), at(2)];
      const sampleAtMs = Math.min(low.sampleAtMs, level.sampleAtMs);
      return { left: level.value <= value ? low.value : high.value, right: level.value, sampleAtMs };
    }
    case "trailing-stop": {
      const view = engine.graph.view(leaf.key, ageMsMax);
      const level = stop === null ? null : engine.index.stopLevel(slot, stop);
      return { left: view.low, right: level ?? Number.NaN, sampleAtMs: view.sampleAtMs };
    }
  }
}

const nothing = { value: Number.NaN, sampleAtMs: Number.POSITIVE_INFINITY };
const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
