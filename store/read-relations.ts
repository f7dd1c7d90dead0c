import type { Result } from "../contracts/result.ts";
import type { RelationReading } from "../contracts/world.ts";
import type { Reader } from "./handles.ts";
import { boundOf, msOf, runRead } from "./run-read.ts";
import type { StoreError } from "./store-error.ts";

export type StoredRelations = { readonly asOfMs: number; readonly relations: readonly RelationReading[] };

const relationsMax = 1_000;

/** The relations of the latest run at or before `atMs`, those of the lowest q-value first; null before the first run. */
export function readRelations(
  reader: Reader,
  at: { readonly atMs: number },
): Promise<Result<StoredRelations | null, StoreError>> {
  return runRead(reader, async (sql) => {
    const rows = await sql<(RelationReading & { asOfMs: number })[]>`
      select ${msOf(sql, "as_of_at")} as "asOfMs", left_series as "left", right_series as "right", correlation, low, high,
        samples::float8 as samples, q
      from relations
      where as_of_at = (select max(as_of_at) from relations where as_of_at <= ${boundOf(at.atMs)})
      order by q, key
      limit ${relationsMax}`;
    const [first] = rows;
    if (first === undefined) return null;
    return { asOfMs: first.asOfMs, relations: rows.map(({ asOfMs: _, ...relation }) => relation) };
  });
}
