import { type ASTNode, Environment, ParseError } from "@marcbachmann/cel-js";
import { compareCodePoints } from "../contracts/compare-code-points.ts";
import { err, ok, type Result } from "../contracts/result.ts";
import { conditionTextMax } from "../contracts/trigger.ts";
import { type CheckedLeaf, findNeverTrue } from "./check-range.ts";
import { compileLeaf } from "./compile-leaf.ts";
import { CompileScope, type CompileSettings } from "./compile-scope.ts";
import type { Condition, Join } from "./condition.ts";
import { type ConditionError, ConditionRefusal, refuse } from "./condition-error.ts";
import { describeSyntaxError } from "./describe-syntax-error.ts";
import { scanNesting } from "./scan-nesting.ts";

export type { CompileSettings } from "./compile-scope.ts";
export { type ConditionError, formatConditionError } from "./condition-error.ts";

const leavesMax = 32;
const depthMax = 32;

/** Beyond all that the limits of a condition allow, so that these only bound the work on what is refused anyway. */
const parser = new Environment({
  unlistedVariablesAreDyn: true,
  limits: { maxAstNodes: 2_048, maxDepth: 2 * depthMax, maxCallArguments: 8, maxListElements: 8, maxMapEntries: 8 },
});

/**
 * Compiles a condition: comparisons of numbers, crossings, touches and trailing stops over signals, joined by
 * `&& || !`. Refused is whatever is not in the language, names no known signal, mixes units, cannot be evaluated on the
 * grid, can never be true, or is too large. Never throws and never evaluates text; work is bounded by the text's length.
 */
export function compileCondition(text: string, settings: CompileSettings): Result<Condition, ConditionError> {
  try {
    return ok(compile(text, settings));
  } catch (cause) {
    if (cause instanceof ConditionRefusal) return err(cause.error);
    if (cause instanceof ParseError) return err(describeSyntaxError(text, cause));
    throw cause;
  }
}

function compile(text: string, settings: CompileSettings): Condition {
  if (text.length > conditionTextMax) {
    refuse("too-large", `a condition has at most ${conditionTextMax} characters`, conditionTextMax);
  }
  const nesting = scanNesting(text, depthMax);
  if (nesting.tooDeepAt !== null) {
    refuse("too-large", `a condition nests at most ${depthMax} deep`, nesting.tooDeepAt);
  }
  const scope = new CompileScope(text, nesting, settings);
  const checked: CheckedLeaf[] = [];
  const root = compileJoin(parser.parse(text).ast, checked, scope);
  const fault = settings.mayNeverHold === true ? null : findNeverTrue(root, checked);
  if (fault !== null) refuse("never-true", fault.message, fault.position);
  return {
    root,
    leaves: checked.map(({ leaf }) => leaf),
    signals: [...scope.signals].sort(compareCodePoints),
    windowMsMax: Math.max(0, ...checked.map(({ pastMs }) => pastMs)),
  };
}

function compileJoin(node: ASTNode, leaves: CheckedLeaf[], scope: CompileScope): Join {
  switch (node.op) {
    case "&&":
    case "||": {
      const left = compileJoin(node.args[0], leaves, scope);
      const right = compileJoin(node.args[1], leaves, scope);
      return { kind: node.op === "&&" ? "and" : "or", left, right };
    }
    case "!_":
      return { kind: "not", of: compileJoin(node.args, leaves, scope) };
    default: {
      const index = leaves.length;
      if (index >= leavesMax) refuse("too-large", `a condition has at most ${leavesMax} comparisons`, node.start);
      leaves.push(compileLeaf(node, scope));
      return { kind: "leaf", index };
    }
  }
}
