import type { Engine } from "../../../evaluate/core/engine.ts";
import type { GridSample } from "../../../evaluate/core/grid-sample.ts";
import { buildEngine } from "../build-engine.ts";
import { type Readings, toPeakShares, toSamples, walkPrices } from "../market.ts";
import { createCrossingLoop } from "../peers/crossing-loop.ts";
import type { Peer } from "../peers/peer.ts";
import { createPopulation, type Kind } from "../population.ts";

/** An engine and the bare loop over the same ticks, run in pieces. */
export class CoreRun {
  readonly #engine: Engine;
  readonly #samples: readonly ReadonlyMap<string, GridSample>[];
  readonly #loop: Peer;
  readonly #readings: readonly Readings[];
  #loopTick = 0;

  constructor({ kind, n, ticks }: { readonly kind: Kind; readonly n: number; readonly ticks: number }) {
    const population = createPopulation(kind, n);
    const prices = walkPrices(ticks);
    this.#engine = buildEngine(population);
    this.#samples = prices.map((row, at) => toSamples(at + 1, row));
    this.#loop = createCrossingLoop(population);
    this.#readings = kind === "trailing" ? toPeakShares(prices) : prices;
  }

  /** Answers how many triggers fired. */
  stepEngine(count: number): number {
    let fires = 0;
    for (let step = 0; step < count; step += 1) {
      const tick = this.#engine.tick + 1;
      const samples = this.#samples[tick - 1];
      if (samples === undefined) throw new Error(`the walk ends before tick ${tick}`);
      this.#engine.step(tick, samples, () => {
        fires += 1;
      });
    }
    return fires;
  }

  /** Over the walk forwards, then backwards, and so on: to the loop one direction is as good as the other. */
  stepLoop(count: number): void {
    const { length } = this.#readings;
    for (let step = 0; step < count; step += 1) {
      const at = this.#loopTick % (2 * length);
      void this.#loop.tick(this.#readings[at < length ? at : 2 * length - 1 - at] as Readings);
      this.#loopTick += 1;
    }
  }
}
