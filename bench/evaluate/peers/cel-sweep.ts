import { Environment } from "@marcbachmann/cel-js";
import { signalCount } from "../market.ts";
import { leavesOf, opNames, type Population } from "../population.ts";
import type { Peer } from "./peer.ts";

/**
 * CEL expressions, parsed once and evaluated one by one. Of the first `held` triggers it evaluates `each` per tick, the
 * next ones at the next: with many held they are as far from the processor's caches as in a sweep of all.
 */
export function createCelSweep(population: Population, held: number, each = held): Peer {
  const environment = new Environment();
  for (let signal = 0; signal < signalCount; signal += 1) environment.registerVariable(`s${signal}`, "double");
  const expressions = Array.from({ length: held }, (_, trigger) => environment.parse(write(population, trigger)));
  const verdicts = new Uint8Array(held);
  let next = 0;
  return {
    name: "cel-sweep",
    n: each,
    tick: (readings) => {
      const context: Record<string, number> = {};
      for (let signal = 0; signal < signalCount; signal += 1) context[`s${signal}`] = readings[signal] as number;
      for (const end = next + each; next < end; next += 1) {
        const evaluate = expressions[next] as (typeof expressions)[number];
        verdicts[next] = evaluate(context) === true ? 1 : 0;
      }
      next %= held;
    },
    holds: (trigger) => verdicts[trigger] === 1,
  };
}

function write(population: Population, trigger: number): string {
  const { signals, ops, thresholds } = population;
  return leavesOf(population, trigger)
    .map((at) => `s${signals[at]} ${opNames[ops[at] ?? 0]} ${writeDouble(thresholds[at] ?? 0)}`)
    .join(" && ");
}

/** A number without a point is an integer in CEL. */
const writeDouble = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));
