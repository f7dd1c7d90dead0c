import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SignalKey, type TraceId } from "../../contracts/ids.ts";
import { toSignalRecord } from "../../contracts/journal-records.ts";
import type { PriceSnapshot } from "../../contracts/live.ts";
import { startTestPostgres, type TestPostgres } from "../../local/postgres/test-postgres.ts";
import { openWriter } from "../../store/connect.ts";
import {
  eventRecord,
  factorRecord,
  marketRecord,
  refusedQuoteRecord,
  relationRecord,
  sampleAtMs,
  storyRecord,
} from "../../store/sample-world-records.ts";
import { writeJournal } from "../../store/write-journal.ts";
import { worldRoutes } from "./world-routes.ts";

const minuteMs = 60_000;
const at = (minutesAgo: number) => sampleAtMs - minutesAgo * minuteMs;
const risk = (minutesAgo: number, value: number) =>
  toSignalRecord(
    {
      ...{ key: SignalKey.parse("factor.risk"), value, unit: "score", sources: [] },
      ...{ sampleAtMs: at(minutesAgo), validUntilMs: at(minutesAgo - 90) },
    },
    "enrich",
  );

let server: TestPostgres;
let url: string;
beforeAll(async () => {
  server = await startTestPostgres();
  const database = await server.freshDatabase();
  url = database.url;
  const writer = openWriter(database.settings);
  const written = await writeJournal(writer, [
    ...[90, 60, 30].map((minutes) => eventRecord(`quake-${minutes}`, at(minutes), { category: "earthquake" })),
    eventRecord("expired", at(20), { expiresAtMs: at(1) }),
    storyRecord("story:1", at(45)),
    storyRecord("story:quakes", at(600), { eventIds: ["quake-90", "quake-30"] }),
    ...[60, 30].map((minutes) => factorRecord("risk", at(minutes), minutes / -100)),
    ...[60, 30].map((minutes) => risk(minutes, minutes / -100)),
    marketRecord("cut", at(30), 0.5, null),
    refusedQuoteRecord("ETH-USD", at(10), "kraken"),
    refusedQuoteRecord("ETH-USD", at(8), "kraken"),
    relationRecord("market.cut", "price.ETH-USD", at(30), 0.01),
  ]);
  expect(written.ok).toBe(true);
  await writer.close();
}, 60_000);
afterAll(() => server?.stop());

const latest: PriceSnapshot = {
  ...{ windowEndMs: sampleAtMs, asOfMs: sampleAtMs, validUntilMs: sampleAtMs, traceId: "1".repeat(32) as TraceId },
  ...{ ticks: [], refused: [] },
};

type Answer = Readonly<Record<string, unknown>> & { readonly code?: string; readonly detail?: string };

async function get(path: string, readsUrl = url): Promise<{ status: number; body: Answer }> {
  const env = {
    FEED: "recorded",
    HOT: { get: async (key: string) => (key === "prices:latest" ? JSON.stringify(latest) : null) },
    READS: { connectionString: readsUrl },
    LIVE_FEED: { getByName: () => ({ signals: async () => [["factor.risk", at(30)]] }) },
  };
  const response = await worldRoutes.request(path, {}, env);
  return { status: response.status, body: await response.json() };
}
const pluck = (list: unknown, field: string) => (list as readonly Record<string, unknown>[]).map((row) => row[field]);

describe("the registry", () => {
  test("assets, with their names at each source and what they are quoted in", async () => {
    const { assets } = (await get("/assets")).body as { assets: Record<string, Record<string, unknown>>[] };
    const tether = assets.find(({ id }) => (id as unknown) === "USDT-USD");
    expect(tether).toMatchObject({ kind: "stablecoin", decimals: 4, heartbeatMs: 120_000, stalenessMs: 360_000 });
    expect(tether?.symbols).toMatchObject({ okx: { symbol: "USDT-USD", currency: "USD", per: 1 } });
  });

  test("signals: every one that a condition can name, and when its newest sample was made", async () => {
    const { signals } = (await get("/signals")).body;
    const risks = (signals as Record<string, unknown>[]).find(({ key }) => key === "factor.risk");
    expect(risks).toMatchObject({ min: -1, max: 1, cadenceMs: 30 * minuteMs, newestAtMs: at(30) });
    expect(pluck(signals, "key")).toEqual(expect.arrayContaining(["event.exploit", "peg.USDT-USD", "gas.arbitrum"]));
  });
});

