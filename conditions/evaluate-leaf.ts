import type { LeafInput, LeafTrace } from "../contracts/fires.ts";
import type { SignalKey } from "../contracts/ids.ts";
import type { ComparisonOp, Leaf, NumberExpression } from "./condition.ts";

export type Reading = {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly sampleAtMs: number;
};

/** Gives the latest sample of a signal known at a time, or undefined where there is none that is fresh enough. */
export type ReadSignal = (key: SignalKey, atMs: number) => Reading | undefined;

/**
 * Evaluates one comparison at `atMs` and tells what it saw. Unknown (null) where a side has no data or is not
 * finite. Exact semantics: the condition table of the format description.
 */
export function evaluateLeaf(leaf: Leaf, atMs: number, read: ReadSignal): LeafTrace {
  const inputs: LeafInput[] = [];
  const recording: ReadSignal = (key, at) => {
    const reading = read(key, at);
    if (reading !== undefined && at === atMs && !inputs.some((input) => input.key === key)) {
      inputs.push({ key, value: reading.value, sampleAtMs: reading.sampleAtMs });
    }
    return reading;
  };
  const left = evaluateNumber(leaf.left, atMs, recording) ?? null;
  const right = evaluateNumber(leaf.right, atMs, recording) ?? null;
  return {
    leaf: leaf.text,
    left,
    op: leaf.op,
    right,
    sampleAtMs: inputs.length === 0 ? null : Math.min(...inputs.map((input) => input.sampleAtMs)),
    holds: left === null || right === null ? null : compare(left, leaf.op, right),
    inputs,
  };
}

export function evaluateNumber(expression: NumberExpression, atMs: number, read: ReadSignal): number | undefined {
  switch (expression.kind) {
    case "number":
      return expression.value;
    case "signal":
      return read(expression.key, atMs)?.[expression.field];
    case "negate": {
      const of = evaluateNumber(expression.of, atMs, read);
      return of === undefined ? undefined : -of;
    }
    case "change": {
      const now = evaluateNumber(expression.of, atMs, read);
      const before = evaluateNumber(expression.of, atMs - expression.windowMs, read);
      return now === undefined || before === undefined ? undefined : finite(now / before - 1);
    }
    case "arithmetic": {
      const left = evaluateNumber(expression.left, atMs, read);
      const right = evaluateNumber(expression.right, atMs, read);
      return left === undefined || right === undefined ? undefined : finite(calculate(left, expression.op, right));
    }
  }
}

export function compare(left: number, op: ComparisonOp, right: number): boolean {
  switch (op) {
    case "<":
      return left < right;
    case "<=":
      return left <= right;
    case ">":
      return left > right;
    case ">=":
      return left >= right;
    case "==":
      return left === right;
    case "!=":
      return left !== right;
  }
}

function calculate(left: number, op: "+" | "-" | "*" | "/", right: number): number {
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

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);
