import type { Engine } from "./start-engine.ts";

export type Answer = {
  /** Messages of an Arrow IPC stream: the schema, then batches. */
  readonly messages: readonly Uint8Array[];
  /** False: there is more, which was not read. */
  readonly isWhole: boolean;
};

export class CancelledError extends Error {
  override readonly name = "CancelledError";
}

/** So much of a result is kept, at most. A batch has up to 2,048 rows. */
const mostBatches = 250;
const mostBytes = 128 * 1024 * 1024;

/** Runs one statement. Between its steps `isCancelled` is asked; a step that is long is ended by `cancelPendingQuery`. */
export async function runStatement(
  { db, connection }: Pick<Engine, "db" | "connection">,
  sql: string,
  isCancelled: () => boolean,
): Promise<Answer> {
  const stopIfCancelled = (): void => {
    if (isCancelled()) throw new CancelledError("the query was cancelled");
  };
  let header = await db.startPendingQuery(connection, sql, true);
  while (header === null) {
    stopIfCancelled();
    header = await db.pollPendingQuery(connection);
  }
  const messages = [header];
  let bytes = 0;
  for (;;) {
    stopIfCancelled();
    const batch = await db.fetchQueryResults(connection);
    if (batch === null || batch.length === 0) return { messages, isWhole: true };
    if (messages.length > mostBatches || bytes > mostBytes) return { messages, isWhole: false };
    messages.push(batch);
    bytes += batch.length;
  }
}
