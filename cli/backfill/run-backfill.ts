import type { AssetId } from "../../contracts/ids.ts";
import type { Backfill, JournalRecord } from "../../contracts/journal-records.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import type { SourceQuotes } from "../../ingest/core/price-assets.ts";
import type { PriceWindow } from "../../ingest/sources/price-source.ts";
import type { Reader, Writer } from "../../store/handles.ts";
import { readBackfill } from "../../store/read-backfill.ts";
import { pricedKeyOf, readPricedKeys } from "../../store/read-priced-keys.ts";
import { writeJournal } from "../../store/write-journal.ts";
import type { Fault } from "../arguments.ts";
import { createGapFinder, type Gap } from "./find-gaps.ts";
import { type BackfillRange, type Batch, planBatches } from "./plan-batches.ts";
import type { createWindowPricer } from "./price-window.ts";

export type BackfillPlan = BackfillRange & {
  /** The same for the same input and range: a restart finds its progress by it. */
  readonly id: string;
  readonly input: string;
  readonly batchMs: number;
  readonly warmUpWindows: number;
};

export type BackfillDeps = {
  /** Null in a dry run: nothing is read from the store or written to it. */
  readonly store: { readonly writer: Writer; readonly reader: Reader } | null;
  readonly pricer: ReturnType<typeof createWindowPricer>;
  /** What the sources say of a window, or why it cannot be known now. */
  readonly askWindow: (window: PriceWindow) => Promise<Result<readonly SourceQuotes[], Fault>>;
  readonly onBatch: (progress: Backfill) => void;
};

/** `gaps` and `alreadyPriced` are of this run alone; `progress` of all runs of this backfill together. */
export type BackfillReport = {
  readonly progress: Backfill;
  readonly gaps: readonly Gap[];
  /** Prices that stood there before, from live runs or another backfill: they were left as they are. */
  readonly alreadyPriced: number;
  readonly isResumed: boolean;
};

/**
 * Prices the windows of a range and writes them, a batch with its progress in one transaction: a run that is killed at any
 * moment goes on behind the last batch that was committed. Where an asset has a price for a window nothing of that asset and
 * window is written: what live runs stored stands.
 */
export async function runBackfill(plan: BackfillPlan, deps: BackfillDeps): Promise<Result<BackfillReport, Fault>> {
  const before = deps.store === null ? ok(null) : await readBackfill(deps.store.reader, plan.id);
  if (!before.ok) return before;
  const isResumed = before.value !== null;
  let progress: Backfill = before.value ?? startOf(plan);
  const gaps = createGapFinder(plan.cadenceMs);
  let alreadyPriced = 0;
  for (const batch of planBatches(plan, progress.doneUntilMs)) {
    const collected = await collectBatch(batch, deps);
    if (!collected.ok) return collected;
    const stored = deps.store === null ? ok(new Set<string>()) : await readStored(deps.store.reader, batch);
    if (!stored.ok) return stored;
    const records: JournalRecord[] = [];
    for (const { endMs, records: own, unpriced } of collected.value) {
      const missing = unpriced.filter((asset) => !stored.value.has(pricedKeyOf(asset, endMs)));
      gaps.note(endMs, missing);
      for (const record of own) {
        if (!stored.value.has(pricedKeyOf(assetOf(record), endMs))) records.push(record);
        else if (record.table === "prices") alreadyPriced += 1;
      }
    }
    progress = {
      ...progress,
      doneUntilMs: batch.untilMs,
      windows: progress.windows + batch.windows.length,
      records: progress.records + records.length,
      refused: progress.refused + records.filter(({ table }) => table === "refused_quotes").length,
      state: batch.untilMs === plan.toMs ? "done" : "running",
    };
    if (deps.store !== null) {
      const written = await writeJournal(deps.store.writer, [...records, toProgressRecord(progress)]);
      if (!written.ok) return err({ message: `nothing of the last batch was written: ${written.error.message}` });
    }
    deps.onBatch(progress);
  }
  return ok({ progress, gaps: gaps.list(), alreadyPriced, isResumed });
}

const startOf = ({ id, input, fromMs, toMs }: BackfillPlan): Backfill => ({
  id,
  input,
  fromMs,
  toMs,
  doneUntilMs: fromMs,
  windows: 0,
  records: 0,
  refused: 0,
  state: "running",
});

/** `doneUntilMs` as the version: progress that was written late never takes back what is done. */
const toProgressRecord = (progress: Backfill): JournalRecord => ({
  table: "backfills",
  key: progress.id,
  version: progress.doneUntilMs,
  row: progress,
});

type Collected = {
  readonly endMs: number;
  readonly records: readonly JournalRecord[];
  readonly unpriced: readonly AssetId[];
};

async function collectBatch(batch: Batch, deps: BackfillDeps): Promise<Result<readonly Collected[], Fault>> {
  deps.pricer.reset();
  for (const window of batch.warmUp) {
    const quotes = await deps.askWindow(window);
    if (!quotes.ok) return quotes;
    deps.pricer.price(window, quotes.value);
  }
  const collected: Collected[] = [];
  for (const window of batch.windows) {
    const quotes = await deps.askWindow(window);
    if (!quotes.ok) return quotes;
    collected.push({ endMs: window.endMs, ...deps.pricer.price(window, quotes.value) });
  }
  return ok(collected);
}

async function readStored(reader: Reader, { windows }: Batch) {
  const [first, last] = [windows[0], windows.at(-1)];
  if (first === undefined || last === undefined) return ok(new Set<string>());
  return readPricedKeys(reader, { fromMs: first.startMs, toMs: last.endMs });
}

/** The asset that a record of a window is of. Its signals are named `price.`, `quality.` and `peg.` before it. */
function assetOf(record: JournalRecord): string {
  if (record.table === "prices" || record.table === "refused_quotes") return record.row.asset;
  return record.table === "signals" ? record.row.key.slice(record.row.key.indexOf(".") + 1) : "";
}
