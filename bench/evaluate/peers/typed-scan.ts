import { isHeld, type Population } from "../population.ts";
import type { Peer } from "./peer.ts";

/** Every leaf at every tick, in typed columns. */
export function createTypedScan(population: Population): Peer {
  const { n, leavesEach, signals, ops, thresholds } = population;
  const verdicts = new Uint8Array(n);
  return {
    name: "typed-scan",
    n,
    tick: (readings) => {
      for (let trigger = 0; trigger < n; trigger += 1) {
        let holds = true;
        for (let at = trigger * leavesEach; holds && at < (trigger + 1) * leavesEach; at += 1) {
          holds = isHeld(ops[at] as number, readings[signals[at] as number] as number, thresholds[at] as number);
        }
        verdicts[trigger] = holds ? 1 : 0;
      }
    },
    holds: (trigger) => verdicts[trigger] === 1,
  };
}
