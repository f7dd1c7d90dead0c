import { type ASTNode, parse } from "@marcbachmann/cel-js";
import { readDurationMs } from "./test-naive-input.ts";

/** A number at each evaluation. `key` is equal for equal expressions only; `parts` are the numbers it is made of. */
export type NaiveNumber = { readonly key: string; readonly parts: readonly NaiveNumber[] } & (
  | { readonly kind: "literal"; readonly value: number }
  | { readonly kind: "spot"; readonly field: "price" | "low" | "high"; readonly source: string }
  | { readonly kind: "events"; readonly filter: string; readonly windowMs: number }
  | { readonly kind: "negative"; readonly of: NaiveNumber }
  | { readonly kind: "arithmetic"; readonly op: Arithmetic; readonly left: NaiveNumber; readonly right: NaiveNumber }
  | { readonly kind: "window"; readonly statistic: Statistic; readonly of: NaiveNumber; readonly windowMs: number }
);

/** True, false or unknown at each evaluation. */
export type NaiveTruth =
  | { readonly kind: "comparison"; readonly op: Comparison; readonly left: NaiveNumber; readonly right: NaiveNumber }
  | { readonly kind: "cross"; readonly up: boolean; readonly left: NaiveNumber; readonly right: NaiveNumber }
  | { readonly kind: "touch"; readonly source: string; readonly level: NaiveNumber }
  | NaiveStop
  | { readonly kind: "not"; readonly of: NaiveTruth }
  | { readonly kind: "and" | "or"; readonly left: NaiveTruth; readonly right: NaiveTruth };

export type NaiveStop = { readonly kind: "stop"; readonly source: string; readonly fraction: NaiveNumber };

export type Arithmetic = "+" | "-" | "*" | "/";
export type Comparison = "<" | "<=" | ">" | ">=" | "==" | "!=";
export type Statistic = "change" | "sma" | "min" | "max" | "stddev" | "zscore" | "ema";

export const parseNaiveCondition = (text: string): NaiveTruth => readTruth(parse(text).ast);

/** All trailing stops in a condition, in the order of the text. */
export function listStops(truth: NaiveTruth): readonly NaiveStop[] {
  if (truth.kind === "stop") return [truth];
  if (truth.kind === "not") return listStops(truth.of);
  if (truth.kind === "and" || truth.kind === "or") return [...listStops(truth.left), ...listStops(truth.right)];
  return [];
}

function readTruth(node: ASTNode): NaiveTruth {
  switch (node.op) {
    case "&&":
      return { kind: "and", left: readTruth(node.args[0]), right: readTruth(node.args[1]) };
    case "||":
      return { kind: "or", left: readTruth(node.args[0]), right: readTruth(node.args[1]) };
    case "!_":
      return { kind: "not", of: readTruth(node.args) };
    case "<":
    case "<=":
    case ">":
    case ">=":
    case "==":
    case "!=":
      return { kind: "comparison", op: node.op, left: readNumber(node.args[0]), right: readNumber(node.args[1]) };
    case "call":
      return readTruthCall(node.args[0], node.args[1]);
    default:
      throw new Error(`not a truth value: ${node.op}`);
  }
}

function readTruthCall(name: string, args: readonly ASTNode[]): NaiveTruth {
  const [first, second] = takeTwo(name, args);
  switch (name) {
    case "crossesAbove":
    case "crossesBelow":
      return { kind: "cross", up: name === "crossesAbove", left: readNumber(first), right: readNumber(second) };
    case "touches":
      return { kind: "touch", source: readSource(first), level: readNumber(second) };
    case "trailingStop":
      return { kind: "stop", source: readSource(first), fraction: readNumber(second) };
    default:
      throw new Error(`not a truth value: ${name}`);
  }
}

function readNumber(node: ASTNode): NaiveNumber {
  switch (node.op) {
    case "value": {
      if (typeof node.args !== "bigint" && typeof node.args !== "number") throw new Error("not a number");
      const value = Number(node.args);
      return { key: `${value}`, parts: [], kind: "literal", value };
    }
    case "-_": {
      const of = readNumber(node.args);
      return { key: `-(${of.key})`, parts: [of], kind: "negative", of };
    }
    case "+":
    case "-":
    case "*":
    case "/":
      return combine(node.op, readNumber(node.args[0]), readNumber(node.args[1]));
    case "call":
      return readNumberCall(node.args[0], node.args[1]);
    default:
      throw new Error(`not a number: ${node.op}`);
  }
}

function readNumberCall(name: string, args: readonly ASTNode[]): NaiveNumber {
  switch (name) {
    case "low":
    case "high":
      return spot(name, `price.${readText(args[0])}`);
    case "price":
    case "signal":
    case "factor":
    case "market":
    case "cluster":
      return spot("price", readSignalKey(name, args));
    case "spread":
    case "ratio": {
      const [first, second] = takeTwo(name, args);
      return combine(name === "spread" ? "-" : "/", readNumber(first), readNumber(second));
    }
    case "eventCount": {
      const filter = readText(args[0]);
      const windowMs = readDurationMs(readText(args[1]));
      return { key: `eventCount(${JSON.stringify(filter)},${windowMs})`, parts: [], kind: "events", filter, windowMs };
    }
    case "change":
    case "sma":
    case "min":
    case "max":
    case "stddev":
    case "zscore":
    case "ema": {
      const [first, second] = takeTwo(name, args);
      const of = readNumber(first);
      const windowMs = readDurationMs(readText(second));
      return { key: `${name}(${of.key},${windowMs})`, parts: [of], kind: "window", statistic: name, of, windowMs };
    }
    default:
      throw new Error(`not a number: ${name}`);
  }
}

/** The signal that a text (a symbol) or a call such as `price('S')` names. */
function readSource(node: ASTNode): string {
  if (node.op === "call") return readSignalKey(node.args[0], node.args[1]);
  return `price.${readText(node)}`;
}

function readSignalKey(name: string, args: readonly ASTNode[]): string {
  const texts = args.map((arg) => readText(arg));
  switch (name) {
    case "signal":
      return texts.join(".");
    case "price":
    case "factor":
    case "market":
    case "cluster":
      return [name, ...texts].join(".");
    default:
      throw new Error(`not a signal: ${name}`);
  }
}

function readText(node: ASTNode | undefined): string {
  if (node?.op !== "value" || typeof node.args !== "string") throw new Error("expected a text");
  return node.args;
}

function takeTwo(name: string, args: readonly ASTNode[]): readonly [ASTNode, ASTNode] {
  const [first, second] = args;
  if (first === undefined || second === undefined || args.length > 2) throw new Error(`${name} takes two`);
  return [first, second];
}

function spot(field: "price" | "low" | "high", source: string): NaiveNumber {
  return { key: `${field}(${JSON.stringify(source)})`, parts: [], kind: "spot", field, source };
}

function combine(op: Arithmetic, left: NaiveNumber, right: NaiveNumber): NaiveNumber {
  return { key: `(${left.key}${op}${right.key})`, parts: [left, right], kind: "arithmetic", op, left, right };
}
