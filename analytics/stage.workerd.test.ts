import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { ClusterRun } from "../contracts/cluster.ts";
import { CronTick } from "../contracts/cron-tick.ts";
import { JournalRecords } from "../contracts/journal-records.ts";
import { SignalSamples } from "../contracts/signal-samples.ts";
import type { Reason } from "../contracts/stage.ts";
import { createR2ObjectStore } from "./adapters/r2-object-store.ts";
import { connectTickSeries } from "./adapters/tick-series.ts";
import type { AnalyticsStateActor } from "./analytics-state-actor.ts";
import { listExports } from "./exports/list-exports.ts";
import type { ObjectStore } from "./exports/object-store.ts";
import { analyticsStage, defaultAnalyticsSettings } from "./stage.ts";
import { windowOf } from "./test-windows.ts";

const { ANALYTICS_STATE, ARCHIVE } = env as unknown as {
  ANALYTICS_STATE: DurableObjectNamespace<AnalyticsStateActor>;
  ARCHIVE: R2Bucket;
};
const scheduledMs = Date.UTC(2021, 4, 19, 12);
const traceId = "0123456789abcdef0123456789abcdef";
const tick = CronTick.parse({
  ...{ id: `cron:analytics:${scheduledMs}`, schema: "cron-tick", version: 1, eventTimeMs: scheduledMs, traceId },
  body: { cron: "0 */6 * * *", scheduledMs },
});

/** The stage over its own history of `bars` + 1 windows up to the schedule: A and B move together, C alone, D stands. */
async function runOver(name: string, bars: number, archive: ObjectStore = createR2ObjectStore(ARCHIVE)) {
  const series = connectTickSeries(ANALYTICS_STATE, name);
  for (let bar = -bars; bar <= 0; bar += 1) {
    const [x, y] = [Math.exp(0.01 * Math.sin(bar)), Math.exp(0.01 * Math.cos(3 * bar))];
    await series.addTicks(
      windowOf(scheduledMs + bar * 120_000, { "A-USD": x, "B-USD": 2 * x, "C-USD": y, "D-USD": 1 }),
    );
  }
  const published: ClusterRun[] = [];
  const degraded: Reason[] = [];
  const outcomes = await analyticsStage.process([tick], {
    ...{ series, archive, writtenBy: "portent/test" },
    publish: async (run) => void published.push(run),
    onDegraded: async (reason) => void degraded.push(reason),
    settings: { ...defaultAnalyticsSettings, expected: ["A-USD", "E-USD"] },
  });
  return { outcome: outcomes[0], published, degraded };
}

test("clusters go out as signals, journal records and live; prices go to the archive", async () => {
  const { outcome, published, degraded } = await runOver("full", 30);
  expect(degraded).toEqual([]);
  if (outcome?.kind !== "emit") throw new Error(`unexpected outcome ${outcome?.kind}`);
  const [signals, journal] = outcome.messages;
  expect([signals?.queue, journal?.queue, outcome.messages.length]).toEqual(["signals", "journal", 2]);
  const message = SignalSamples.parse(signals?.message);
  expect(message).toMatchObject({
    id: `signals:analytics:${scheduledMs}:0`,
    traceId,
    body: { part: { index: 0, count: 1 } },
  });
  expect(message.body.samples.map(({ key, value }) => [key, Number(value.toFixed(9))])).toEqual([
    ["cluster.A-USD.cohesion", 1],
    ["cluster.B-USD.cohesion", 1],
    ["cluster.C-USD.cohesion", 1],
  ]);
  expect(message.body.samples[0]?.validUntilMs).toBe(scheduledMs + 13 * 3_600_000);
  const { records } = JournalRecords.parse(journal?.message).body;
  expect(records.flatMap(({ row }) => ("members" in row ? [row.members] : []))).toEqual([
    ["A-USD", "B-USD"],
    ["C-USD"],
  ]);
  expect(records.filter(({ table }) => table === "signals")).toHaveLength(3);
  expect(published).toEqual([
    expect.objectContaining({
      ...{ asOfMs: scheduledMs, windowMs: 30 * 120_000 },
      refused: [
        { asset: "D-USD", reason: "constant" },
        { asset: "E-USD", reason: "too-few-returns" },
      ],
    }),
  ]);
  // The window that ends with the schedule may still be on its way: it goes with the next export.
  expect((await listExports(createR2ObjectStore(ARCHIVE))).map(({ rows }) => rows)).toEqual([30 * 4]);
});

test("too little history: nothing is sent, and the run says why", async () => {
  const { outcome, published } = await runOver("short", 14);
  expect(outcome).toEqual({ kind: "emit", messages: [] });
  expect(published[0]?.clusters).toEqual([]);
  expect(published[0]?.refused).toEqual(
    ["A-USD", "B-USD", "C-USD", "D-USD", "E-USD"].map((asset) => ({ asset, reason: "too-little-history" })),
  );
});

test("an archive that is down does not hold the signals back", async () => {
  const down = () => Promise.reject(new Error("no archive"));
  const { outcome, published, degraded } = await runOver("degraded", 30, { put: down, get: down, list: down });
  expect(outcome?.kind === "emit" && outcome.messages.length).toBe(2);
  expect(published).toHaveLength(1);
  expect(degraded).toEqual([{ code: "export-failed", message: "Error: no archive" }]);
});
