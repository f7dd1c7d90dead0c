import "./declare-assets.ts";
import type { SignalSamples } from "../../../contracts/signal-samples.ts";
import { RegistryActor } from "../../../evaluate/registry-actor.ts";
import { engineSettings } from "../build-engine.ts";
import { fillShard } from "../fill-shard.ts";
import { createPopulation } from "../population.ts";

/** A shard of the registry as it is, and a way to fill it without as many vaults. */
export class BenchRegistry extends RegistryActor {
  fill(n: number): void {
    this.commit(() => fillShard(this.sql, createPopulation("one-leaf", n), engineSettings));
  }

  /** What a call with a message costs that changes nothing. */
  ignore(message: SignalSamples): number {
    return message.body.samples.length;
  }
}
