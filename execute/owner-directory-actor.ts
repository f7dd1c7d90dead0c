import { Actor } from "../actors/core/actor.ts";
import type { VaultAddress } from "../contracts/ids.ts";

/**
 * Which vaults an owner has; one small object per owner, named by the address in lower case. The vault writes it when it is
 * opened and when its Safe's owners change. A list to start from and no more: what may be done is each vault's to say.
 */
export class OwnerDirectoryActor extends Actor<object> {
  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env, { migrations: [] });
  }

  /** Idempotent. */
  add(vault: VaultAddress): void {
    this.state.set(`vault:${vault}`, true);
  }

  /** Idempotent. */
  remove(vault: VaultAddress): void {
    this.state.delete(`vault:${vault}`);
  }

  vaults(): VaultAddress[] {
    return this.state.list("vault:").map(({ key }) => key.slice("vault:".length) as VaultAddress);
  }
}
