/// <reference types="@cloudflare/vitest-plugin/types" />
import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { LiveMessage, type StageStatus } from "../contracts/live.ts";
import type { SourceRun } from "../contracts/source-run.ts";
import type { LiveFeedActor } from "./live-feed-actor.ts";

const { LIVE_FEED } = env as unknown as { LIVE_FEED: DurableObjectNamespace<LiveFeedActor> };

const status = (stage: string, eventTimeMs: number, note = ""): StageStatus => ({
  stage,
  eventTimeMs,
  finishedWallMs: 0,
  elapsedMs: 1,
  outcome: "done",
  note,
});
const factors = (asOfMs: number) => ({ asOfMs, validUntilMs: asOfMs, factors: [], missingInputs: [], staleInputs: [] });

/** Opens a socket and collects what it hears, as kinds with their numbers. */
async function listen(name: string, topic?: string): Promise<string[]> {
  const query = topic === undefined ? "" : `?topic=${topic}`;
  const { webSocket } = await LIVE_FEED.getByName(name).fetch(`https://live/${query}`, {
    headers: { upgrade: "websocket" },
  });
  const heard: string[] = [];
  webSocket?.accept();
  webSocket?.addEventListener("message", ({ data }) => {
    const message = LiveMessage.safeParse(JSON.parse(String(data)));
    heard.push(message.success ? `${message.data.type} ${message.data.seq}` : String(data));
  });
  return heard;
}

test("who watches hears each message once, numbered; who comes later gets the last of each kind at once", async () => {
  const feed = LIVE_FEED.getByName("public");
  const first = await listen("public");
  await feed.publish("public", "factors", factors(1));
  await feed.publish("public", "stage", status("ingest", 1));
  await feed.publish("public", "factors", factors(2));
  await feed.publish("public", "stage", status("enrich", 1));
  await expect.poll(() => first).toEqual(["factors 1", "stage 2", "factors 3", "stage 4"]);
  await evictDurableObject(feed);
  const second = await listen("public");
  await expect.poll(() => second).toEqual(["stage 2", "factors 3", "stage 4"]);
  await feed.publish("public", "factors", factors(3));
  await expect.poll(() => second.at(-1)).toBe("factors 5");
});

test("a vault's topic is heard by those who opened it, and nothing of it is kept", async () => {
  const feed = LIVE_FEED.getByName("vaults");
  const [everyone, people] = [await listen("vaults"), await listen("vaults", "vault:0xabc")];
  await feed.publish("vault:0xabc", "vault", { note: "of a vault" } as never);
  await expect.poll(() => people).toEqual([JSON.stringify({ type: "vault", seq: 1, data: { note: "of a vault" } })]);
  expect(everyone).toEqual([]);
  const later = await listen("vaults", "vault:0xabc");
  await feed.publish("public", "factors", factors(1));
  await expect.poll(() => everyone).toEqual(["factors 1"]);
  expect(later).toEqual([]);
});

test("a batch with old messages, come again, does not make a stage look older", async () => {
  const feed = LIVE_FEED.getByName("stages");
  for (const [eventTimeMs, note] of [
    [2, "new"],
    [1, "old"],
    [2, "again"],
  ] as const) {
    await feed.publish("public", "stage", status("journal", eventTimeMs, note));
  }
  expect(await feed.stages()).toEqual([status("journal", 2, "again")]);
});

test("without an upgrade there is nothing to hear", async () => {
  expect((await LIVE_FEED.getByName("plain").fetch("https://live/")).status).toBe(426);
});

test("the latest run of each source is kept, and what it once gave is not forgotten by a run that gave nothing", async () => {
  const feed = LIVE_FEED.getByName("sources");
  const run = (source: string, atMs: number, newestAtMs: number | null): SourceRun => ({
    ...{ source, kind: "prices", atMs, newestAtMs, outcome: newestAtMs === null ? "failed" : "answered" },
    ...{ rows: 1, refusedRows: 0, calls: 1, latencyMs: 1, note: "" },
  });
  await feed.noteSources([run("kraken", 100, 90), run("okx", 100, 95)]);
  await feed.noteSources([run("kraken", 200, null)]);
  // One that comes again, late.
  await feed.noteSources([run("okx", 50, 45)]);
  expect(
    (await feed.sources()).map(({ source, atMs, newestAtMs, outcome }) => [source, atMs, newestAtMs, outcome]),
  ).toEqual([
    ["kraken", 200, 90, "failed"],
    ["okx", 100, 95, "answered"],
  ]);
  await feed.noteSignals([["factor.risk", 100]]);
  await feed.noteSignals([
    ["factor.risk", 50],
    ["price.BTC-USD", 60],
  ]);
  expect(await feed.signals()).toEqual([
    ["factor.risk", 100],
    ["price.BTC-USD", 60],
  ]);
});
