import type { PipelineHealth, StageStatus } from "../../../contracts/live.ts";
import type { DashboardState } from "./dashboard-state.ts";

/** A stage's run shows at once; its freshness is judged by the next answer of `/v1/pipeline`. */
export function takeStage(state: DashboardState, status: StageStatus): DashboardState {
  const health = state.health.data;
  if (health === null) return state;
  type Stage = PipelineHealth["stages"][number];
  const { stages } = health;
  const isKnown = stages.some(({ stage }) => stage === status.stage);
  const next = isKnown
    ? stages.map((stage): Stage => (stage.stage === status.stage ? { ...stage, ...status } : stage))
    : [...stages, { ...status, cadenceMs: null, freshness: "fresh" } satisfies Stage].toSorted(byName);
  return { ...state, health: { ...state.health, data: { ...health, stages: next } } };
}

/** As the route has them: the order in which pages heard of them is not the same for all. */
const byName = (a: { readonly stage: string }, b: { readonly stage: string }): number => (a.stage < b.stage ? -1 : 1);
