import { type AnyColumn, and, eq, inArray, isNotNull, lt, lte, type SQL, sql } from "drizzle-orm";
import { drizzle, type NeonDatabase } from "drizzle-orm/neon-serverless";
import { err, ok, type Result } from "../contracts/result.ts";
import { poolOf, type Writer } from "./handles.ts";
import { backfills, type JournalTable, journalTables } from "./schema.ts";
import { classifyFailure, type StoreError } from "./store-error.ts";

/** Rows of `table` are kept for `days` of event time. A table without a rule is kept for ever. */
export type RetentionRule = { readonly table: JournalTable; readonly days: number };

export type RetentionReport = {
  /** Rows that were deleted, by table; tables without any are absent. */
  readonly deleted: Readonly<Partial<Record<JournalTable, number>>>;
  /** Rows whose text was taken out because its licence ended. */
  readonly stripped: Readonly<Record<"events" | "stories", number>>;
  /** The limit was reached before the end: the next run goes on. */
  readonly more: boolean;
};

/** The event time of a row. */
const timeColumns = {
  prices: journalTables.prices.windowEndAt,
  signals: journalTables.signals.sampleAt,
  events: journalTables.events.eventAt,
  clusters: journalTables.clusters.asOfAt,
  cascade_edges: journalTables.cascade_edges.asOfAt,
  casts: journalTables.casts.firedAt,
  pipeline_runs: journalTables.pipeline_runs.scheduledAt,
  refused_quotes: journalTables.refused_quotes.windowEndAt,
  source_runs: journalTables.source_runs.runAt,
  stories: journalTables.stories.lastPublishedAt,
  factors: journalTables.factors.asOfAt,
  markets: journalTables.markets.sampleAt,
  anomalies: journalTables.anomalies.hourAt,
  relations: journalTables.relations.asOfAt,
  backfills: journalTables.backfills.doneUntilAt,
} as const satisfies Record<JournalTable, AnyColumn>;

const dayMs = 86_400_000;
const rowsPerStatement = 1_000;

/**
 * Deletes rows that are older than their rule allows, and takes the text out of events and stories whose licence has ended:
 * the derived facts stay. Text first: a licence is a promise to others. At most `rowsMax` rows in all, each thousand committed
 * by itself, the oldest first, so that a run that is killed loses nothing of what it did and the next goes on. A backfill that
 * still runs is kept, whatever its age.
 */
export async function applyRetention(
  writer: Writer,
  rules: readonly RetentionRule[],
  nowMs: number,
  limits: { readonly rowsMax: number },
): Promise<Result<RetentionReport, StoreError>> {
  const deleted: Partial<Record<JournalTable, number>> = {};
  const stripped = { events: 0, stories: 0 };
  let left = limits.rowsMax;
  try {
    const client = await poolOf(writer).connect();
    let broken = true;
    try {
      const database = drizzle(client);
      for (const table of ["events", "stories"] as const) {
        stripped[table] = await inBatches(left, (rows) => stripText(database, table, nowMs, rows));
        left -= stripped[table];
      }
      for (const { table, days } of rules) {
        const count = await inBatches(left, (rows) => deleteOld(database, table, nowMs - days * dayMs, rows));
        if (count > 0) deleted[table] = (deleted[table] ?? 0) + count;
        left -= count;
      }
      broken = false;
    } finally {
      client.release(broken);
    }
  } catch (problem) {
    return err(classifyFailure(problem));
  }
  return ok({ deleted, stripped, more: left <= 0 });
}

/** Repeats `work` in batches until one is not full or nothing is left; the sum. */
async function inBatches(left: number, work: (rows: number) => Promise<number>): Promise<number> {
  let sum = 0;
  while (sum < left) {
    const rows = Math.min(rowsPerStatement, left - sum);
    const count = await work(rows);
    sum += count;
    if (count < rows) break;
  }
  return sum;
}

async function deleteOld(database: NeonDatabase, name: JournalTable, beforeMs: number, rows: number): Promise<number> {
  if (beforeMs <= 0) return 0;
  const table = journalTables[name];
  const time = timeColumns[name];
  const isOld: SQL | undefined = and(
    lt(time, new Date(beforeMs)),
    name === "backfills" ? eq(backfills.state, "done") : undefined,
  );
  const oldest = database.select({ key: table.key }).from(table).where(isOld).orderBy(time).limit(rows);
  // A row that was replaced since the selection is looked at again: its new time counts.
  const result = await database.delete(table).where(and(inArray(table.key, oldest), isOld));
  return result.rowCount ?? 0;
}

async function stripText(database: NeonDatabase, name: "events" | "stories", nowMs: number, rows: number) {
  const table = journalTables[name];
  const isExpired = and(lte(table.expiresAt, new Date(nowMs)), isNotNull(table.title));
  const oldest = database.select({ key: table.key }).from(table).where(isExpired).orderBy(table.expiresAt).limit(rows);
  const none = name === "events" ? { title: sql`null`, evidenceUrl: sql`null` } : { title: sql`null` };
  const result = await database
    .update(table)
    .set(none)
    .where(and(inArray(table.key, oldest), isExpired));
  return result.rowCount ?? 0;
}
