import type { TestedVault } from "../../test/faults/open-vault.ts";
import type { Row } from "../measurement.ts";
import { awaitCasts } from "./await-casts.ts";
import { makePercentileRows } from "./make-percentile-rows.ts";
import { readTimes } from "./read-times.ts";
import type { Bench } from "./start-bench.ts";

/** What the owner asks for: a position of 1 USDC, or that much more of it. */
const wanted = {
  spell: "everbloom",
  params: {
    sell: "USDC",
    buy: "WETH",
    amount: "1",
    budget: "1000000",
    slippageBps: 100,
    deviationBpsMax: 500,
  },
  deadline: "30m",
};

/** From the moment an owner asks, signature and act included, until the cast is final. All vaults at once in each round. */
export async function measureRequests(
  bench: Bench,
  plan: { readonly vaults: readonly TestedVault[]; readonly rounds: number },
): Promise<readonly Row[]> {
  const times: number[] = [];
  for (let round = 0; round < plan.rounds; round += 1) {
    const asked = await Promise.all(
      plan.vaults.map(async ({ address, owner }) => {
        const startedMs = Date.now();
        const { castId } = await owner.act("request-cast", wanted);
        return { vault: address, castId: String(castId), startedMs };
      }),
    );
    const casts = await awaitCasts(bench, asked);
    const startOf = new Map(asked.map(({ castId, startedMs }) => [castId, startedMs]));
    for (const cast of casts) {
      const { startedMs, finalizedMs } = readTimes(startOf.get(cast.id) ?? Number.NaN, cast);
      times.push(finalizedMs - startedMs);
    }
  }
  return makePercentileRows("execute/request-to-finalized", times);
}
