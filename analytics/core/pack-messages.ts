import { chunk } from "../../contracts/chunk.ts";
import type { Cluster, ClusterRun } from "../../contracts/cluster.ts";
import { type MessageId, SignalKey, type TraceId } from "../../contracts/ids.ts";
import { type JournalRecord, type JournalRecords, toSignalRecord } from "../../contracts/journal-records.ts";
import type { SignalSample, SignalSamples } from "../../contracts/signal-samples.ts";
import type { Emission } from "../../contracts/stage.ts";

const samplesPerMessage = 250;
const recordsPerMessage = 100;

const samplesOf = (cluster: Cluster, run: ClusterRun): SignalSample[] =>
  cluster.members.map((asset) => ({
    key: SignalKey.parse(`cluster.${asset}.cohesion`),
    value: cluster.cohesion,
    unit: "correlation",
    sampleAtMs: run.asOfMs,
    validUntilMs: run.validUntilMs,
    sources: [cluster.id],
  }));

/**
 * What a run sends on: one cohesion sample per asset (its source is the cluster), and clusters and samples for the global store.
 * Ids are functions of the schedule and the part, so a repeated schedule repeats the ids. A run without clusters
 * sends nothing: earlier samples expire by themselves.
 */
export function packMessages(run: ClusterRun, scheduledMs: number, traceId: TraceId): Emission[] {
  const envelope = { version: 2 as const, eventTimeMs: run.asOfMs, traceId };
  const allSamples = run.clusters.flatMap((cluster) => samplesOf(cluster, run));
  const parts = chunk(allSamples, samplesPerMessage);
  const signals = parts.map((samples, index): Emission => {
    const message: SignalSamples = {
      ...envelope,
      id: `signals:analytics:${scheduledMs}:${index}` as MessageId,
      schema: "signal-samples",
      body: { producer: "analytics", gridMs: null, part: { index, count: parts.length }, samples },
    };
    return { queue: "signals", message };
  });
  const records: JournalRecord[] = [
    ...run.clusters.map(
      (cluster): JournalRecord => ({
        table: "clusters",
        key: `${run.asOfMs}:${cluster.id}`,
        version: run.asOfMs,
        row: { ...cluster, asOfMs: run.asOfMs },
      }),
    ),
    ...allSamples.map((sample) => toSignalRecord(sample, "analytics")),
  ];
  const journal = chunk(records, recordsPerMessage).map((part, index): Emission => {
    const message: JournalRecords = {
      ...envelope,
      id: `journal:analytics:${scheduledMs}:${index}` as MessageId,
      schema: "journal-records",
      body: { records: part },
    };
    return { queue: "journal", message };
  });
  return [...signals, ...journal];
}
