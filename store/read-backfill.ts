import type { Backfill } from "../contracts/journal-records.ts";
import type { Result } from "../contracts/result.ts";
import type { Reader } from "./handles.ts";
import { msOf, runRead } from "./run-read.ts";
import type { StoreError } from "./store-error.ts";

/** How far a backfill is, or null where it has not begun.. */
export async function readBackfill(reader: Reader, id: string): Promise<Result<Backfill | null, StoreError>> {
  return runRead(reader, async (sql) => {
    const [row] = await sql<Backfill[]>`
      select backfill_id as "id", input, ${msOf(sql, "from_at")} as "fromMs", ${msOf(sql, "to_at")} as "toMs",
        ${msOf(sql, "done_until_at")} as "doneUntilMs", windows::float8 as windows, records::float8 as records,
        refused::float8 as refused, state
      from backfills
      where key = ${id}`;
    return row ?? null;
  });
}

/** The backfills that advanced furthest into the present, at most 50. */
export async function readBackfills(reader: Reader): Promise<Result<readonly Backfill[], StoreError>> {
  return runRead(reader, async (sql) => [
    ...(await sql<Backfill[]>`
      select backfill_id as "id", input, ${msOf(sql, "from_at")} as "fromMs", ${msOf(sql, "to_at")} as "toMs",
        ${msOf(sql, "done_until_at")} as "doneUntilMs", windows::float8 as windows, records::float8 as records,
        refused::float8 as refused, state
      from backfills
      order by done_until_at desc, key
      limit 50`),
  ]);
}
