import type { Condition, Leaf } from "../../conditions/condition.ts";
import { compareCodePoints } from "../../contracts/compare-code-points.ts";
import type { SignalKey } from "../../contracts/ids.ts";
import type { EngineTrigger } from "../../evaluate/core/engine.ts";
import { assets, keys } from "./market.ts";
import { leavesOf, opNames, type Population } from "./population.ts";

/** A trigger's condition as its author would write it. */
export function writeCondition(population: Population, trigger: number): string {
  return leavesOf(population, trigger)
    .map((at) => writeLeaf(population, at))
    .join(" && ");
}

/** What `compileCondition` makes of that text, without reading it: a million texts take a minute. */
export function describeCondition(population: Population, trigger: number): Condition {
  const leaves = leavesOf(population, trigger).map((at) => describeLeaf(population, at));
  const signals = new Set(leavesOf(population, trigger).map((at) => keyOf(population, at)));
  return {
    root: leaves
      .map((_, index): Condition["root"] => ({ kind: "leaf", index }))
      .reduce((left, right) => ({ kind: "and", left, right })),
    leaves,
    signals: [...signals].sort(compareCodePoints),
    windowMsMax: 0,
  };
}

/** Mode `repeat`, no `for`: every verdict that changes is a step of the trigger's life. */
export function describeTrigger(population: Population, trigger: number): EngineTrigger {
  return {
    when: describeCondition(population, trigger),
    clearWhen: null,
    terms: {
      forMs: 0,
      keepForMs: 0,
      cooldownMs: 0,
      mode: "repeat",
      maxFires: null,
      noData: "hold",
      validFromMs: null,
      validUntilMs: null,
      activeHours: null,
    },
    maxStalenessMs: null,
    epoch: 0,
    lastFiredAtMs: null,
    group: null,
  };
}

const keyOf = ({ signals }: Population, at: number): SignalKey => keys[signals[at] ?? 0] as SignalKey;

function writeLeaf({ kind, signals, ops, thresholds }: Population, at: number): string {
  const price = `price('${assets[signals[at] ?? 0]}')`;
  const threshold = thresholds[at] ?? 0;
  return kind === "trailing"
    ? `trailingStop(${price}, ${1 - threshold})`
    : `${price} ${opNames[ops[at] ?? 0]} ${threshold}`;
}

function describeLeaf(population: Population, at: number): Leaf {
  const { kind, ops, thresholds } = population;
  const key = keyOf(population, at);
  const text = writeLeaf(population, at);
  const threshold = thresholds[at] ?? 0;
  if (kind === "trailing") return { kind: "trailing-stop", text, op: "trailingStop", key, fraction: 1 - threshold };
  return {
    kind: "comparison",
    text,
    op: opNames[ops[at] ?? 0] ?? "<",
    left: { kind: "signal", key, field: "value" },
    right: { kind: "number", value: threshold },
  };
}
