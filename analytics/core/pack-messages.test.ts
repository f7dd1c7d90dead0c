import { expect, test } from "vitest";
import type { ClusterRun } from "../../contracts/cluster.ts";
import { TraceId } from "../../contracts/ids.ts";
import { JournalRecords } from "../../contracts/journal-records.ts";
import { SignalSamples } from "../../contracts/signal-samples.ts";
import { packMessages } from "./pack-messages.ts";

const traceId = TraceId.parse("0123456789abcdef0123456789abcdef");
const scheduledMs = 50_000;

/** A run with as many clusters as `sizes`, each with so many members. */
function runOf(...sizes: number[]): ClusterRun {
  const clusters = sizes.map((size, index) => {
    const members = Array.from({ length: size }, (_, member) => `C${index}M${member}-USD`);
    return { id: `cluster-${index}`, members, medoid: members[0] ?? "", cohesion: 0.5 };
  });
  return { asOfMs: 40_000, validUntilMs: 90_000, barMs: 10, windowMs: 100, clusters, refused: [] };
}

test.each<[string, ClusterRun, number[], number[]]>([
  ["no clusters, no messages", runOf(), [], []],
  ["one of each", runOf(2, 1), [3], [5]],
  ["250 samples fit", runOf(250), [250], [100, 100, 51]],
  ["251 samples need two parts", runOf(200, 51), [250, 1], [100, 100, 53]],
  [
    "101 clusters and their samples need three messages",
    runOf(...Array.from({ length: 101 }, () => 1)),
    [101],
    [100, 100, 2],
  ],
])("%s", (_, run, samplesPerPart, recordsPerPart) => {
  const emissions = packMessages(run, scheduledMs, traceId);
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

test("a sample and a record in full", () => {
  const [signals, journal] = packMessages(runOf(2), scheduledMs, traceId).map(({ message }) => message);
  expect(signals).toMatchObject({
    ...{ eventTimeMs: 40_000, traceId },
    body: { producer: "analytics", gridMs: null },
  });
  expect(SignalSamples.parse(signals).body.samples[0]).toEqual({
    ...{ key: "cluster.C0M0-USD.cohesion", value: 0.5, unit: "correlation" },
    ...{ sampleAtMs: 40_000, validUntilMs: 90_000, sources: ["cluster-0"] },
  });
  expect(JournalRecords.parse(journal).body.records).toEqual([
    {
      ...{ table: "clusters", key: "40000:cluster-0", version: 40_000 },
      row: { id: "cluster-0", members: ["C0M0-USD", "C0M1-USD"], medoid: "C0M0-USD", cohesion: 0.5, asOfMs: 40_000 },
    },
    ...SignalSamples.parse(signals).body.samples.map((sample) => ({
      ...{ table: "signals", key: `${sample.key}:40000`, version: 1 },
      row: { ...sample, producer: "analytics" },
    })),
  ]);
});
