import { Actor } from "../actors/core/actor.ts";
import type { VaultAddress } from "../contracts/ids.ts";

/** Which vaults an owner has; one small object per owner. The vault writes it, once its owner has been proved. */
export class OwnerDirectoryActor extends Actor<object> {
  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env, { migrations: [] });
  }

  /** Idempotent. */
  add(vault: VaultAddress): void {
    this.state.set(`vault:${vault}`, true);
  }

  vaults(): VaultAddress[] {
    return this.state.list("vault:").map(({ key }) => key.slice("vault:".length) as VaultAddress);
  }
}
