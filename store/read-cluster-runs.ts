import type { ClusterRun } from "../contracts/cluster.ts";
import type { Result } from "../contracts/result.ts";
import type { Reader } from "./handles.ts";
import { boundOf, msOf, runRead } from "./run-read.ts";
import type { StoreError } from "./store-error.ts";

type View = ClusterRun["view"];
export type RunCluster = {
  readonly id: string;
  readonly members: string[];
  readonly medoid: string;
  readonly cohesion: number;
  readonly stress: number | null;
};
export type RunClusters = { readonly asOfMs: number; readonly clusters: readonly RunCluster[] };

/** The runs of a view in the `days` that end with the last one at or before `atMs`, in time order. */
export function listClusterRuns(
  reader: Reader,
  asked: { readonly view: View; readonly atMs: number; readonly days: number },
): Promise<Result<readonly number[], StoreError>> {
  return runRead(reader, async (sql) => {
    const rows = await sql<{ asOfMs: number }[]>`
      select ${msOf(sql, "as_of_at")} as "asOfMs" from clusters
      where view = ${asked.view} and as_of_at <= ${boundOf(asked.atMs)} and as_of_at > (
        select max(as_of_at) from clusters where view = ${asked.view} and as_of_at <= ${boundOf(asked.atMs)}
      ) - make_interval(days => ${asked.days}::int)
      group by as_of_at order by as_of_at`;
    return rows.map(({ asOfMs }) => asOfMs);
  });
}

/** The clusters of some runs of a view, run by run in time order. A run that is not there is left out. */
export function readClusterRuns(
  reader: Reader,
  asked: { readonly view: View; readonly atMs: readonly number[] },
): Promise<Result<readonly RunClusters[], StoreError>> {
  return runRead(reader, async (sql) => {
    if (asked.atMs.length === 0) return [];
    const rows = await sql<(RunCluster & { readonly asOfMs: number })[]>`
      select cluster_id as id, members, medoid, cohesion, stress, ${msOf(sql, "as_of_at")} as "asOfMs"
      from clusters
      where view = ${asked.view} and as_of_at in ${sql(asked.atMs.map(boundOf))}
      order by as_of_at, cluster_id`;
    const runs = new Map<number, RunCluster[]>();
    for (const { asOfMs, ...cluster } of rows) {
      const run = runs.get(asOfMs);
      if (run === undefined) runs.set(asOfMs, [cluster]);
      else run.push(cluster);
    }
    return [...runs].map(([asOfMs, clusters]) => ({ asOfMs, clusters }));
  });
}
