import type { Sql } from "postgres";
import { err, ok, type Result } from "../contracts/result.ts";
import { type Reader, sqlsOf } from "./handles.ts";
import { classifyFailure, type StoreError } from "./store-error.ts";

/**
 * Runs a read where the reader reads: at the replica, and at the primary where the replica does not answer. A failure is a
 * value. `read` may run twice, so it only reads.
 */
export async function runRead<Value>(
  reader: Reader,
  read: (sql: Sql) => Promise<Value>,
): Promise<Result<Value, StoreError>> {
  let failed: StoreError = { code: "database-unreachable", message: "there is nowhere to read" };
  for (const sql of sqlsOf(reader)) {
    try {
      return ok(await read(sql));
    } catch (problem) {
      failed = classifyFailure(problem);
      if (failed.code !== "database-unreachable") break;
    }
  }
  return err(failed);
}

/** A moment of a column as whole milliseconds. Hyperdrive connections fetch no types, and seconds as doubles are not whole. */
export const msOf = (sql: Sql, column: string) => sql`round(extract(epoch from ${sql(column)}) * 1000)::float8`;

const lastMomentMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
/** A bound of a range, held within what Postgres can compare with. */
export const boundOf = (ms: number): Date => new Date(Math.min(Math.max(0, ms), lastMomentMs));

/** Points that one line may have. */
const pointsMax = 1_000;

/** `[fromMs, toMs]` in at most a thousand equal spans: how long each is. A longer range is thinned to one point a span. */
export const spanMsOf = ({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): number =>
  Math.max(1, Math.ceil((toMs - fromMs + 1) / pointsMax));

/** How many rows a caller gets who asked for `wanted`. */
export const boundLimit = (wanted: number, max: number): number => Math.min(Math.max(1, Math.floor(wanted)), max);
