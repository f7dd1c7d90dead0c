/// <reference types="@cloudflare/vitest-plugin/types" />
import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { expect, test } from "vitest";
import { LiveMessage } from "../contracts/live.ts";
import { type DashboardState, initialState } from "../dashboard/src/data/dashboard-state.ts";
import { isGap } from "../dashboard/src/data/follow-feed.ts";
import { liveUrl } from "../dashboard/src/data/live-url.ts";
import { reduce } from "../dashboard/src/data/reduce.ts";
import { emptyWorld, priceSnapshot, stageStatus } from "../dashboard/src/data/test-data.ts";
import type { LiveFeedActor } from "./live-feed-actor.ts";

const { LIVE_FEED } = env as unknown as { LIVE_FEED: DurableObjectNamespace<LiveFeedActor> };
type Feed = DurableObjectStub<LiveFeedActor>;

/** A page as far as its data goes: what it knows, and the messages on their way to it. */
class Page {
  state: DashboardState = reduce(initialState, {
    ...{ type: "loaded", part: "health" },
    data: { feed: "live", nowMs: 0, stages: [], deadLetters: [], journal: { state: "direct", segments: 0 } },
  });
  #socket: WebSocket | null = null;
  #onTheWay: LiveMessage[] = [];
  readonly #feed: Feed;

  constructor(feed: Feed) {
    this.#feed = feed;
  }

  get isConnected(): boolean {
    return this.#socket !== null;
  }

  async connect(): Promise<void> {
    const { webSocket } = await this.#feed.fetch(liveUrl("https://live/", this.state.connection), {
      headers: { upgrade: "websocket" },
    });
    this.#socket = webSocket;
    this.#onTheWay = [];
    const mine = this.#onTheWay;
    webSocket?.addEventListener("message", ({ data }) => {
      mine.push(LiveMessage.parse(JSON.parse(String(data))));
    });
    webSocket?.accept();
    this.state = reduce(this.state, { type: "opened", topic: "public" });
  }

  /** The line breaks after it brought at most so many more messages: whatever has come by then. */
  async lose(afterMessages: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 1));
    for (const message of this.#onTheWay.slice(0, afterMessages)) await this.#take(message);
    this.#socket?.close();
    this.#socket = null;
  }

  /** One message vanishes on the way. */
  drop(): void {
    this.#onTheWay.shift();
  }

  /** Takes what comes until the last number that was given out. */
  async hear(lastSeq: number): Promise<void> {
    await expect
      .poll(async () => {
        for (const message of this.#onTheWay.splice(0)) await this.#take(message);
        const { seq, feed } = this.state.connection;
        return feed.follow === 0 && feed.epoch !== null ? Math.max(seq.public, feed.headSeq) : -1;
      })
      .toBe(lastSeq);
  }

  async #take(message: LiveMessage): Promise<void> {
    if (this.#socket === null) return;
    if (!isGap(this.state.connection, message)) {
      this.state = reduce(this.state, { type: "message", message, atWallMs: 0 });
      return;
    }
    this.state = reduce(this.state, { type: "gap" });
    this.#socket.close();
    await this.connect();
  }
}

const kinds = ["prices", "factors", "world", "stage ingest", "stage enrich", "stage journal"] as const;

async function publish(feed: Feed, kind: (typeof kinds)[number], atMs: number): Promise<void> {
  const spans = { asOfMs: atMs, validUntilMs: atMs + 1 };
  if (kind === "prices") await feed.publish("public", "prices", priceSnapshot(atMs, { "ETH-USD": atMs + 1 }));
  else if (kind === "factors")
    await feed.publish("public", "factors", { ...spans, factors: [], missingInputs: [], staleInputs: [] });
  else if (kind === "world") await feed.publish("public", "world", { ...emptyWorld, ...spans });
  else await feed.publish("public", "stage", stageStatus(kind.slice(6), atMs));
}

const Step = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...kinds).map((kind) => ({ do: "publish" as const, kind })) },
  { weight: 2, arbitrary: fc.nat(4).map((afterMessages) => ({ do: "lose" as const, afterMessages })) },
  { weight: 2, arbitrary: fc.constant({ do: "connect" as const }) },
  { weight: 2, arbitrary: fc.constant({ do: "hear" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "evict" as const }) },
);

let feeds = 0;

/** One that sleeps cannot be evicted: it is woken first. */
async function evict(feed: Feed): Promise<void> {
  await feed.stages();
  await evictDurableObject(feed);
}

/** What the page shows of the feed. The price line comes from its own route, which is asked after prices were missed. */
const shown = ({ prices, factors, world, clusters, health, connection }: DashboardState) => ({
  ...{ prices, factors, world, clusters, health },
  ...{ epoch: connection.feed.epoch, seq: Math.max(connection.seq.public, connection.feed.headSeq) },
});

test("whenever the line breaks and whatever is lost on it, after the resume a page knows what one knows that never lost it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(Step, { minLength: 4, maxLength: 24 }), async (steps) => {
      feeds += 1;
      const feed = LIVE_FEED.getByName(`property ${feeds}`);
      const [steady, torn] = [new Page(feed), new Page(feed)];
      await steady.connect();
      await torn.connect();
      let seq = 0;
      for (const step of steps) {
        if (step.do === "publish") {
          seq += 1;
          await publish(feed, step.kind, seq);
        } else if (step.do === "lose" && torn.isConnected) await torn.lose(step.afterMessages);
        else if (step.do === "connect" && !torn.isConnected) await torn.connect();
        else if (step.do === "hear" && torn.isConnected) await torn.hear(seq);
        else if (step.do === "evict") await evict(feed);
      }
      if (!torn.isConnected) await torn.connect();
      await steady.hear(seq);
      await torn.hear(seq);
      expect(shown(torn.state)).toEqual(shown(steady.state));
    }),
    { numRuns: 25 },
  );
}, 120_000);

test("a message that vanishes on a line that stands is noticed at the next one, and all is asked for anew", async () => {
  const feed = LIVE_FEED.getByName("gap");
  const [steady, torn] = [new Page(feed), new Page(feed)];
  await steady.connect();
  await torn.connect();
  await steady.hear(0);
  await torn.hear(0);
  await publish(feed, "factors", 1);
  await expect.poll(async () => (await feed.stages()).length).toBe(0);
  await steady.hear(1);
  torn.drop();
  await publish(feed, "prices", 2);
  await steady.hear(2);
  await torn.hear(2);
  expect(shown(torn.state)).toEqual(shown(steady.state));
  expect(torn.state.factors.data?.asOfMs).toBe(1);
});
