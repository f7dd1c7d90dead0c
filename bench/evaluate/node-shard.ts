import { Outbox } from "../../actors/core/outbox.ts";
import type { SignalSamples } from "../../contracts/signal-samples.ts";
import { conditionWindowMsMax } from "../../contracts/trigger.ts";
import { gatherGridSamples } from "../../evaluate/core/grid-sample.ts";
import { packFires } from "../../evaluate/core/pack-fires.ts";
import { SampleRows } from "../../evaluate/records/sample-rows.ts";
import { Shard, type ShardSettings } from "../../evaluate/shard.ts";
import { engineSettings } from "./build-engine.ts";
import { cadenceMs } from "./market.ts";
import { openNodeStorage } from "./node-storage.ts";

export const shardSettings: ShardSettings = {
  ...engineSettings,
  windowMsMax: conditionWindowMsMax,
  snapshotRows: 60,
};

/** The registry's work on sample sets, by its own parts, on a database of this machine. Nothing is sent. */
export class NodeShard {
  readonly #storage: ReturnType<typeof openNodeStorage>;
  readonly #shard: Shard;
  readonly #samples: SampleRows;
  readonly #outbox: Outbox;

  constructor(path: string) {
    this.#storage = openNodeStorage(path);
    this.#shard = new Shard(this.#storage.sql, shardSettings);
    this.#samples = new SampleRows(this.#storage.sql);
    this.#outbox = new Outbox(this.#storage);
    const { from } = this.#storage.transactionSync(() => this.#shard.load());
    if (from !== "snapshot") throw new Error(`the shard was loaded from ${from}`);
  }

  /** One message, one transaction; the last part of a set brings its evaluation. Answers how many triggers fired. */
  apply(message: SignalSamples): number {
    const { gridMs } = message.body;
    if (gridMs === null) throw new Error("these samples belong to a grid point");
    return this.#storage.transactionSync(() => {
      this.#samples.addPart(gridMs, message);
      let fired = 0;
      for (const atMs of this.#samples.readyMs(this.#shard.lastMs)) {
        const fires = this.#shard.evaluate(atMs, gatherGridSamples(this.#samples.take(atMs, atMs / cadenceMs)));
        fired += fires.length;
        for (const entries of packFires(fires))
          this.#outbox.add("fires", { ...message, body: { gridMs: atMs, entries } });
      }
      return fired;
    });
  }

  takeSnapshot(): void {
    this.#storage.transactionSync(() => this.#shard.takeSnapshot());
  }

  close(): void {
    this.#storage.close();
  }
}
