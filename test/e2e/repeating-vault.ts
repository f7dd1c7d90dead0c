import vault from "../../execute/worker.ts";
import { deliverRepeatedly } from "./deliver-repeatedly.ts";

export { OpenWorkActor, OwnerDirectoryActor, TradingStateActor, VaultActor } from "../../execute/worker.ts";

/** The vault Worker, every queue message of which arrives twice at the same time and once more. */
export default {
  ...vault,
  queue: (batch, env) => deliverRepeatedly(batch, (again) => vault.queue(again, env)),
} satisfies ExportedHandler<Parameters<typeof vault.queue>[1]>;
