import { Actor } from "../actors/core/actor.ts";
import type { VaultAddress } from "../contracts/ids.ts";

type Env = { readonly VAULT: { getByName(name: string): { wake(): Promise<void> } } };

export type SweepReport = { readonly woken: number; readonly failed: readonly string[] };

const sweepEveryMs = 60_000;
/** Calls under way at once: the platform allows few outgoing ones per invocation. */
const wakesAtOnce = 6;

/**
 * Vaults with open work. A vault is on the list before it sends anything, and leaves it when nothing is open. Alarms of
 * vaults are lost after six failures and nobody can enumerate objects: what is on this list is woken each minute, by this
 * object's own alarm and, should that be lost too, by a cron. Sixteen objects, by the first digit of the address.
 */
export class OpenWorkActor extends Actor<Env> {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env, { migrations: [], schedules: { sweep: async () => void (await this.sweep()) } });
  }

  /** Idempotent. */
  add(vault: VaultAddress): void {
    this.ctx.storage.transactionSync(() => {
      this.state.set(`vault:${vault}`, this.nowWallMs());
      if (this.schedules.list().length === 0) this.schedules.set("sweep", this.nowWallMs() + sweepEveryMs);
    });
  }

  /** Idempotent. */
  remove(vault: VaultAddress): void {
    this.state.delete(`vault:${vault}`);
  }

  /** Each with the wall clock since when it has been on the list. */
  vaults(): { vault: VaultAddress; sinceWallMs: number }[] {
    return this.state
      .list<number>("vault:", { limit: 100_000 })
      .map(({ key, value }) => ({ vault: key.slice("vault:".length) as VaultAddress, sinceWallMs: value }));
  }

  /** Wakes every vault on the list. One that fails stays, and is woken again. */
  async sweep(): Promise<SweepReport> {
    const vaults = this.vaults();
    const failed: string[] = [];
    for (let index = 0; index < vaults.length; index += wakesAtOnce) {
      const some = vaults.slice(index, index + wakesAtOnce);
      const wakes = some.map(({ vault }) => this.env.VAULT.getByName(vault).wake());
      for (const [at, result] of (await Promise.allSettled(wakes)).entries()) {
        if (result.status === "fulfilled") continue;
        failed.push(`${some[at]?.vault}: ${String(result.reason)}`.slice(0, 200));
      }
    }
    if (this.vaults().length > 0) this.schedules.set("sweep", this.nowWallMs() + sweepEveryMs);
    return { woken: vaults.length - failed.length, failed };
  }
}