describe("one signal", () => {
  test("its latest sample, and whether it may still be used", async () => {
    const { body } = await get("/signals/factor.risk");
    expect(body).toMatchObject({ key: "factor.risk", nowMs: sampleAtMs, isValid: true, latest: { value: -0.3 } });
  });

  test("its history", async () => {
    const { body } = await get("/signals/factor.risk/history?minutes=45");
    expect(body).toMatchObject({
      fromMs: at(45),
      toMs: sampleAtMs,
      unit: "score",
      points: [{ atMs: at(30), value: -0.3 }],
    });
  });

  test("one that never came has no sample, and one that does not exist is not found", async () => {
    expect((await get("/signals/factor.growth")).body).toMatchObject({ latest: null, isValid: false });
    expect(await get("/signals/factor.luck")).toMatchObject({ status: 404, body: { code: "not-found" } });
    expect((await get("/signals/nonsense/history")).status).toBe(404);
  });
});

describe("the world", () => {
  test("events page by page, the newest first; a headline whose licence has ended is not shown", async () => {
    const first = (await get("/events?limit=2")).body;
    expect(pluck(first.events, "id")).toEqual(["expired", "quake-30"]);
    expect(pluck(first.events, "title")).toEqual([null, "Headline of quake-30"]);
    const cursor = encodeURIComponent(String(first.nextCursor));
    const second = (await get(`/events?limit=2&cursor=${cursor}`)).body;
    expect([pluck(second.events, "id"), second.nextCursor]).toEqual([["quake-60", "quake-90"], null]);
    expect(pluck((await get("/events?category=earthquake&minutes=40")).body.events, "id")).toEqual(["quake-30"]);
    const severities = async (query: string) => pluck((await get(`/events?${query}`)).body.events, "severity");
    expect(await severities("severityMin=0.99")).toEqual([]);
    expect((await severities("severityMin=0")).length).toBe(4);
    expect(pluck((await get("/events?story=story:quakes")).body.events, "id")).toEqual(["quake-30", "quake-90"]);
    expect((await get("/events?story=no-such-story")).body.events).toEqual([]);
    expect((await get("/events?severityMin=2")).status).toBe(400);
  });

  test("stories, factors and markets of a stretch of the past", async () => {
    expect(pluck((await get("/stories")).body.stories, "id")).toEqual(["story:1", "story:quakes"]);
    expect(pluck((await get(`/factors/risk/history?untilMs=${at(45)}`)).body.points, "value")).toEqual([-0.6]);
    expect(pluck((await get("/markets/cut/history")).body.points, "probability")).toEqual([0.5]);
  });

  test("the relations of the latest run, and the quotes that no price took", async () => {
    expect((await get("/relations")).body).toMatchObject({ asOfMs: at(30), relations: [{ left: "market.cut" }] });
    expect((await get(`/relations?untilMs=${at(60)}`)).body).toMatchObject({ asOfMs: null, relations: [] });
    const { quotes, nextCursor } = (await get("/refused-quotes?limit=1")).body;
    expect([pluck(quotes, "windowEndMs"), pluck(quotes, "refused")]).toEqual([[at(8)], ["stale"]]);
    const next = (await get(`/refused-quotes?cursor=${encodeURIComponent(String(nextCursor))}`)).body;
    expect(pluck(next.quotes, "windowEndMs")).toEqual([at(10)]);
  });

  test.each<[string, string, number, string]>([
    ["a factor that is none", "/factors/luck/history", 404, "There are the factors growth, liquidity"],
    ["a number that is none", "/events?minutes=many", 400, "minutes"],
    ["a category that is none", "/events?category=gossip", 400, "category"],
    ["a parameter that nobody knows", "/stories?since=1", 400, "since"],
    ["a cursor of another's making", "/events?cursor=here", 400, "the cursor is not one that an earlier page gave"],
    ["a world that nobody has read yet", "/world", 503, "The world has not been read yet."],
  ])("%s is one clear problem", async (_name, path, status, detail) => {
    const found = await get(path);
    expect(found.status).toBe(status);
    expect(found.body.detail).toContain(detail);
  });

  test("without the store: unavailable, in words", async () => {
    const found = await get("/events", "postgres://nobody:x@127.0.0.1:1/none");
    expect(found).toMatchObject({
      status: 503,
      body: { code: "unavailable", detail: "The store does not answer; try again." },
    });
  });
});
