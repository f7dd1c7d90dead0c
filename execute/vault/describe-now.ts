import { privateKeyToAccount } from "viem/accounts";
import type { CastLane } from "../../contracts/cast.ts";
import type { TriggerStatus, VaultView } from "../../contracts/vault-view.ts";
import { describeAccess } from "../access/describe-access.ts";
import { deriveLaneKey } from "../core/lane-key.ts";
import { readLimits } from "./create-runner.ts";
import { describeVault } from "./describe-vault.ts";
import { readPositions } from "./read-positions.ts";
import type { VaultCore } from "./vault-core.ts";
import { readTradingState } from "./watch-list.ts";

const lanes: readonly CastLane[] = ["main", "emergency"];

/** A vault as its own people see it now. `statuses`: of the registry. */
export async function describeNow(
  core: VaultCore,
  statuses: Readonly<Record<string, TriggerStatus>>,
): Promise<VaultView> {
  const { records, settings, desk, nowWallMs } = core;
  const limits = readLimits(core);
  const view = await describeVault({
    ...records,
    ...readPositions(core),
    vault: core.vault(),
    settings: settings.chain,
    chain: core.viewChain,
    roles: core.roles(),
    tradingState: (await readTradingState(core)) ?? desk.tradingState(),
    lanes: lanes.map((lane) => ({
      lane,
      address: privateKeyToAccount(deriveLaneKey(settings.relayerKey, core.safe(), lane)).address,
      gasPerDayWei: BigInt(limits.gasWeiPerDay),
    })),
    limits,
    nowWallMs: nowWallMs(),
    statuses,
  });
  return { ...view, access: describeAccess({ ...records, nowWallMs: nowWallMs() }) };
}
