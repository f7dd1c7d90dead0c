import { Engine } from "json-rules-engine";
import { leavesOf, type Population } from "../population.ts";
import type { Peer } from "./peer.ts";

/** By the places of `opNames`. */
const operators = ["lessThan", "greaterThan", "lessThanInclusive"] as const;

/** The first `n` triggers as rules of json-rules-engine, the readings as facts. */
export function createJsonRules(population: Population, n: number): Peer {
  const { signals, ops, thresholds } = population;
  const engine = new Engine();
  const verdicts = new Uint8Array(n);
  for (let trigger = 0; trigger < n; trigger += 1) {
    const all = leavesOf(population, trigger).map((at) => ({
      fact: `s${signals[at]}`,
      operator: operators[ops[at] ?? 0] ?? "lessThan",
      value: thresholds[at],
    }));
    engine.addRule({ conditions: { all }, event: { type: "holds", params: { trigger } } });
  }
  return {
    name: "json-rules-engine",
    n,
    tick: async (readings) => {
      const facts = Object.fromEntries(Array.from(readings, (reading, signal) => [`s${signal}`, reading]));
      const { events } = await engine.run(facts);
      verdicts.fill(0);
      for (const { params } of events) verdicts[Number(params?.trigger)] = 1;
    },
    holds: (trigger) => verdicts[trigger] === 1,
  };
}
