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
 * objects that store one row for each call, called by the same kind of consumer. All exist beforehand. Each the median of
 * several runs, ours and the peer's in turn. `-asleep`: in a workerd that was killed and started again, where every object has
 * to be woken first.
 */
export async function measureFanOut(
  bench: Bench,
  maker: FireMaker,
  plan: { readonly sizes: readonly number[]; readonly runs: number; readonly asleepRuns: number },
  say: (line: string) => void,
): Promise<readonly Row[]> {
  const most = Math.max(...plan.sizes);
  say(`creating ${most.toLocaleString("en")} vaults with a trigger, and as many bare objects`);
  // One more of each wakes the Worker itself after a start.
  const vaults = await createSafes(bench, most + 1);
  const all = new FanOut(bench, maker, vaults);
  await all.seed();
  const rows: Row[] = [];
  for (const n of plan.sizes) {
    say(`fan-out to ${n.toLocaleString("en")} vaults`);
    rows.push(...(await measureSize(all, n, plan.runs, "execute/fan-out")));
  }
  say(`fan-out to ${most.toLocaleString("en")} vaults that are asleep`);
  const asleep = () => all.restart();
  rows.push(...(await measureSize(all, most, plan.asleepRuns, "execute/fan-out-asleep", asleep)));
  return rows;
}

async function measureSize(
  all: FanOut,
  n: number,
  runs: number,
  name: string,
  prepare: () => Promise<void> = () => all.wake(n),
): Promise<readonly Row[]> {
  const vaults: number[] = [];
  const bare: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    await prepare();
    vaults.push(await all.fire(n));
    await prepare();
    bare.push(await all.callBare(n));
  }
  const ours = medianOf(vaults);
  return [
    makeRow({ case: name, n, value: ours, unit: "ms" }),
    makeRow({ case: name, n, value: medianOf(bare), unit: "ms" }, { name: "bare-do-calls", ours }),
  ];
}

/** As many vaults as bare objects, which bear their names; the last of each is for waking the Worker alone. */
class FanOut {
  readonly #bench: Bench;
  readonly #maker: FireMaker;
  readonly #names: readonly string[];
  #fires = 0;
  #bareCalls = 0;
  #bareMessages = 0;

  constructor(bench: Bench, maker: FireMaker, names: readonly string[]) {
    this.#bench = bench;
    this.#maker = maker;
    this.#names = names;
  }

  async seed(): Promise<void> {
    for (const vaults of chunk(this.#names, seedsAtOnce)) await this.#bench.call("seed", { vaults, trigger });
    for (const names of chunk(this.#names, seedsAtOnce)) await this.#bench.call("count-bare", names);
    await this.#settle();
  }

  /** Ready in memory, with nothing left to do. */
  async wake(n: number): Promise<void> {
    await this.#bench.call("count-fires", this.#names.slice(0, n));
    await this.#bench.call("count-bare", this.#names.slice(0, n));
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

  fire(n: number): Promise<number> {
    return this.#fire(this.#names.slice(0, n));
  }

  callBare(n: number): Promise<number> {
    return this.#callBare(this.#names.slice(0, n));
  }

  async #fire(vaults: readonly string[]): Promise<number> {
    const { messages } = await this.#maker.make(vaults, trigger.id, (await this.#bench.chain.head()).timeMs);
    const elapsedMs = await deliver(this.#bench, "fire", messages);
    this.#fires += vaults.length;
    await this.#settle();
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
    this.#bareCalls += names.length;
    const counts = await Promise.all(
      chunk(this.#names, seedsAtOnce).map((some) => this.#bench.call("count-bare", some)),
    );
    const stored = counts.reduce((sum, count) => sum + count, 0);
    if (stored !== this.#bareCalls) throw new Error(`${stored} of ${this.#bareCalls} bare calls were stored`);
    return elapsedMs;
  }

  /** Each fire is stored, and what followed from it has left. */
  async #settle(): Promise<void> {
    let state = "";
    const isSettled = await waitUntil(
      patienceMs,
      async () => {
        let [fires, busy] = [0, 0];
        for (const some of chunk(this.#names, seedsAtOnce)) {
          const count = await this.#bench.call("count-fires", some);
          fires += count.fires;
          busy += count.busy;
        }
        state = `${fires} of ${this.#fires} fires are stored, ${busy} vaults are busy`;
        return fires === this.#fires && busy === 0;
      },
      250,
    );
    if (!isSettled) throw new Error(state);
  }
}
