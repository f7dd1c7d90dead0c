import type { ASTNode } from "@marcbachmann/cel-js";
import { describeUnit, divideUnits, isSameUnit, multiplyUnits, noUnit, unitOf } from "./check-units.ts";
import type { CompileScope } from "./compile-scope.ts";
import type { ArithmeticOp, SignalField, WindowAggregate } from "./condition.ts";
import { refuse } from "./condition-error.ts";
import { explainUnsupported } from "./explain-unsupported.ts";
import * as interval from "./interval.ts";
import { quoteText } from "./quote-text.ts";
import {
  argumentOf,
  type CallNode,
  checkCall,
  findEvents,
  findSignal,
  functionNameOf,
  readText,
  readWindowArgument,
} from "./read-arguments.ts";
import { formatDuration } from "./read-window.ts";
import { suggestSymbol } from "./suggest-name.ts";
import { constantOf, factorUnit, isConstant, type TypedNumber } from "./typed-number.ts";

/** Compiles one numeric expression, with its unit, its range and how far back it looks. */
export function compileNumber(node: ASTNode, scope: CompileScope): TypedNumber {
  scope.countNumber(node);
  switch (node.op) {
    case "value":
      return compileLiteral(node, scope);
    case "-_":
      return negateNumber(node, compileNumber(node.args, scope), scope);
    case "+":
    case "-":
    case "*":
    case "/":
      return compileArithmetic(node, node.op, node.args, scope);
    case "call":
      return compileCall(node, scope);
    case "<":
    case "<=":
    case ">":
    case ">=":
    case "==":
    case "!=":
    case "&&":
    case "||":
    case "!_": {
      const message =
        "expected a number: comparisons do not chain and take no truth values, they are joined with && or ||";
      return refuse("wrong-type", message, node.start);
    }
    default:
      return explainUnsupported(node, scope);
  }
}

/** Both sides of a sum, a comparison, a crossing or a touch are in one unit; a constant is in any. */
export function checkSameUnit(left: TypedNumber, right: TypedNumber, verb: string): void {
  if (left.unit === null || right.unit === null || isSameUnit(left.unit, right.unit)) return;
  const sides = `${left.name} is ${describeUnit(left.unit)}, ${right.name} is ${describeUnit(right.unit)}`;
  refuse("mixed-units", `${sides}: they cannot be ${verb}`, right.start);
}

/** The present value of a signal. */
export function signalNumber(
  key: string,
  field: SignalField,
  node: ASTNode,
  write: (key: string) => string,
  scope: CompileScope,
): TypedNumber {
  const signal = findSignal(key, node, write, scope);
  const minOpen = key.startsWith("price.") && signal.min === 0;
  return {
    expression: { kind: "signal", key: signal.key, field },
    unit: unitOf(signal.unit),
    range: { min: signal.min ?? -Infinity, max: signal.max ?? Infinity, minOpen, maxOpen: false },
    stepMs: Math.max(signal.stepMs, scope.settings.cadenceMs),
    pastMs: 0,
    start: node.start,
    name: signal.key,
  };
}

function compileLiteral(node: Extract<ASTNode, { op: "value" }>, scope: CompileScope): TypedNumber {
  const { args } = node;
  if (typeof args === "number" || typeof args === "bigint") return finiteConstant(Number(args), node, scope);
  if (typeof args === "string") {
    const near = suggestSymbol(args, scope.settings.catalogue.keys);
    const suggestion = near === null ? null : `price(${quoteText(near)})`;
    return refuse("wrong-type", "expected a number, not a text", node.start, suggestion);
  }
  if (typeof args === "object" && args !== null && !(args instanceof Uint8Array)) {
    return refuse("unsupported", "numbers are written without u", node.start, scope.nameOf(node).slice(0, -1));
  }
  return refuse("wrong-type", "expected a number", node.start);
}

function finiteConstant(value: number, node: ASTNode, scope: CompileScope): TypedNumber {
  if (!Number.isFinite(value)) refuse("wrong-type", "this constant is not a finite number", node.start);
  return constantOf(value, node.start, scope.nameOf(node));
}

function negateNumber(node: ASTNode, of: TypedNumber, scope: CompileScope): TypedNumber {
  if (isConstant(of)) return finiteConstant(-of.expression.value, node, scope);
  const expression = { kind: "negate", of: of.expression } as const;
  return { ...of, expression, range: interval.negate(of.range), start: node.start, name: scope.nameOf(node) };
}

function compileArithmetic(
  node: ASTNode,
  op: ArithmeticOp,
  [leftNode, rightNode]: readonly [ASTNode, ASTNode],
  scope: CompileScope,
): TypedNumber {
  const left = compileNumber(leftNode, scope);
  const right = compileNumber(rightNode, scope);
  if (isConstant(left) && isConstant(right)) {
    return finiteConstant(calculate(left.expression.value, op, right.expression.value), node, scope);
  }
  if (op === "+" || op === "-") checkSameUnit(left, right, op === "+" ? "added" : "subtracted");
  return {
    expression: { kind: "arithmetic", op, left: left.expression, right: right.expression },
    unit: arithmeticUnit(left, op, right),
    range: arithmeticRange[op](left.range, right.range),
    stepMs: Math.min(left.stepMs, right.stepMs),
    pastMs: Math.max(left.pastMs, right.pastMs),
    start: node.start,
    name: scope.nameOf(node),
  };
}

