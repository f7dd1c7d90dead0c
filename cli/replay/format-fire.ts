import { deriveFireId } from "../../contracts/ids.ts";
import { type ReplayFire, snapshotName } from "../../evaluate/core/replay/replay.ts";

/** One line of a replay's output. Numbers are shortest round-trip decimals. */
export async function formatFire({ trigger, atMs, epoch, explain }: ReplayFire): Promise<string> {
  const { triggerId, version } = trigger;
  return JSON.stringify({
    trigger: triggerId,
    fireId: await deriveFireId(triggerId, version, epoch),
    at: atMs,
    epoch,
    snapshot: snapshotName(atMs),
    explain: explain.map(({ leaf, left, op, right, sampleAtMs, holds }) => ({
      leaf,
      left,
      op,
      right,
      sampleAt: sampleAtMs,
      holds,
    })),
  });
}
