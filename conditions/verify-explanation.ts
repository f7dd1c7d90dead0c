import type { LeafTrace } from "../contracts/fires.ts";
import { err, ok, type Result } from "../contracts/result.ts";
import type { Condition } from "./condition.ts";
import { compare } from "./evaluate-leaf.ts";
import { joinLeaves } from "./join-leaves.ts";

export type ExplanationFault = {
  readonly code: "other-condition" | "does-not-hold" | "stale";
  readonly message: string;
};

/**
 * Recomputes a verdict from the leaf values that came with a fire, as its receiver: the leaves must be those of
 * the condition that the receiver holds, literals must be its literals, each comparison is done again, and every
 * sample that a true leaf rests on must be at most `maxAgeMs` older than the fire.
 */
export function verifyExplanation(
  condition: Condition,
  explain: readonly LeafTrace[],
  firedAtMs: number,
  maxAgeMs: number,
): Result<true, ExplanationFault> {
  if (explain.length !== condition.leaves.length) return other("it has other leaves than this trigger");
  const holds: (boolean | null)[] = [];
  for (const [index, leaf] of condition.leaves.entries()) {
    const trace = explain[index];
    if (trace === undefined || trace.leaf !== leaf.text || trace.op !== leaf.op)
      return other(`leaf ${index} is another`);
    if (leaf.left.kind === "number" && trace.left !== leaf.left.value)
      return other(`leaf ${index} has another left side`);
    if (leaf.right.kind === "number" && trace.right !== leaf.right.value)
      return other(`leaf ${index} has another right side`);
    const { left, right } = trace;
    if (left === null || right === null) {
      holds.push(null);
      continue;
    }
    holds.push(compare(left, leaf.op, right));
    for (const input of trace.inputs) {
      if (input.sampleAtMs > firedAtMs || firedAtMs - input.sampleAtMs > maxAgeMs) {
        return err({
          code: "stale",
          message: `${input.key} was sampled at ${input.sampleAtMs}, the fire is of ${firedAtMs}`,
        });
      }
    }
  }
  if (joinLeaves(condition.root, holds) !== true) {
    return err({
      code: "does-not-hold",
      message: "the condition does not hold for the values that came with the fire",
    });
  }
  return ok(true);
}

const other = (message: string): Result<true, ExplanationFault> => err({ code: "other-condition", message });
