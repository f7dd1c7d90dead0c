import { getTableColumns, type SQL, sql } from "drizzle-orm";
import { drizzle, type NeonDatabase } from "drizzle-orm/neon-serverless";
import type { PgTable } from "drizzle-orm/pg-core";
import type { JournalRecord } from "../contracts/journal-records.ts";
import { err, ok, type Result } from "../contracts/result.ts";
import { findRefusal } from "./find-refusal.ts";
import { poolOf, type Writer } from "./handles.ts";
import { latestRecords } from "./latest-records.ts";
import { type JournalTable, journalTables } from "./schema.ts";
import { classifyFailure, type StoreError } from "./store-error.ts";
import { toRow } from "./to-row.ts";

/** Twenty columns at most: far below the 65,535 parameters of one statement. */
const rowsPerStatement = 500;

/**
 * Writes journal records in one transaction: all or none. A record takes effect only where its version is greater
 * than the stored one, so repeats and any order give the same tables. `written` counts those that took effect.
 */
export async function writeJournal(
  writer: Writer,
  records: readonly JournalRecord[],
): Promise<Result<{ written: number }, StoreError>> {
  for (const record of records) {
    const refusal = findRefusal(record);
    if (refusal !== undefined) return err({ code: "record-refused", message: refusal });
  }
  const rows = latestRecords(records).map(toRow);
  if (rows.length === 0) return ok({ written: 0 });
  try {
    const client = await poolOf(writer).connect();
    let broken = true;
    try {
      const written = await drizzle(client).transaction(async (transaction) => {
        let count = 0;
        for (const [table, group] of Map.groupBy(rows, (each) => each.table)) {
          for (let start = 0; start < group.length; start += rowsPerStatement) {
            const part = group.slice(start, start + rowsPerStatement).map((each) => each.row);
            count += await upsert(transaction, table, part);
          }
        }
        return count;
      });
      broken = false;
      return ok({ written });
    } finally {
      // After any failure the connection's state is not known: it is thrown away.
      client.release(broken);
    }
  } catch (problem) {
    return err(classifyFailure(problem));
  }
}

async function upsert(database: Pick<NeonDatabase, "insert">, name: JournalTable, rows: readonly object[]) {
  const table: PgTable & { key: (typeof journalTables)[JournalTable]["key"] } = journalTables[name];
  const replaced: Record<string, SQL> = {};
  for (const [property, column] of Object.entries(getTableColumns(table))) {
    if (property !== "key") replaced[property] = sql.raw(`excluded."${column.name}"`);
  }
  const result = await database
    .insert(table)
    .values([...rows])
    .onConflictDoUpdate({
      target: table.key,
      set: replaced,
      setWhere: sql`excluded.version > ${journalTables[name].version}`,
    });
  return result.rowCount ?? 0;
}
