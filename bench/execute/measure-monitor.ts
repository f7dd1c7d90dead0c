import type { TestedVault } from "../../test/faults/open-vault.ts";
import type { Row } from "../measurement.ts";
import { makePercentileRows } from "./make-percentile-rows.ts";
import type { Bench } from "./start-bench.ts";

/** None of them fires here: judging them is what is timed. */
const rules = [
  { id: "worth", when: { type: "drawdown-beyond", fraction: "0.9" }, action: { type: "notify" } },
  { id: "health", when: { type: "health-below", value: "1.1" }, action: { type: "notify" } },
  {
    id: "weekly",
    when: { type: "schedule", every: "7d", from: "2030-01-01T00:00:00Z" },
    action: { type: "notify" },
  },
];

/**
 * One whole look of a vault at itself, through its alarm: positions against the final block, rules against its state. Of
 * vaults that have an active position and rules, one after the other.
 */
export async function measureMonitor(
  bench: Bench,
  plan: { readonly vaults: readonly TestedVault[]; readonly rounds: number },
): Promise<readonly Row[]> {
  for (const { address, owner, view } of plan.vaults) {
    for (const rule of rules) await owner.act("put-rule", { rule });
    await bench.call("monitor", { vault: address });
    const { positions } = await view();
    if (positions.every(({ state }) => state !== "active")) throw new Error(`the vault ${address} has no position`);
  }
  const times: number[] = [];
  for (let round = 0; round < plan.rounds; round += 1) {
    for (const { address } of plan.vaults) {
      const startMs = performance.now();
      await bench.call("monitor", { vault: address });
      times.push(performance.now() - startMs);
    }
  }
  return makePercentileRows("execute/monitor-cycle", times);
}
