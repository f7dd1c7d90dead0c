import type { Cast } from "../../contracts/cast.ts";
import type { MessageId } from "../../contracts/ids.ts";
import type { JournalRecords } from "../../contracts/journal-records.ts";

/** What the global store is told of a cast: its course, no sizes. Its version is the number of steps: order does not matter. */
export function toJournal(cast: Cast): JournalRecords {
  const { id, vault, spell, traceId, firedAtMs, state, txHash, blockNumber, steps } = cast;
  const row = { id, vault, spell, traceId, firedAtMs, state, txHash, blockNumber, steps };
  return {
    id: `journal:cast:${id}:${steps.length}` as MessageId,
    schema: "journal-records",
    version: 3,
    eventTimeMs: firedAtMs,
    traceId,
    body: { records: [{ table: "casts", key: id, version: steps.length, row }] },
  };
}
