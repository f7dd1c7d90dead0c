import { pipelines } from "../../../../../contracts/pipelines.gen.ts";
import type { PipelinesFile } from "../../../../../contracts/pipelines-file.ts";
import type { Thing } from "./chosen-thing.ts";

const { stages }: Pick<PipelinesFile, "stages"> = pipelines;

/** Runs of scheduled stages are recorded one by one; of a stage that a queue feeds only the last one is kept. */
export const isRecorded = ({ kind, name }: Thing): boolean => kind !== "stage" || stages[name]?.cron !== undefined;