const arithmeticRange = {
  "+": interval.add,
  "-": interval.subtract,
  "*": interval.multiply,
  "/": interval.divide,
} as const;

function arithmeticUnit(left: TypedNumber, op: ArithmeticOp, right: TypedNumber): TypedNumber["unit"] {
  if (op === "*") return multiplyUnits(factorUnit(left), factorUnit(right));
  if (op === "/") return divideUnits(factorUnit(left), factorUnit(right));
  return left.unit ?? right.unit;
}

function calculate(left: number, op: ArithmeticOp, right: number): number {
  switch (op) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
  }
}

function compileCall(node: CallNode, scope: CompileScope): TypedNumber {
  const name = functionNameOf(node);
  if (checkCall(node) === "truth") {
    return refuse("wrong-type", `expected a number: ${name} is true or false`, node.start);
  }
  switch (name) {
    case "price":
    case "low":
    case "high":
      return compileNamed(node, "price", "symbol", name === "price" ? "value" : name, scope);
    case "factor":
      return compileNamed(node, "factor", "name", "value", scope);
    case "market":
      return compileNamed(node, "market", "id", "value", scope);
    case "signal":
      return signalNumber(readText(node, 0, "name", scope), "value", node, (key) => `signal(${quoteText(key)})`, scope);
    case "cluster": {
      const key = `cluster.${readText(node, 0, "symbol", scope)}.${readText(node, 1, "measure", scope)}`;
      return signalNumber(key, "value", node, writeCluster, scope);
    }
    case "spread":
    case "ratio":
      return compileArithmetic(node, name === "spread" ? "-" : "/", [argumentOf(node, 0), argumentOf(node, 1)], scope);
    case "eventCount":
      return compileEventCount(node, scope);
    default:
      return compileWindowed(node, name as WindowAggregate | "change" | "ema", scope);
  }
}

function compileNamed(
  node: CallNode,
  kind: string,
  what: string,
  field: SignalField,
  scope: CompileScope,
): TypedNumber {
  const key = `${kind}.${readText(node, 0, what, scope)}`;
  const write = (near: string): string => {
    const isSameKind = near.startsWith(`${kind}.`);
    return isSameKind ? `${node.args[0]}(${quoteText(near.slice(kind.length + 1))})` : `signal(${quoteText(near)})`;
  };
  return signalNumber(key, field, node, write, scope);
}

function writeCluster(key: string): string {
  const [, symbol, measure] = /^cluster\.(.+)\.([^.]+)$/.exec(key) ?? [];
  return symbol === undefined || measure === undefined
    ? `signal(${quoteText(key)})`
    : `cluster(${quoteText(symbol)}, ${quoteText(measure)})`;
}

function compileEventCount(node: CallNode, scope: CompileScope): TypedNumber {
  const filter = readText(node, 0, "filter", scope);
  const events = findEvents(filter, argumentOf(node, 0), scope);
  const windowMs = readWindowArgument(node, scope);
  return {
    expression: { kind: "event-count", filter, windowMs },
    unit: noUnit,
    range: interval.atLeastZero,
    stepMs: events.reduce((least, { stepMs }) => Math.min(least, Math.max(stepMs, scope.settings.cadenceMs)), Infinity),
    pastMs: windowMs,
    start: node.start,
    name: scope.nameOf(node),
  };
}

function compileWindowed(node: CallNode, name: WindowAggregate | "change" | "ema", scope: CompileScope): TypedNumber {
  const of = compileNumber(argumentOf(node, 0), scope);
  if (isConstant(of)) refuse("wrong-type", `${of.name} has no signal in it: it never changes`, of.start);
  const windowMs = readWindowArgument(node, scope);
  if (name === "ema" && windowMs < of.stepMs) {
    const least = formatDuration(Math.ceil(of.stepMs / scope.settings.cadenceMs) * scope.settings.cadenceMs);
    const message = `${of.name} comes every ${formatDuration(of.stepMs)}: the window of its ema is at least that long`;
    refuse("bad-window", message, argumentOf(node, 1).start, quoteText(least));
  }
  const common = { stepMs: of.stepMs, pastMs: of.pastMs + windowMs, start: node.start, name: scope.nameOf(node) };
  switch (name) {
    case "change":
      return {
        ...common,
        expression: { kind: "change", of: of.expression, windowMs },
        unit: noUnit,
        range: interval.changeOf(of.range),
      };
    case "ema":
      return { ...common, expression: { kind: "ema", of: of.expression, windowMs }, unit: of.unit, range: of.range };
    default:
      return {
        ...common,
        expression: { kind: "window", aggregate: name, of: of.expression, windowMs },
        unit: name === "zscore" ? noUnit : of.unit,
        range: aggregateRange(name, of.range),
      };
  }
}

/** Means are taken to lie within the range of what they are taken over, as they do before rounding. */
function aggregateRange(aggregate: WindowAggregate, of: interval.Interval): interval.Interval {
  if (aggregate === "stddev") return interval.atLeastZero;
  return aggregate === "zscore" ? interval.everyNumber : of;
}
