import { chunk } from "../../contracts/chunk.ts";
import type { MessageId, SignalKey, TraceId } from "../../contracts/ids.ts";
import { type JournalRecord, type JournalRecords, toSignalRecord } from "../../contracts/journal-records.ts";
import type { PriceTick, PriceTicks, RefusedAsset } from "../../contracts/price-ticks.ts";
import type { SignalSample, SignalSamples } from "../../contracts/signal-samples.ts";
import type { Emission } from "../../contracts/stage.ts";

export type WindowResult = {
  readonly windowStartMs: number;
  readonly windowEndMs: number;
  readonly traceId: TraceId;
  readonly ticks: readonly PriceTick[];
  readonly refused: readonly RefusedAsset[];
};

const samplesPerMessage = 250;
const recordsPerMessage = 100;

/**
 * Everything that one window sends. Ids are pure functions of the window, so that a second run of the same window
 * sends the same messages again. The `signals` message is sent even without a price: it completes the grid point.
 */
export function buildMessages(window: WindowResult): readonly Emission[] {
  const { windowEndMs } = window;
  const samples = window.ticks.map(toSample);
  const parts = samples.length === 0 ? [[]] : chunk(samples, samplesPerMessage);
  const records = [
    ...window.ticks.map((tick) => toPriceRecord(tick, windowEndMs)),
    ...samples.map((sample) => toSignalRecord(sample, "ingest")),
  ];
  return [
    { queue: "ticks", message: toTicks(window) },
    ...parts.map((part, index) => ({
      queue: "signals",
      message: envelope(window, "signal-samples", `signals:ingest:${windowEndMs}:${index}`, {
        producer: "ingest",
        gridMs: windowEndMs,
        part: { index, count: parts.length },
        samples: part,
      }) satisfies SignalSamples,
    })),
    ...chunk(records, recordsPerMessage).map((part, index) => ({
      queue: "journal",
      message: envelope(window, "journal-records", `journal:ingest:${windowEndMs}:${index}`, {
        records: part,
      }) satisfies JournalRecords,
    })),
  ];
}

function toTicks(window: WindowResult): PriceTicks {
  const { windowStartMs, windowEndMs, ticks, refused } = window;
  return envelope(window, "price-ticks", `ticks:${windowEndMs}`, {
    windowStartMs,
    windowEndMs,
    ticks: [...ticks],
    refused: [...refused],
  });
}

function envelope<Name extends string, Body>(window: WindowResult, schema: Name, id: string, body: Body) {
  return {
    id: id as MessageId,
    schema,
    version: 1 as const,
    eventTimeMs: window.windowEndMs,
    traceId: window.traceId,
    body,
  };
}

const toSample = (tick: PriceTick): SignalSample => ({
  key: `price.${tick.asset}` as SignalKey,
  value: tick.priceUsd,
  low: tick.lowUsd,
  high: tick.highUsd,
  unit: "USD",
  sampleAtMs: tick.sampleAtMs,
  validUntilMs: tick.validUntilMs,
  sources: tick.sources.filter((source) => source.refused === undefined).map((source) => source.source),
});

const toPriceRecord = (tick: PriceTick, windowEndMs: number): JournalRecord => ({
  table: "prices",
  key: `${tick.asset}:${windowEndMs}`,
  version: 1,
  row: { ...tick, windowEndMs },
});
