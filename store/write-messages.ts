import type { JournalRecords } from "../contracts/journal-records.ts";
import { err, type Result } from "../contracts/result.ts";
import { findRefusal } from "./find-refusal.ts";
import type { Writer } from "./handles.ts";
import type { StoreError } from "./store-error.ts";
import { writeJournal } from "./write-journal.ts";

type Written = Result<{ written: number }, StoreError>;

/**
 * Writes messages, each wholly or not at all, and tells the fate of each in order. The good way is one transaction
 * for all. Where Postgres refuses something in it, each message gets a transaction of its own, so that a bad one
 * blocks no other. Once Postgres does not answer, the rest is not tried: each try would cost the connect timeout.
 */
export async function writeMessages(writer: Writer, messages: readonly JournalRecords[]): Promise<readonly Written[]> {
  const fates = messages.map((message): Written | undefined => {
    const refusal = message.body.records.map(findRefusal).find((found) => found !== undefined);
    return refusal === undefined ? undefined : err({ code: "record-refused", message: refusal });
  });
  const storable = messages.filter((_, index) => fates[index] === undefined);
  let shared: Written | undefined = await writeJournal(
    writer,
    storable.flatMap((message) => message.body.records),
  );
  if (!shared.ok && shared.error.code === "record-refused") shared = undefined;

  const settled: Written[] = [];
  for (const [index, message] of messages.entries()) {
    const fate = fates[index] ?? shared ?? (await writeJournal(writer, message.body.records));
    if (!fate.ok && fate.error.code === "database-unreachable") shared = fate;
    settled.push(fate);
  }
  return settled;
}
