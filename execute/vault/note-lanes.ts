import { privateKeyToAccount } from "viem/accounts";
import type { CastLane } from "../../contracts/cast.ts";
import { judgeLaneEther } from "../core/judge-lane-ether.ts";
import { deriveLaneKey } from "../core/lane-key.ts";
import { readLimits } from "./create-runner.ts";
import type { VaultCore } from "./vault-core.ts";

const lanes: readonly CastLane[] = ["main", "emergency"];

/** Looks at the ether of the lanes that have a key in use, and tells when it is too little or more than a lane should hold. */
export async function noteLanes(core: VaultCore): Promise<void> {
  const { chain, records, settings, commit, nowWallMs, safe, outbox } = core;
  const gasWeiPerDay = BigInt(readLimits(core).gasWeiPerDay);
  for (const lane of lanes) {
    if (records.sessions.armed(lane) === undefined) continue;
    const { address } = privateKeyToAccount(deriveLaneKey(settings.relayerKey, safe(), lane));
    const ether = await chain.etherBalance(address);
    if (!ether.ok) continue;
    const found = judgeLaneEther(ether.value, gasWeiPerDay);
    const id = `lane:${lane}`;
    commit(() => {
      const message = found && `The ${lane} lane ${address} ${found.message}`;
      const isNews =
        found === null || message === null
          ? records.alerts.clear(id)
          : records.alerts.raise({ id, severity: found.severity, message, sinceWallMs: nowWallMs() });
      if (isNews) outbox.add("live", null);
    });
  }
}
