import { ClusterRun } from "../../../../contracts/cluster.ts";
import type { LoadProblem } from "../../data/fetch-json.ts";
import type { Host } from "../../host/panel.ts";
import { useLoaded } from "../../host/use-loaded.ts";

export type View = ClusterRun["view"];

export const viewOf = (host: Host): View => (host.params.view === "slow" ? "slow" : "fast");

type ShownRun = {
  readonly run: ClusterRun | null;
  readonly problem: LoadProblem | null;
  readonly storedAtMs: number | undefined;
  readonly retry: () => void;
};

/** The newest run of the view in the address. The fast one comes live; the slow one is of the same job, so it is read when that is new. */
export function useClusterRun(host: Host): ShownRun {
  const view = viewOf(host);
  const { data, problem, storedAtMs } = host.state.clusters;
  // Before the fast run there is no slow one either, and asking for it would be an error in the console.
  const path = view === "slow" && data !== null ? "/v1/clusters?view=slow" : null;
  const slow = useLoaded(host.load, path, ClusterRun, data?.asOfMs ?? 0);
  if (view === "fast" || data === null) return { run: data, problem, storedAtMs, retry: host.retry };
  return {
    run: slow.data,
    problem: slow.problem && explainSlow(slow.problem),
    storedAtMs: slow.storedAtMs,
    retry: slow.retry,
  };
}

const explainSlow = (problem: LoadProblem): LoadProblem =>
  problem.kind === "not-yet"
    ? { kind: "not-yet", detail: `${problem.detail} The slow view needs more history than the fast one.` }
    : problem;
