import type { Cluster, ClusterRun } from "../contracts/cluster.ts";
import type { Result } from "../contracts/result.ts";
import type { Reader } from "./handles.ts";
import { boundOf, msOf, runRead } from "./run-read.ts";
import type { StoreError } from "./store-error.ts";

export type StoredCluster = Cluster & { readonly view: ClusterRun["view"]; readonly asOfMs: number };

type Row = Omit<StoredCluster, "lineage"> & {
  readonly lineageState: Cluster["lineage"]["state"];
  readonly lineageFrom: string[];
};

const runsMax = 500;

/** One cluster through its runs up to `atMs`, newest first: as long as its id goes on. */
export function readClusterHistory(
  reader: Reader,
  of: { readonly id: string; readonly atMs: number },
): Promise<Result<readonly StoredCluster[], StoreError>> {
  return runRead(reader, async (sql) => {
    const rows = await sql<Row[]>`
      select cluster_id as id, view, members, medoid, cohesion, stress, lineage_state as "lineageState",
        lineage_from as "lineageFrom", ${msOf(sql, "as_of_at")} as "asOfMs"
      from clusters
      where cluster_id = ${of.id} and as_of_at <= ${boundOf(of.atMs)}
      order by as_of_at desc, view
      limit ${runsMax}`;
    return rows.map(toCluster);
  });
}

/** The clusters of the last run of a view at or before `atMs`, largest first; empty where there is none. */
export function readClustersAt(
  reader: Reader,
  at: { readonly view: ClusterRun["view"]; readonly atMs: number },
): Promise<Result<readonly StoredCluster[], StoreError>> {
  return runRead(reader, async (sql) => {
    const rows = await sql<Row[]>`
      select cluster_id as id, view, members, medoid, cohesion, stress, lineage_state as "lineageState",
        lineage_from as "lineageFrom", ${msOf(sql, "as_of_at")} as "asOfMs"
      from clusters
      where view = ${at.view} and as_of_at = (
        select max(as_of_at) from clusters where view = ${at.view} and as_of_at <= ${boundOf(at.atMs)}
      )
      order by jsonb_array_length(members) desc, cluster_id`;
    return rows.map(toCluster);
  });
}

const toCluster = ({ lineageState, lineageFrom, ...rest }: Row): StoredCluster => ({
  ...rest,
  lineage: { state: lineageState, from: lineageFrom },
});
