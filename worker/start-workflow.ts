import { pipelines } from "../contracts/pipelines.gen.ts";
import type { EdgeEnv } from "./bindings.ts";
import type { WorkflowParams } from "./workflow-params.ts";

/** In a replay simulated time waits for a run, because it would otherwise be hours ahead when the run ends. */
const replayWaitMs = 60_000;
const pollMs = 50;

/**
 * Starts the workflow of a scheduled stage. The instance is named after the schedule: one that comes twice is one run. In
 * live mode the run goes on by itself; in a replay it is waited for.
 */
export async function startWorkflow(env: EdgeEnv, stage: string, params: WorkflowParams): Promise<void> {
  const workflow = workflowOf(env, stage);
  const id = `${stage}-${params.scheduledMs}`;
  const instance = await workflow.create({ id, params }).catch(() => wake(workflow, id));
  if (env.FEED === "live") return;
  for (const untilWallMs = Date.now() + replayWaitMs; Date.now() < untilWallMs; ) {
    const { status } = await instance.status();
    if (status === "complete" || status === "errored" || status === "terminated") return;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

function workflowOf(env: EdgeEnv, stage: string): Workflow<WorkflowParams> {
  const entry = pipelines.workflows[pipelines.stages[stage]?.workflow ?? ""];
  if (entry === undefined) throw new Error(`the stage ${stage} is no workflow`);
  return (env as unknown as Readonly<Record<string, Workflow<WorkflowParams>>>)[entry.binding] as never;
}

/**
 * The instance that is there already. In production a run whose machine died goes on by itself; on one machine nothing starts
 * it again but an event. Nobody waits for this one, so that elsewhere it changes nothing.
 */
async function wake(workflow: Workflow<WorkflowParams>, id: string): Promise<WorkflowInstance> {
  const instance = await workflow.get(id);
  await instance.sendEvent({ type: "wake", payload: null }).catch(() => {});
  return instance;
}
