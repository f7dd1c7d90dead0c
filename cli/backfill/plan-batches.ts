import type { PriceWindow } from "../../ingest/sources/price-source.ts";

/** Windows that are written together, in one transaction with the progress. */
export type Batch = {
  /** Windows before the batch, priced and not written: what stands still is noticed as it was live. */
  readonly warmUp: readonly PriceWindow[];
  readonly windows: readonly PriceWindow[];
  /** Where the next batch starts. */
  readonly untilMs: number;
};

export type BackfillRange = { readonly fromMs: number; readonly toMs: number; readonly cadenceMs: number };

/** Ends of the windows that lie wholly or with their end in (fromMs, toMs]: the same grid as live. */
export function listWindows({ fromMs, toMs, cadenceMs }: BackfillRange): readonly PriceWindow[] {
  const windows: PriceWindow[] = [];
  for (let endMs = (Math.floor(fromMs / cadenceMs) + 1) * cadenceMs; endMs <= toMs; endMs += cadenceMs) {
    windows.push({ startMs: endMs - cadenceMs, endMs });
  }
  return windows;
}

/**
 * The batches of a range, from `doneUntilMs` on. Their edges depend on the range alone, and each warms itself up, so that a run
 * which was interrupted prices each window exactly as one that was not.
 */
export function* planBatches(
  range: BackfillRange & { readonly batchMs: number; readonly warmUpWindows: number },
  doneUntilMs: number,
): Generator<Batch> {
  const { fromMs, toMs, cadenceMs, batchMs, warmUpWindows } = range;
  for (let startMs = fromMs; startMs < toMs; startMs += batchMs) {
    const untilMs = Math.min(startMs + batchMs, toMs);
    if (untilMs <= doneUntilMs) continue;
    const windows = listWindows({ fromMs: startMs, toMs: untilMs, cadenceMs });
    const firstMs = windows[0]?.startMs ?? startMs;
    const warmUp = listWindows({ fromMs: Math.max(0, firstMs - warmUpWindows * cadenceMs), toMs: firstMs, cadenceMs });
    yield { warmUp, windows, untilMs };
  }
}
