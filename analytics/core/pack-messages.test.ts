import { expect, test } from "vitest";
import { TraceId } from "../../contracts/ids.ts";
import { JournalRecords } from "../../contracts/journal-records.ts";
import { SignalSamples } from "../../contracts/signal-samples.ts";
import type { Analysis } from "../analytics-state.ts";
import { packMessages } from "./pack-messages.ts";
import { analysisOf, clustersOf, edgeOf } from "./test-analysis.ts";

const traceId = TraceId.parse("0123456789abcdef0123456789abcdef");
const scheduledMs = 50_000;

// Each asset has cohesion, stress, reach and exposure; each cluster and each sample is a record.
test.each<[string, Analysis, number[], number[]]>([
  ["no clusters, no messages", analysisOf([]), [], []],
  ["one of each", analysisOf(clustersOf(2, 1)), [12], [14]],
  ["62 assets fit", analysisOf(clustersOf(62)), [248], [100, 100, 49]],
  ["63 assets need two parts", analysisOf(clustersOf(60, 3)), [250, 2], [100, 100, 54]],
  ["an edge is a record", analysisOf(clustersOf(2), [edgeOf("C0M0-USD", "C0M1-USD", 0.5)]), [8], [10]],
])("%s", (_, analysis, samplesPerPart, recordsPerPart) => {
  const emissions = packMessages(analysis, scheduledMs, traceId);
  const signals = emissions
    .filter(({ queue }) => queue === "signals")
    .map(({ message }) => SignalSamples.parse(message));
  const journal = emissions
    .filter(({ queue }) => queue === "journal")
    .map(({ message }) => JournalRecords.parse(message));
  expect(signals.map(({ body }) => body.samples.length)).toEqual(samplesPerPart);
  expect(signals.map(({ body }) => body.part)).toEqual(
    samplesPerPart.map((__, index) => ({ index, count: samplesPerPart.length })),
  );
  expect(journal.map(({ body }) => body.records.length)).toEqual(recordsPerPart);
  expect([...signals, ...journal].map(({ id }) => id)).toEqual([
    ...samplesPerPart.map((__, index) => `signals:analytics:50000:${index}`),
    ...recordsPerPart.map((__, index) => `journal:analytics:50000:${index}`),
  ]);
});

test("records of both views and of the edges, under keys that repeat with the run", () => {
  const edge = edgeOf("C0M0-USD", "C1M0-USD", 0.5);
  const analysis = analysisOf(clustersOf(1, 1), [edge]);
  const slow = { ...analysis.fast, view: "slow" as const, clusters: clustersOf(1) };
  const emissions = packMessages({ ...analysis, slow }, scheduledMs, traceId);
  expect(emissions.every(({ message }) => (message as { eventTimeMs: number }).eventTimeMs === 40_000)).toBe(true);
  const [journal] = emissions.filter(({ queue }) => queue === "journal");
  const { records } = JournalRecords.parse(journal?.message).body;
  expect(records.filter(({ table }) => table !== "signals")).toEqual([
    ...analysis.fast.clusters.map((cluster) => ({
      ...{ table: "clusters", key: `fast:40000:${cluster.id}`, version: 40_000 },
      row: { ...cluster, view: "fast", asOfMs: 40_000 },
    })),
    {
      ...{ table: "clusters", key: "slow:40000:cluster-0", version: 40_000 },
      row: { ...slow.clusters[0], view: "slow", asOfMs: 40_000 },
    },
    {
      ...{ table: "cascade_edges", key: "40000:C0M0-USD:C1M0-USD", version: 40_000 },
      row: { ...edge, asOfMs: 40_000 },
    },
  ]);
  expect(records.find(({ table }) => table === "signals")).toEqual({
    ...{ table: "signals", key: "cluster.C0M0-USD.cohesion:40000", version: 1 },
    row: {
      ...{ key: "cluster.C0M0-USD.cohesion", value: 0.5, unit: "correlation", producer: "analytics" },
      ...{ sampleAtMs: 40_000, validUntilMs: 90_000, sources: ["cluster-0"] },
    },
  });
});
