import { createR2ObjectStore } from "../analytics/adapters/r2-object-store.ts";
import type { PublicDatasetName } from "../analytics/exports/datasets.ts";
import { exportDataset } from "../analytics/exports/export-dataset.ts";
import { storedRows } from "../analytics/exports/export-rows.ts";
import { defaultExportSettings } from "../analytics/exports/export-settings.ts";
import { pipelines } from "../contracts/pipelines.gen.ts";
import type { Reason } from "../contracts/stage.ts";
import { durationMs } from "../contracts/time.ts";
import { readPriceSpan } from "../store/read-price-bars.ts";
import type { EdgeEnv } from "./bindings.ts";
import { withReader } from "./wire-journal.ts";

/** Name and version of the writer, for manifests. */
const writtenBy = "portent/0.1";
const dayMs = 86_400_000;
const settings = {
  ...defaultExportSettings,
  keepDays: Object.fromEntries(
    Object.entries(pipelines.datasets).flatMap(([name, { keep }]) =>
      keep === undefined ? [] : [[name, durationMs(keep) / dayMs]],
    ),
  ),
};

/** How long the exports wait for rows that are on their way; what comes later goes with the next run. */
const journalWaitMs = 15_000;
const pollMs = 500;

export type ExportProgress = { readonly isComplete: boolean; readonly reasons: readonly Reason[] };

/**
 * Brings the files of one dataset up to the rows of before the schedule; not complete: the same call goes on. What went wrong is
 * told, and the next run makes up for it.
 */
export async function exportOne(
  env: EdgeEnv,
  dataset: PublicDatasetName,
  scheduledMs: number,
): Promise<ExportProgress> {
  try {
    const { lost, isComplete } = await withReader(env, (reader) =>
      exportDataset(dataset, scheduledMs, {
        rows: storedRows(reader),
        archive: createR2ObjectStore(env.ARCHIVE),
        settings,
        writtenBy,
      }),
    );
    const reasons = lost.map(({ path }) => ({
      code: "export-lost",
      message: `${path} was broken, and its rows are gone`,
    }));
    return { isComplete, reasons };
  } catch (cause) {
    return { isComplete: true, reasons: [{ code: "export-failed", message: `${dataset}: ${String(cause)}` }] };
  }
}

/**
 * Waits until the prices of the last window before the schedule stand in Postgres and nothing waits in the journal's queue: the
 * exports read what it has written. Bounded: an outage of Postgres does not hold the run.
 */
export async function awaitJournal(env: EdgeEnv, scheduledMs: number): Promise<void> {
  const wantedMs = scheduledMs - durationMs(pipelines.pipeline.cadence);
  for (const untilWallMs = Date.now() + journalWaitMs; Date.now() < untilWallMs; ) {
    const [span, backlog] = await Promise.all([
      withReader(env, readPriceSpan).catch(() => null),
      env.QUEUE_JOURNAL.metrics().catch(() => null),
    ]);
    const isWritten = span?.ok === true && (span.value?.latestMs ?? 0) >= wantedMs;
    if (isWritten && (backlog === null || backlog.backlogCount === 0)) return;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}
