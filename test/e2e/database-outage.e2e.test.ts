import { afterAll, beforeAll, expect, test } from "vitest";
import type { PipelineHealth } from "../../contracts/live.ts";
import { replayStartMs } from "../../local/choose-feed.ts";
import { waitUntil } from "../../local/wait-until.ts";
import type { World } from "../../local/world.ts";
import { openReader } from "../../store/connect.ts";
import { sqlOf } from "../../store/handles.ts";
import { fallMs, minuteMs, readChain, replayTo, startTestWorld } from "./test-world.ts";

let world: World;
beforeAll(async () => {
  world = await startTestWorld("database-outage");
});
afterAll(() => world?.stop());

test("Postgres is gone while the trigger fires: the cast is finalized, and every row is there afterwards, once", async () => {
  const health = () => world.getJson<PipelineHealth>("/v1/pipeline");
  await replayTo(world, fallMs - 10 * minuteMs);
  await world.stopPostgres();
  await replayTo(world, fallMs + 10 * minuteMs);
  expect((await readChain(world)).executions).toBe(1);
  expect(await waitUntil(20_000, async () => (await health()).journal.state === "segments")).toBe(true);
  // Reads fall back to the last good copy and say so.
  const history = await world.getJson<{ source: string; series: unknown[] }>("/v1/prices/history");
  expect(history).toMatchObject({ source: "cache" });
  expect(history.series).toHaveLength(22);

  await world.restartPostgres();
  await replayTo(world, fallMs + 20 * minuteMs);
  const isWhole = async () => {
    if ((await health()).journal.segments > 0) {
      await world.runMinute(world.clock.nowMs);
      return false;
    }
    return (
      (await readWindows()).every((window) => window.assets === 22) &&
      (await readWindows()).length === expectedWindows()
    );
  };
  await waitUntil(40_000, isWhole, 500);
  expect((await health()).journal).toEqual({ state: "direct", segments: 0 });
  expect(await readWindows()).toEqual(
    Array.from({ length: expectedWindows() }, (_, index) => ({
      endMs: replayStartMs + index * 2 * minuteMs,
      assets: 22,
    })),
  );
  expect(await readCastStates()).toEqual(["FINALIZED"]);
});

const expectedWindows = () => (world.clock.nowMs - replayStartMs) / (2 * minuteMs) + 1;

async function readWindows(): Promise<{ endMs: number; assets: number }[]> {
  const reader = openReader(world.databaseUrl);
  try {
    const rows = await sqlOf(reader)<{ end_ms: number; assets: number }[]>`
      select (extract(epoch from window_end_at) * 1000)::float8 as end_ms, count(distinct asset)::int as assets
      from prices group by window_end_at order by window_end_at`;
    return rows.map(({ end_ms, assets }) => ({ endMs: end_ms, assets }));
  } finally {
    await reader.close();
  }
}

async function readCastStates(): Promise<string[]> {
  const reader = openReader(world.databaseUrl);
  try {
    return (await sqlOf(reader)<{ state: string }[]>`select state from casts`).map(({ state }) => state);
  } finally {
    await reader.close();
  }
}
