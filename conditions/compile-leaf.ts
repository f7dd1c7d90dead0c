import type { ASTNode } from "@marcbachmann/cel-js";
import type { CheckedLeaf } from "./check-range.ts";
import { checkSameUnit, compileNumber, signalNumber } from "./compile-number.ts";
import type { CompileScope } from "./compile-scope.ts";
import type { ComparisonOp, CrossingOp } from "./condition.ts";
import { refuse } from "./condition-error.ts";
import { explainUnsupported } from "./explain-unsupported.ts";
import { quoteText } from "./quote-text.ts";
import { argumentOf, type CallNode, checkCall, functionNameOf, readText } from "./read-arguments.ts";
import { isConstant, type TypedNumber } from "./typed-number.ts";

const expectedComparison = "expected a comparison, such as price('ETH-USD') < 2500";

/** One truth value: a comparison of two numbers, or a call that is true or false. */
export function compileLeaf(node: ASTNode, scope: CompileScope): CheckedLeaf {
  switch (node.op) {
    case "<":
    case "<=":
    case ">":
    case ">=":
    case "==":
    case "!=":
      return compileComparison(node, node.op, node.args, scope);
    case "call":
      return compileTruthCall(node, scope);
    case "value":
    case "-_":
    case "+":
    case "-":
    case "*":
    case "/":
      return refuse("wrong-type", expectedComparison, node.start);
    default:
      return explainUnsupported(node, scope);
  }
}

function compileComparison(
  node: ASTNode,
  op: ComparisonOp,
  [leftNode, rightNode]: readonly [ASTNode, ASTNode],
  scope: CompileScope,
): CheckedLeaf {
  const sides = compileSides(node, leftNode, rightNode, scope);
  const { left, right } = sides;
  return {
    leaf: { kind: "comparison", text: scope.sliceOf(node), op, left: left.expression, right: right.expression },
    start: node.start,
    pastMs: Math.max(left.pastMs, right.pastMs),
    sides,
  };
}

function compileTruthCall(node: CallNode, scope: CompileScope): CheckedLeaf {
  if (checkCall(node) === "number") refuse("wrong-type", expectedComparison, node.start);
  const name = functionNameOf(node);
  if (name === "touches") return compileTouch(node, scope);
  return name === "trailingStop" ? compileTrailingStop(node, scope) : compileCrossing(node, name as CrossingOp, scope);
}

function compileCrossing(node: CallNode, op: CrossingOp, scope: CompileScope): CheckedLeaf {
  const sides = compileSides(node, argumentOf(node, 0), argumentOf(node, 1), scope);
  const { left, right } = sides;
  return {
    leaf: { kind: "crossing", text: scope.sliceOf(node), op, left: left.expression, right: right.expression },
    start: node.start,
    pastMs: Math.max(left.pastMs, right.pastMs),
    sides,
  };
}

function compileSides(node: ASTNode, leftNode: ASTNode, rightNode: ASTNode, scope: CompileScope) {
  const left = compileNumber(leftNode, scope);
  const right = compileNumber(rightNode, scope);
  if (isConstant(left) && isConstant(right)) {
    refuse("wrong-type", "neither side has a signal in it: this never changes", node.start);
  }
  checkSameUnit(left, right, "compared");
  return { left, right };
}

function compileTouch(node: CallNode, scope: CompileScope): CheckedLeaf {
  const price = compilePrice(node, scope);
  const level = compileNumber(argumentOf(node, 1), scope);
  checkSameUnit(price, level, "compared");
  return {
    leaf: { kind: "touch", text: scope.sliceOf(node), op: "touches", key: price.key, level: level.expression },
    start: node.start,
    pastMs: level.pastMs,
    sides: { left: price, right: level },
  };
}

function compileTrailingStop(node: CallNode, scope: CompileScope): CheckedLeaf {
  const { key } = compilePrice(node, scope);
  const fractionNode = argumentOf(node, 1);
  const fraction = compileNumber(fractionNode, scope);
  if (!isConstant(fraction)) {
    return refuse("wrong-type", "the fraction of a trailing stop is a constant such as 0.07", fractionNode.start);
  }
  const { value } = fraction.expression;
  if (value <= 0 || value >= 1) {
    const near = value > 1 && value < 100 ? String(value / 100) : null;
    refuse("wrong-type", "the fraction of a trailing stop is between 0 and 1, such as 0.07", fractionNode.start, near);
  }
  return {
    leaf: { kind: "trailing-stop", text: scope.sliceOf(node), op: "trailingStop", key, fraction: value },
    start: node.start,
    pastMs: 0,
    sides: null,
  };
}

/** The price whose range since the last evaluation is looked at: a symbol in quotes, price('S') or signal('price.S'). */
function compilePrice(node: CallNode, scope: CompileScope) {
  const argument = argumentOf(node, 0);
  if (argument.op !== "call") {
    const symbol = readText(node, 0, "symbol", scope);
    const write = (near: string): string => quoteText(near.startsWith("price.") ? near.slice("price.".length) : near);
    return asPrice(signalNumber(`price.${symbol}`, "value", argument, write, scope), argument);
  }
  return asPrice(compileNumber(argument, scope), argument);
}

function asPrice(number: TypedNumber, node: ASTNode) {
  const { expression } = number;
  if (expression.kind === "signal" && expression.field === "value" && expression.key.startsWith("price.")) {
    return { ...number, key: expression.key };
  }
  return refuse("wrong-type", "expected a symbol in quotes, or price(symbol)", node.start);
}
