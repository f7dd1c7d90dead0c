import type { Cast } from "../../../contracts/cast.ts";
import type { Fires } from "../../../contracts/fires.ts";
import type { Trigger } from "../../../contracts/trigger.ts";
import { CastRecords } from "../../../execute/records/cast-records.ts";
import { TriggerRecords } from "../../../execute/records/trigger-records.ts";
import type { AcceptReport } from "../../../execute/stage.ts";
import { VaultActor } from "../../../execute/vault-actor.ts";
import { withoutChain } from "./without-chain.ts";

/** A vault as it is, with a way to give it a trigger without its owner's signature, and to see what it did. */
export class BenchVault extends VaultActor {
  readonly #onMonitored: (() => void)[] = [];

  /** As `put-trigger` stores it; the registry is not told. */
  seed(trigger: Trigger): void {
    this.commit(() => {
      new TriggerRecords(this.sql).put(trigger);
    });
  }

  /** Fires that it has stored. `isQuiet`: what followed from them has left, too. */
  countFires(): { fires: number; isQuiet: boolean } {
    const { n } = this.sql.exec<{ n: number }>("select count(*) as n from fires").one();
    return { fires: n, isQuiet: this.outbox.size() === 0 };
  }

  override acceptFires(input: Fires): Promise<AcceptReport> {
    return this.#invoke(() => super.acceptFires(input));
  }

  findCast(id: string): Cast | null {
    return new CastRecords(this.sql).find(id)?.cast ?? null;
  }

  /** Has it look at itself now, by its alarm, and resolves once it has. */
  async monitorOnce(): Promise<void> {
    const monitored = new Promise<void>((resolve) => this.#onMonitored.push(resolve));
    this.schedules.set("monitor", this.nowWallMs());
    await monitored;
  }

  override async alarm(): Promise<void> {
    await this.#invoke(() => super.alarm());
    const next = this.schedules.list().find(({ name }) => name === "monitor");
    // Set again for later, or not at all: the look that was due is over.
    if (next !== undefined && next.dueMs <= this.nowWallMs()) return;
    for (const resolve of this.#onMonitored.splice(0)) resolve();
  }

  /** Vaults that were seeded are many; those that their owner opened are as they are. */
  #invoke<Result>(invoke: () => Result): Result {
    return this.state.get("roles") === undefined ? withoutChain(invoke) : invoke();
  }
}
