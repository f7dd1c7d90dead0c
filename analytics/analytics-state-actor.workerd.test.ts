/// <reference types="@cloudflare/vitest-plugin/types" />
import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { connectTickSeries } from "./adapters/tick-series.ts";
import { type AnalyticsStateActor, retentionMs } from "./analytics-state-actor.ts";
import { windowOf } from "./test-windows.ts";
import type { TickColumns } from "./tick-series.ts";
import { ticksStage } from "./ticks-stage.ts";

const { ANALYTICS_STATE } = env as unknown as { ANALYTICS_STATE: DurableObjectNamespace<AnalyticsStateActor> };
const baseMs = Date.UTC(2021, 4, 19);
const at = (minutes: number): number => baseMs + minutes * 60_000;
const everything = { fromMs: 0, toMs: baseMs * 2 };

/** Rows as `minute asset price`, in the order of the columns. */
const show = ({ assets, assetIndex, windowEndMs, priceUsd }: TickColumns): string[] =>
  Array.from(
    windowEndMs,
    (endMs, row) => `${(endMs - baseMs) / 60_000} ${assets[assetIndex[row] ?? -1]} ${priceUsd[row]}`,
  );

test("windows go in through the stage, in any order and more than once", async () => {
  const series = connectTickSeries(ANALYTICS_STATE, "idempotent");
  const early = windowOf(at(2), { "ETH-USD": 2_700, "BTC-USD": 38_000 });
  const late = windowOf(at(4), { "ETH-USD": 2_650.5 });
  const changed = windowOf(at(2), { "ETH-USD": 1, "ADA-USD": 1.5 });
  const outcomes = await ticksStage.process([late, early, late, changed], { state: series });
  expect(outcomes).toEqual(Array.from({ length: 4 }, () => ({ kind: "emit", messages: [] })));
  const columns = await series.history(everything);
  expect(show(columns)).toEqual(["2 ADA-USD 1.5", "2 BTC-USD 38000", "2 ETH-USD 2700", "4 ETH-USD 2650.5"]);
  expect([columns.lowUsd[3], columns.highUsd[3]]).toEqual([2_650.5 * 0.99, 2_650.5 * 1.01]);
  expect(await series.addTicks(windowOf(at(2), { "BTC-USD": 1, "XRP-USD": 1 }))).toEqual({
    added: 1,
    repeated: 1,
    expired: 0,
  });
});

test("ranges include their start and not their end", async () => {
  const series = connectTickSeries(ANALYTICS_STATE, "ranges");
  expect([await series.firstWindowMs(), await series.latestWindowMs()]).toEqual([null, null]);
  for (const minutes of [2, 4, 6]) await series.addTicks(windowOf(at(minutes), { "ETH-USD": minutes }));
  const range = { fromMs: at(2), toMs: at(6) };
  expect(show(await series.history(range))).toEqual(["2 ETH-USD 2", "4 ETH-USD 4"]);
  expect(await series.countRows([range, everything, { fromMs: at(7), toMs: at(9) }])).toEqual([2, 3, 0]);
  expect([await series.firstWindowMs(), await series.latestWindowMs()]).toEqual([at(2), at(6)]);
});

test("rows older than the retention are pruned, and not taken in again", async () => {
  const series = connectTickSeries(ANALYTICS_STATE, "retention");
  const old = windowOf(at(2), { "ETH-USD": 1 });
  await series.addTicks(old);
  await series.addTicks(windowOf(at(4), { "ETH-USD": 2 }));
  await series.addTicks(windowOf(at(4) + retentionMs, { "ETH-USD": 3 }));
  expect(await series.countRows([everything])).toEqual([2]);
  expect(await series.addTicks(old)).toEqual({ added: 0, repeated: 0, expired: 1 });
  expect(await series.firstWindowMs()).toBe(at(4));
});

test("an eviction loses nothing", async () => {
  const series = connectTickSeries(ANALYTICS_STATE, "evicted");
  await series.addTicks(windowOf(at(2), { "ETH-USD": 1 }));
  await evictDurableObject(ANALYTICS_STATE.getByName("evicted"));
  await series.addTicks(windowOf(at(4), { "ETH-USD": 2 }));
  expect(show(await series.history(everything))).toEqual(["2 ETH-USD 1", "4 ETH-USD 2"]);
});
