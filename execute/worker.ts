import { runBatch } from "../worker/run-batch.ts";
import { createShell, describeBatch } from "../worker/shell.ts";
import { readVaultSettings, type VaultEnv } from "./bindings.ts";
import { executeStage } from "./stage.ts";

export { OpenWorkActor } from "./open-work-actor.ts";
export { OwnerDirectoryActor } from "./owner-directory-actor.ts";
export { TradingStateActor } from "./trading-state-actor.ts";
export { VaultActor } from "./vault-actor.ts";

/** The vault Worker: no address of its own; vaults are reached through their binding, fires through their queue. */
export default {
  fetch: () => new Response(null, { status: 404 }),
  async queue(batch, env) {
    readVaultSettings(env);
    const deps = {
      acceptFires: (vault: string, message: Parameters<ReturnType<typeof env.VAULT.getByName>["acceptFires"]>[0]) =>
        env.VAULT.getByName(vault).acceptFires(message),
    };
    await runBatch(executeStage, describeBatch(batch), deps, createShell(env));
  },
} satisfies ExportedHandler<VaultEnv>;
