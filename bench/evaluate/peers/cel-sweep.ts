import { Environment } from "@marcbachmann/cel-js";
import { signalCount } from "../market.ts";
import { leavesOf, opNames, type Population } from "../population.ts";
import type { Peer } from "./peer.ts";

/** The first `n` triggers as CEL expressions, parsed once and evaluated one by one at every tick. */
export function createCelSweep(population: Population, n: number): Peer {
  const environment = new Environment();
  for (let signal = 0; signal < signalCount; signal += 1) environment.registerVariable(`s${signal}`, "double");
  const expressions = Array.from({ length: n }, (_, trigger) => environment.parse(write(population, trigger)));
  const verdicts = new Uint8Array(n);
  const context: Record<string, number> = {};
  return {
    name: "cel-sweep",
    n,
    tick: (readings) => {
      for (let signal = 0; signal < signalCount; signal += 1) context[`s${signal}`] = readings[signal] as number;
      for (const [trigger, evaluate] of expressions.entries()) verdicts[trigger] = evaluate(context) === true ? 1 : 0;
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
