import { err, ok, type Result } from "../contracts/result.ts";
import { type Reader, sqlsOf } from "./handles.ts";
import { classifyFailure, type StoreError } from "./store-error.ts";

/** How far a replica is behind: bytes of the log, and the age of the last transaction that it has played (0 without bytes). */
export type ReplicaLag = { readonly lagBytes: number; readonly lagMs: number };

/**
 * Null where the reader has no replica. The primary's place in the log is asked first, so a replica that has played up to it
 * is not behind. A replica that has lost its primary shows it: its own idea of what it received does not count.
 */
export async function readReplicaLag(reader: Reader): Promise<Result<ReplicaLag | null, StoreError>> {
  const [replica, primary] = sqlsOf(reader);
  if (replica === undefined || primary === undefined) return ok(null);
  try {
    const [place] = await primary<{ lsn: string }[]>`select pg_current_wal_lsn()::text as lsn`;
    const [lag] = await replica<{ bytes: number; ms: number | null }[]>`
      select greatest(0, pg_wal_lsn_diff(${place?.lsn ?? ""}::text::pg_lsn, pg_last_wal_replay_lsn()))::float8 as bytes,
        (extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000)::float8 as ms`;
    const lagBytes = lag?.bytes ?? 0;
    return ok({ lagBytes, lagMs: lagBytes === 0 ? 0 : Math.max(0, Math.round(lag?.ms ?? 0)) });
  } catch (problem) {
    return err(classifyFailure(problem));
  }
}
