/// <reference types="@cloudflare/vitest-plugin/types" />
import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { type LiveHello, LiveMessage, type StageStatus } from "../contracts/live.ts";
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

/** Opens a socket and collects what it hears after the first word, as kinds with their numbers. */
async function listen(name: string, topic?: string): Promise<string[]> {
  const query = topic === undefined ? "" : `?topic=${topic}`;
  const { webSocket } = await LIVE_FEED.getByName(name).fetch(`https://live/${query}`, {
    headers: { upgrade: "websocket" },
  });
  const heard: string[] = [];
  webSocket?.accept();
  webSocket?.addEventListener("message", ({ data }) => {
    const message = LiveMessage.safeParse(JSON.parse(String(data)));
    if (!message.success) heard.push(String(data));
    else if (message.data.type !== "hello") heard.push(`${message.data.type} ${message.data.seq}`);
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

test("both views of clusters are kept side by side", async () => {
  const feed = LIVE_FEED.getByName("views");
  for (const view of ["fast", "slow", "fast"]) await feed.publish("public", "clusters", { view } as never);
  const heard = await greeted("views");
  expect(heard).toEqual(["hello 3 snapshot first 2", "clusters 2", "clusters 3"]);
});

/** What a page hears at once that says what it saw last: the first word, and what follows it. */
async function greeted(name: string, asked = ""): Promise<string[]> {
  const { webSocket } = await LIVE_FEED.getByName(name).fetch(`https://live/?topic=public${asked}`, {
    headers: { upgrade: "websocket" },
  });
  const heard: string[] = [];
  let left = 1;
  await new Promise<void>((resolve) => {
    webSocket?.addEventListener("message", ({ data }) => {
      const { type, seq, data: said } = JSON.parse(String(data)) as { type: string; seq: number; data: LiveHello };
      heard.push(type === "hello" ? `hello ${seq} ${said.mode} ${said.why} ${said.follow}` : `${type} ${seq}`);
      left = type === "hello" ? said.follow : left - 1;
      if (left === 0) resolve();
    });
    webSocket?.accept();
  });
  return heard;
}

/** The life of a feed, as it says itself. */
async function epochOf(name: string): Promise<string> {
  const { webSocket } = await LIVE_FEED.getByName(name).fetch("https://live/", { headers: { upgrade: "websocket" } });
  return new Promise<string>((resolve) => {
    webSocket?.addEventListener("message", ({ data }) => {
      const message = JSON.parse(String(data)) as { type: string; data: LiveHello };
      if (message.type === "hello") resolve(message.data.epoch);
    });
    webSocket?.accept();
  });
}

test.each([
  ["missed nothing", 4, ["hello 4 resumed null 0"]],
  ["missed one kind", 3, ["hello 4 resumed null 1", "factors 4"]],
  ["missed two messages of one kind: the last one counts", 2, ["hello 4 resumed null 2", "stage 3", "factors 4"]],
  ["all kinds changed since", 1, ["hello 4 snapshot too-old 3", "stage 2", "stage 3", "factors 4"]],
  ["of a time that the feed has lost", 5, ["hello 4 snapshot ahead 3", "stage 2", "stage 3", "factors 4"]],
])("a page that comes back, %s", async (what, after, expected) => {
  const name = `resume ${what}`;
  const feed = LIVE_FEED.getByName(name);
  await feed.publish("public", "factors", factors(1));
  await feed.publish("public", "stage", status("ingest", 1));
  await feed.publish("public", "stage", status("enrich", 1));
  await feed.publish("public", "factors", factors(2));
  const epoch = await epochOf(name);
  const asked = `&after=${after}&epoch=${epoch}`;
  expect(await greeted(name, asked)).toEqual(expected);
  // An object that was evicted is the same feed.
  await evictDurableObject(feed);
  expect(await greeted(name, asked)).toEqual(expected);
  expect((await greeted(name, `&after=${after}&epoch=another`))[0]).toBe("hello 4 snapshot other-epoch 3");
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
