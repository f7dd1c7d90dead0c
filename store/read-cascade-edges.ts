import type { CascadeEdge } from "../contracts/cascade.ts";
import type { Result } from "../contracts/result.ts";
import type { Reader } from "./handles.ts";
import { boundOf, msOf, runRead } from "./run-read.ts";
import type { StoreError } from "./store-error.ts";

export type StoredEdges = { readonly asOfMs: number; readonly edges: readonly CascadeEdge[] };

type Row = Omit<CascadeEdge, "to" | "from"> & {
  readonly fromAsset: string;
  readonly toAsset: string;
  readonly asOfMs: number;
};

/** The edges of the latest run at or before `atMs` that had any, the surest first and declared ones last; null without one. */
export function readCascadeEdges(
  reader: Reader,
  at: { readonly atMs: number },
): Promise<Result<StoredEdges | null, StoreError>> {
  return runRead(reader, async (sql) => {
    const rows = await sql<Row[]>`
      select ${msOf(sql, "as_of_at")} as "asOfMs", from_asset as "fromAsset", to_asset as "toAsset", weight, low, high,
        lag_ms::float8 as "lagMs", support::float8 as support, q, origin, ${msOf(sql, "last_seen_at")} as "lastSeenMs"
      from cascade_edges
      where as_of_at = (select max(as_of_at) from cascade_edges where as_of_at <= ${boundOf(at.atMs)})
      order by q nulls last, from_asset, to_asset`;
    const [first] = rows;
    return first === undefined
      ? null
      : {
          asOfMs: first.asOfMs,
          edges: rows.map(({ asOfMs: _, fromAsset: from, toAsset: to, ...edge }) => ({ from, to, ...edge })),
        };
  });
}
