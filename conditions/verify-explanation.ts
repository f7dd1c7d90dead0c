import type { LeafTrace } from "../contracts/fires.ts";
import type { SignalKey } from "../contracts/ids.ts";
import { err, ok, type Result } from "../contracts/result.ts";
import type { Condition, Leaf } from "./condition.ts";
import { compare, sidesOf } from "./evaluate-spot.ts";
import { joinLeaves, type Truth } from "./join-leaves.ts";

export type ExplanationFault = {
  readonly code: "other-condition" | "does-not-hold" | "stale";
  readonly message: string;
};

/** `cadenceMs` is the time between two evaluations. */
export type VerifySettings = {
  readonly firedAtMs: number;
  readonly ageMsMaxOf: (key: SignalKey) => number;
  readonly cadenceMs: number;
  readonly firesUnknown: boolean;
};

/**
 * Recomputes a verdict from the leaf values that came with a fire, as its receiver: the leaves must be those of
 * the condition that the receiver holds, literals must be its literals, each comparison is done again, and every
 * sample that a known leaf rests on must be at most `ageMsMaxOf` its signal older than the fire. `firesUnknown`: the trigger is one
 * that fires for want of data.
 */
export function verifyExplanation(
  condition: Condition,
  explain: readonly LeafTrace[],
  { firedAtMs, ageMsMaxOf, cadenceMs, firesUnknown }: VerifySettings,
): Result<true, ExplanationFault> {
  if (explain.length !== condition.leaves.length) return other("it has other leaves than this trigger");
  const holds: Truth[] = [];
  for (const [index, leaf] of condition.leaves.entries()) {
    const trace = explain[index];
    if (trace === undefined || trace.leaf !== leaf.text || trace.op !== leaf.op)
      return other(`leaf ${index} is another`);
    const { left, right } = sidesOf(leaf);
    if (left?.kind === "number" && trace.left !== left.value) return other(`leaf ${index} has another left side`);
    if (right?.kind === "number" && trace.right !== right.value) return other(`leaf ${index} has another right side`);
    const verdict = judgeAgain(leaf, trace, firedAtMs - cadenceMs);
    holds.push(verdict);
    if (verdict === null) continue;
    for (const input of trace.inputs) {
      if (input.sampleAtMs > firedAtMs || firedAtMs - input.sampleAtMs > ageMsMaxOf(input.key)) {
        return err({
          code: "stale",
          message: `${input.key} was sampled at ${input.sampleAtMs}, the fire is of ${firedAtMs}`,
        });
      }
    }
  }
  const truth = joinLeaves(condition.root, holds);
  if (truth === true || (truth === null && firesUnknown)) return ok(true);
  return err({
    code: "does-not-hold",
    message: "the condition does not hold for the values that came with the fire",
  });
}

/**
 * A leaf's verdict from the values shown. Of a crossing and a trailing stop they show the present side alone: a claim that it
 * is true must agree with that; that it is false cannot be told from here. A stop is judged at new samples only, and a fire
 * moves its level in between: a claim that rests on a sample from before the last evaluation is not held against the level.
 */
function judgeAgain(leaf: Leaf, { left, right, holds, inputs }: LeafTrace, previousMs: number): Truth {
  if (left === null) return null;
  if (leaf.kind === "trailing-stop") {
    const isHeld = inputs.length > 0 && inputs.every(({ sampleAtMs }) => sampleAtMs <= previousMs);
    return holds === true && right !== null && (left <= right || isHeld);
  }
  if (right === null) return null;
  switch (leaf.kind) {
    case "comparison":
      return compare(left, leaf.op, right);
    case "crossing":
      return holds === true && (leaf.op === "crossesAbove" ? left > right : left < right);
    case "touch": {
      const now = inputs.find(({ key }) => key === leaf.key)?.value;
      return now === undefined ? null : right <= now ? left <= right : left >= right;
    }
  }
}

const other = (message: string): Result<true, ExplanationFault> => err({ code: "other-condition", message });
