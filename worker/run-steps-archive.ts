import { z } from "zod";
import { TakenStep } from "../contracts/run-view.ts";

type Archive = Pick<R2Bucket, "get" | "put" | "delete">;
type Run = { readonly stage: string; readonly atMs: number };

/** As long as the store keeps runs. */
const keptMs = 90 * 86_400_000;

const keyOf = ({ stage, atMs }: Run): string => `run-steps/${stage}/${atMs}.json`;

/** Keeps the steps of a run, and lets go of those of the run of the same schedule that is no longer kept. */
export async function keepRunSteps(archive: Archive, run: Run, steps: readonly TakenStep[]): Promise<void> {
  await archive.put(keyOf(run), JSON.stringify(steps), { httpMetadata: { contentType: "application/json" } });
  await archive.delete(keyOf({ ...run, atMs: run.atMs - keptMs }));
}

/** Null where none are kept: of runs that have no steps, or were before steps were kept. */
export async function readRunSteps(archive: Archive, run: Run): Promise<readonly TakenStep[] | null> {
  const object = await archive.get(keyOf(run));
  if (object === null) return null;
  return z.array(TakenStep).parse(await object.json());
}
