import type { CascadeRun } from "../../contracts/cascade.ts";
import { chunkBySize } from "../../contracts/chunk.ts";
import type { ClusterRun } from "../../contracts/cluster.ts";
import type { MessageId, TraceId } from "../../contracts/ids.ts";
import { type JournalRecord, type JournalRecords, toSignalRecord } from "../../contracts/journal-records.ts";
import type { SignalSamples } from "../../contracts/signal-samples.ts";
import type { Emission } from "../../contracts/stage.ts";
import type { Analysis } from "../analytics-state.ts";
import { listSamples } from "./list-samples.ts";

const samplesPerMessage = 250;
const recordsPerMessage = 100;

/**
 * What a run sends on: samples of its signals, and clusters, edges and samples for the global store. Ids are functions of the
 * schedule and the part, so a repeated schedule repeats the ids. A run without clusters sends no samples: earlier ones
 * expire by themselves.
 */
export function packMessages(analysis: Analysis, scheduledMs: number, traceId: TraceId): Emission[] {
  const envelope = { eventTimeMs: analysis.fast.asOfMs, traceId };
  const samples = listSamples(analysis);
  const parts = chunkBySize(samples, samplesPerMessage);
  const signals = parts.map((part, index): Emission => {
    const message: SignalSamples = {
      ...envelope,
      id: `signals:analytics:${scheduledMs}:${index}` as MessageId,
      schema: "signal-samples",
      version: 2,
      body: { producer: "analytics", gridMs: null, part: { index, count: parts.length }, samples: part },
    };
    return { queue: "signals", message };
  });
  const records: JournalRecord[] = [
    ...clusterRecords(analysis.fast),
    ...(analysis.slow === null ? [] : clusterRecords(analysis.slow)),
    ...edgeRecords(analysis.cascade),
    ...samples.map((sample) => toSignalRecord(sample, "analytics")),
  ];
  const journal = chunkBySize(records, recordsPerMessage).map((part, index): Emission => {
    const message: JournalRecords = {
      ...envelope,
      id: `journal:analytics:${scheduledMs}:${index}` as MessageId,
      schema: "journal-records",
      version: 3,
      body: { records: part },
    };
    return { queue: "journal", message };
  });
  return [...signals, ...journal];
}

const clusterRecords = ({ view, asOfMs, clusters }: ClusterRun): JournalRecord[] =>
  clusters.map((cluster) => ({
    ...{ table: "clusters", key: `${view}:${asOfMs}:${cluster.id}`, version: asOfMs },
    row: { ...cluster, view, asOfMs },
  }));

const edgeRecords = ({ asOfMs, edges }: CascadeRun): JournalRecord[] =>
  edges.map((edge) => ({
    ...{ table: "cascade_edges", key: `${asOfMs}:${edge.from}:${edge.to}`, version: asOfMs },
    row: { ...edge, asOfMs },
  }));
