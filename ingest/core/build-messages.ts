import { chunkBySize } from "../../contracts/chunk.ts";
import type { MessageId, TraceId } from "../../contracts/ids.ts";
import { type JournalRecord, type JournalRecords, toSignalRecord } from "../../contracts/journal-records.ts";
import type { PriceTick, PriceTicks, RefusedAsset } from "../../contracts/price-ticks.ts";
import type { SignalSample, SignalSamples } from "../../contracts/signal-samples.ts";
import type { SourceRun } from "../../contracts/source-run.ts";
import type { Emission } from "../../contracts/stage.ts";
import { toPriceRecord, toRefusedRecords, toSourceRunRecord } from "./price-records.ts";
import { toPriceSamples } from "./price-samples.ts";

export type WindowResult = {
  readonly windowStartMs: number;
  readonly windowEndMs: number;
  readonly traceId: TraceId;
  readonly ticks: readonly PriceTick[];
  readonly refused: readonly RefusedAsset[];
  readonly sourceRuns: readonly SourceRun[];
  /** Assets whose distance from a dollar is a signal of its own. */
  readonly stablecoins: ReadonlySet<string>;
};

const samplesPerMessage = 250;
const recordsPerMessage = 100;
const assetsPerMessage = 500;

/**
 * Everything that one window sends. Ids are pure functions of the window, so that a second run of the same window
 * sends the same messages again. The `signals` message is sent even without a price: it completes the grid point.
 */
export function buildMessages(window: WindowResult): readonly Emission[] {
  const samples = toPriceSamples(window.ticks, window.stablecoins);
  return [
    ...buildTicks(window).map((message) => ({ queue: "ticks", message })),
    ...buildSamples(window, samples).map((message) => ({ queue: "signals", message })),
    ...buildJournal(window, samples).map((message) => ({ queue: "journal", message })),
  ];
}

function buildTicks(window: WindowResult): readonly PriceTicks[] {
  const { windowStartMs, windowEndMs } = window;
  const results = [...window.ticks.map((tick) => ({ tick })), ...window.refused.map((refused) => ({ refused }))];
  const parts = results.length === 0 ? [[]] : chunkBySize(results, assetsPerMessage);
  return parts.map((part, index) =>
    envelope(window, "price-ticks", `ticks:${windowEndMs}:${index}`, {
      windowStartMs,
      windowEndMs,
      part: { index, count: parts.length },
      ticks: part.flatMap((result) => ("tick" in result ? [result.tick] : [])),
      refused: part.flatMap((result) => ("refused" in result ? [result.refused] : [])),
    }),
  );
}

function buildSamples(window: WindowResult, samples: readonly SignalSample[]): readonly SignalSamples[] {
  const { windowEndMs } = window;
  const parts = samples.length === 0 ? [[]] : chunkBySize(samples, samplesPerMessage);
  return parts.map((part, index) =>
    envelope(window, "signal-samples", `signals:ingest:${windowEndMs}:${index}`, {
      producer: "ingest" as const,
      gridMs: windowEndMs,
      part: { index, count: parts.length },
      samples: part,
    }),
  );
}

/** The records of a window, for the queue or, in a backfill, straight to the store: the same keys either way. */
export function listRecords(window: WindowResult, samples: readonly SignalSample[]): readonly JournalRecord[] {
  const { windowEndMs } = window;
  return [
    ...window.ticks.map((tick) => toPriceRecord(tick, windowEndMs)),
    ...samples.map((sample) => toSignalRecord(sample, "ingest")),
    ...[...window.ticks, ...window.refused].flatMap((result) => toRefusedRecords(result, windowEndMs)),
    ...window.sourceRuns.map(toSourceRunRecord),
  ];
}

function buildJournal(window: WindowResult, samples: readonly SignalSample[]): readonly JournalRecords[] {
  return chunkBySize(listRecords(window, samples), recordsPerMessage).map((records, index) =>
    envelope(window, "journal-records", `journal:ingest:${window.windowEndMs}:${index}`, { records }),
  );
}

const versions = { "price-ticks": 2, "signal-samples": 2, "journal-records": 3 } as const;

function envelope<Name extends keyof typeof versions, Body>(
  window: WindowResult,
  schema: Name,
  id: string,
  body: Body,
) {
  return {
    id: id as MessageId,
    schema,
    version: versions[schema],
    eventTimeMs: window.windowEndMs,
    traceId: window.traceId,
    body,
  };
}
