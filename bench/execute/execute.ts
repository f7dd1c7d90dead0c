import type { PermissionTerms } from "../../contracts/session-terms.ts";
import { fallTrigger, openVault, type TestedVault } from "../../test/faults/open-vault.ts";
import type { Row, Suite } from "../measurement.ts";
import { FireMaker } from "./fire-maker.ts";
import { measureCasts } from "./measure-casts.ts";
import { measureFanOut } from "./measure-fan-out.ts";
import { measureHops } from "./measure-hops.ts";
import { measureMonitor } from "./measure-monitor.ts";
import { measureRequests } from "./measure-requests.ts";
import { type Bench, startBench } from "./start-bench.ts";

const signals = ["SIGINT", "SIGTERM"] as const;
const full = {
  hopVaults: 8,
  hopRounds: 10,
  requestRounds: 8,
  monitorRounds: 10,
  casts: [
    { n: 1, runs: 7 },
    { n: 100, runs: 3 },
  ],
  fanOut: [
    { n: 1, runs: 15 },
    { n: 100, runs: 7 },
    { n: 2_000, runs: 3 },
  ],
  asleepRuns: 3,
};
const quick: typeof full = {
  hopVaults: 3,
  hopRounds: 3,
  requestRounds: 2,
  monitorRounds: 3,
  casts: [
    { n: 1, runs: 1 },
    { n: 10, runs: 1 },
  ],
  fanOut: [
    { n: 1, runs: 3 },
    { n: 100, runs: 3 },
  ],
  asleepRuns: 1,
};

/** Enough for every cast here. */
const buys: PermissionTerms = {
  kind: "swap",
  sell: "USDC",
  buy: "WETH",
  allowance: { kind: "set", balance: "1000000000" },
  lossBpsMax: 800,
};

/** From the fire to the final block, on a real workerd and a real chain: how long each hop takes, and how much goes through. */
export const execute: Suite = async (say, { isQuick }) => {
  const plan = isQuick ? quick : full;
  say("starting the chain and workerd");
  const bench = await startBench();
  const onSignal = () => void bench.stop().finally(() => process.exit(130));
  for (const signal of signals) process.once(signal, onSignal);
  try {
    return await measure(bench, plan, say);
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
    await bench.stop();
  }
};

async function measure(bench: Bench, plan: typeof full, say: (line: string) => void): Promise<readonly Row[]> {
  const maker = new FireMaker(bench);
  const trigger = fallTrigger("falls", "protective");
  const most = Math.max(plan.hopVaults, ...plan.casts.map(({ n }) => n));
  say(`opening and arming ${most} vaults`);
  const vaults: TestedVault[] = [];
  for (let index = 0; index < most; index += 1) {
    vaults.push(await openVault(bench, { triggers: [trigger], permissions: [buys] }));
  }
  const addresses = vaults.map(({ address }) => address);
  const some = vaults.slice(0, plan.hopVaults);
  await bench.chain.startClock();

  say(`${plan.hopVaults * plan.hopRounds} casts by fires`);
  const hopPlan = { vaults: addresses.slice(0, plan.hopVaults), rounds: plan.hopRounds, trigger: trigger.id };
  const rows = [...(await measureHops(bench, maker, hopPlan))];
  say(`${plan.hopVaults * plan.requestRounds} casts by requests`);
  rows.push(...(await measureRequests(bench, { vaults: some, rounds: plan.requestRounds })));
  say(`${plan.hopVaults * plan.monitorRounds} looks of vaults at themselves`);
  rows.push(...(await measureMonitor(bench, { vaults: some, rounds: plan.monitorRounds })));
  for (const { n, runs } of plan.casts) {
    say(`casts of ${n} vaults that are fired at once`);
    const castPlan = { vaults: addresses.slice(0, n), runs, trigger: trigger.id };
    rows.push(...(await measureCasts(bench, maker, castPlan)));
  }
  return [...rows, ...(await measureFanOut(bench, maker, plan, say))];
}
