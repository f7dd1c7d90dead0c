import { chunk } from "../../contracts/chunk.ts";
import { Trigger } from "../../contracts/trigger.ts";
import { waitUntil } from "../../local/wait-until.ts";
import { makeRow } from "../evaluate/make-row.ts";
import { medianOf } from "../evaluate/time-ticks.ts";
import type { Row } from "../measurement.ts";
import { createSafes } from "./create-safes.ts";
import { deliver } from "./deliver.ts";
import type { FireMaker } from "./fire-maker.ts";
import type { Bench } from "./start-bench.ts";

/** A condition as any, and no cast: what is timed is that a vault takes its fire in. */
const trigger = Trigger.parse({
  id: "tells",
  name: "tells",
  when: "change(price('ETH-USD'), '1h') < -0.05",
  cooldown: "0s",
  mode: "repeat",
  action: { type: "notify" },
});
const seedsAtOnce = 100;
const patienceMs = 120_000;

/**
 * From handing the packed, signed fires of one moment to the queue until every vault has stored its own; and the peer: as many
 * objects that store one row for each call, called by the same kind of consumer. All exist beforehand and are in memory; each the median of
 * several runs. `-asleep`: in a workerd that was killed and started again, where every object has to be woken first.
 */
export async function measureFanOut(
  bench: Bench,
  maker: FireMaker,
  plan: { readonly fanOut: readonly { readonly n: number; readonly runs: number }[]; readonly asleepRuns: number },
  say: (line: string) => void,
): Promise<readonly Row[]> {
  const most = Math.max(...plan.fanOut.map(({ n }) => n));
  say(`creating ${most.toLocaleString("en")} vaults with a trigger, and as many bare objects`);
  // One more of each wakes the Worker itself after a start.
  const vaults = await createSafes(bench, most + 1);
  const all = new FanOut(bench, maker, vaults);
  await all.seed();
  const rows: Row[] = [];
  for (const { n, runs } of plan.fanOut) {
    say(`fan-out to ${n.toLocaleString("en")} vaults`);
    rows.push(...(await measureSize(all, n, runs, "execute/fan-out")));
  }
  say(`fan-out to ${most.toLocaleString("en")} vaults that are asleep`);
  rows.push(...(await measureSize(all, most, plan.asleepRuns, "execute/fan-out-asleep")));
  return rows;
}

async function measureSize(
  all: FanOut,
  n: number,
  runs: number,
  name: "execute/fan-out" | "execute/fan-out-asleep",
): Promise<readonly Row[]> {
  const isAsleep = name === "execute/fan-out-asleep";
  const timeRuns = async (kind: "vaults" | "bare"): Promise<number> => {
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      // Only what is called is in memory: thousands of objects of both kinds are more open files than many machines allow.
      if (isAsleep || run === 0) await all.restart();
      if (!isAsleep) await all.wake(kind, n);
      times.push(await all.call(kind, n));
    }
    return medianOf(times);
  };
  const ours = await timeRuns("vaults");
  return [
    makeRow({ case: name, n, value: ours, unit: "ms" }),
    makeRow({ case: name, n, value: await timeRuns("bare"), unit: "ms" }, { name: "bare-do-calls", ours }),
  ];
}

/** As many vaults as bare objects, which bear their names; the last of each is for waking the Worker alone. */
class FanOut {
  readonly #bench: Bench;
  readonly #maker: FireMaker;
  readonly #names: readonly string[];
  readonly #fires = new Map<string, number>();
  readonly #bareCalls = new Map<string, number>();
  #bareMessages = 0;

  constructor(bench: Bench, maker: FireMaker, names: readonly string[]) {
    this.#bench = bench;
    this.#maker = maker;
    this.#names = names;
  }

  async seed(): Promise<void> {
    for (const vaults of chunk(this.#names, seedsAtOnce)) await this.#bench.call("seed", { vaults, trigger });
    await this.#settle(this.#names);
    await this.wake("bare", this.#names.length);
  }

  /** Ready in memory, with nothing left to do. */
  async wake(kind: "vaults" | "bare", n: number): Promise<void> {
    const command = kind === "vaults" ? "count-fires" : "count-bare";
    for (const names of chunk(this.#names.slice(0, n), seedsAtOnce)) await this.#bench.call(command, names);
  }

  /** None in memory; the Worker itself has run. */
  async restart(): Promise<void> {
    const { workerd } = this.#bench;
    workerd.kill();
    await workerd.restarted();
    const last = this.#names.slice(-1);
    await this.#fire(last);
    await this.#callBare(last);
  }

  call(kind: "vaults" | "bare", n: number): Promise<number> {
    const names = this.#names.slice(0, n);
    return kind === "vaults" ? this.#fire(names) : this.#callBare(names);
  }

  async #fire(vaults: readonly string[]): Promise<number> {
    const { messages } = await this.#maker.make(vaults, trigger.id, (await this.#bench.chain.head()).timeMs);
    const elapsedMs = await deliver(this.#bench, "fire", messages);
    for (const vault of vaults) this.#fires.set(vault, (this.#fires.get(vault) ?? 0) + 1);
    await this.#settle(vaults);
    return elapsedMs;
  }

  async #callBare(names: readonly string[]): Promise<number> {
    // In as many messages as the fires of as many vaults.
    const { messages } = await this.#maker.make(names, "sizes-alone", 0);
    const calls = messages.map(({ body }) => {
      this.#bareMessages += 1;
      return { id: `bare:${this.#bareMessages}`, names: body.entries.map(({ vault }) => vault) };
    });
    const elapsedMs = await deliver(this.#bench, "bare", calls);
    for (const name of names) this.#bareCalls.set(name, (this.#bareCalls.get(name) ?? 0) + 1);
    let stored = 0;
    for (const some of chunk(names, seedsAtOnce)) stored += await this.#bench.call("count-bare", some);
    const called = sumOf(this.#bareCalls, names);
    if (stored !== called) throw new Error(`${stored} of ${called} bare calls were stored`);
    return elapsedMs;
  }

  /** Each fire is stored once, and what followed from it has left. */
  async #settle(vaults: readonly string[]): Promise<void> {
    const fired = sumOf(this.#fires, vaults);
    let state = "";
    const isSettled = await waitUntil(
      patienceMs,
      async () => {
        let [fires, busy] = [0, 0];
        for (const some of chunk(vaults, seedsAtOnce)) {
          const count = await this.#bench.call("count-fires", some);
          fires += count.fires;
          busy += count.busy;
        }
        state = `${fires} of ${fired} fires are stored, ${busy} vaults are busy`;
        return fires === fired && busy === 0;
      },
      250,
    );
    if (!isSettled) throw new Error(state);
  }
}

const sumOf = (counts: ReadonlyMap<string, number>, names: readonly string[]): number =>
  names.reduce((sum, name) => sum + (counts.get(name) ?? 0), 0);
