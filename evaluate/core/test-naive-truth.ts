import type { Comparison, NaiveStop, NaiveTruth } from "./test-naive-expression.ts";
import { type NaiveView, spotAt, valueAt } from "./test-naive-values.ts";

/** Null: unknown. */
export type Verdict = boolean | null;

/** Where a trailing stop stands: its peak so far, and its verdict at the last new sample. */
export type StopState = { peak: number | null; verdict: boolean };
export type StopStates = ReadonlyMap<NaiveStop, StopState>;

/** A stop is judged against the peak before this evaluation, then the peak takes this evaluation's high. */
export function moveStops(view: NaiveView, stops: StopStates, index: number): void {
  for (const [stop, state] of stops) {
    const { data, isNew } = spotAt(view, stop.source, index);
    const fraction = valueAt(view, stop.fraction, index);
    if (data === null || !isNew || fraction === null) continue;
    state.verdict = state.peak !== null && data.low <= state.peak * (1 - fraction);
    state.peak = state.peak === null ? data.high : Math.max(state.peak, data.high);
  }
}

/** After a fire the peaks start anew with the present prices. */
export function restartStops(view: NaiveView, stops: StopStates, index: number): void {
  for (const [stop, state] of stops) state.peak = spotAt(view, stop.source, index).data?.price ?? null;
}

/** Every part is judged, known or not: `&&`, `||` and `!` are three-valued. The stops have moved before. */
export function judge(view: NaiveView, truth: NaiveTruth, stops: StopStates, index: number): Verdict {
  switch (truth.kind) {
    case "and":
    case "or": {
      const sides = [judge(view, truth.left, stops, index), judge(view, truth.right, stops, index)];
      const deciding = truth.kind === "or";
      if (sides.includes(deciding)) return deciding;
      return sides.includes(null) ? null : !deciding;
    }
    case "not": {
      const verdict = judge(view, truth.of, stops, index);
      return verdict === null ? null : !verdict;
    }
    case "comparison": {
      const left = valueAt(view, truth.left, index);
      const right = valueAt(view, truth.right, index);
      return left === null || right === null ? null : compare(truth.op, left, right);
    }
    case "cross": {
      const left = valueAt(view, truth.left, index);
      const right = valueAt(view, truth.right, index);
      if (left === null || right === null) return null;
      if (index === 0) return false;
      const leftBefore = valueAt(view, truth.left, index - 1);
      const rightBefore = valueAt(view, truth.right, index - 1);
      if (leftBefore === null || rightBefore === null) return false;
      return truth.up ? leftBefore <= rightBefore && left > right : leftBefore >= rightBefore && left < right;
    }
    case "touch": {
      const { data } = spotAt(view, truth.source, index);
      const level = valueAt(view, truth.level, index);
      return data === null || level === null ? null : data.low <= level && level <= data.high;
    }
    case "stop":
      return spotAt(view, truth.source, index).data === null ? null : (stops.get(truth)?.verdict ?? false);
  }
}

function compare(op: Comparison, left: number, right: number): boolean {
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
