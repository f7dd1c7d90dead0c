import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { classifyEvent } from "../core/classify-event.ts";
import { findRows, readRow } from "../core/worldmonitor-rows.ts";
import { failures, type StubAnswer, stubClient } from "./test-client.ts";
import { fetchWorldMonitorEvents, worldMonitorRoutes } from "./worldmonitor.ts";

const toMs = Date.UTC(2024, 3, 3, 12);
const window = { fromMs: toMs - 86_400_000, toMs };
const collectedAtMs = toMs - 90 * 60_000;
const atMs = toMs - 5 * 3_600_000;
/** Rows with the API's fields; the values are invented. */
const news = (change: object = {}) => ({
  source: "Invented Ledger",
  title: "Bridge hacked for $40 million",
  link: "https://www.paper.example/a?utm_source=x",
  publishedAt: atMs,
  isAlert: false,
  threat: { level: "THREAT_LEVEL_HIGH", category: "cyber", confidence: 0.7, source: "keyword" },
  importanceScore: 61,
  ...change,
});
const unrest = (change: object = {}) => ({
  id: "u1",
  title: "",
  summary: "",
  eventType: "UNREST_EVENT_TYPE_PROTEST",
  city: "Harbour",
  country: "PE",
  location: { latitude: -12, longitude: -77 },
  occurredAt: String(atMs),
  severity: "SEVERITY_LEVEL_HIGH",
  fatalities: 0,
  ...change,
});
const conflict = (change: object = {}) => ({
  id: "c1",
  eventType: "Battles",
  country: "Inventia",
  admin1: "North",
  location: { latitude: 12.5, longitude: 30.5 },
  occurredAt: atMs,
  fatalities: 10,
  actors: [],
  source: "Agency",
  ...change,
});
const natural = (change: object = {}) => ({
  id: "EONET_9",
  title: "Storm Invented",
  category: "severeStorms",
  categoryTitle: "Severe Storms",
  lat: 15,
  lon: 120,
  date: atMs,
  sourceUrl: "https://storms.example/9",
  closed: false,
  ...change,
});
const outage = (change: object = {}) => ({
  id: "o1",
  title: "Internet disruption",
  link: "https://radar.example/o1",
  detectedAt: atMs,
  country: "IQ",
  severity: "OUTAGE_SEVERITY_TOTAL",
  outageType: "government",
  endedAt: 0,
  ...change,
});

const calm: Record<string, unknown> = {
  "list-feed-digest": {
    categories: { markets: { items: [] } },
    feedStatuses: {},
    generatedAt: new Date(collectedAtMs).toISOString(),
  },
  "list-unrest-events": { events: [], clusters: [] },
  "list-acled-events": { events: [] },
  "list-natural-events": { events: [], fetchedAt: collectedAtMs, dataAvailable: true },
  "list-internet-outages": { outages: [] },
};
const run = async (answers: Record<string, unknown>, fail?: Record<string, StubAnswer>) => {
  const http = stubClient((url) => {
    const route = new URL(url).pathname.split("/").at(-1) ?? "";
    return fail?.[route] ?? { json: { ...calm, ...answers }[route] };
  });
  return { http, answer: await fetchWorldMonitorEvents(window, { baseUrl: "http://wm", http, scorer: classifyEvent }) };
};
const digest = (...items: unknown[]) => ({
  "list-feed-digest": {
    categories: { markets: { items }, tech: { items: [] } },
    feedStatuses: {},
    generatedAt: new Date(collectedAtMs).toISOString(),
  },
});

test("every route becomes events: news of their outlets, the others with category, severity and place", async () => {
  const { http, answer } = await run({
    ...digest(news()),
    "list-unrest-events": { events: [unrest()], clusters: [{ id: "k" }] },
    "list-acled-events": { events: [conflict()] },
    "list-natural-events": { events: [natural()], fetchedAt: String(collectedAtMs), dataAvailable: true },
    "list-internet-outages": { outages: [outage()] },
  });
  if (!answer.ok) throw new Error(answer.error.message);
  expect(answer.value).toMatchObject({ refusedRows: 0, missing: [], newestAtMs: atMs });
  expect(
    answer.value.events.map(({ title, category, publisherFamily, severity, geo }) => [
      title,
      category,
      publisherFamily,
      severity,
      geo.precision,
      geo.countries,
    ]),
  ).toEqual([
    ["Bridge hacked for $40 million", "cyber", "paper.example", expect.closeTo(0.54, 2), "none", []],
    ["protest, Harbour, PE", "unrest", "worldmonitor-unrest", 0.75, "point", ["PE"]],
    ["battles, North, Inventia", "conflict", "acleddata.com", 0.6, "point", []],
    ["Storm Invented", "disaster", "nasa.gov", 0.3, "point", []],
    ["Internet disruption", "outage", "cloudflare.com", 0.85, "country", ["IQ"]],
  ]);
  for (const { factors, title } of answer.value.events) expect(factors.shock, title).toBeLessThan(0);
  // The two digests name the same article once; the key is that of the outlet's own feed and of EONET.
  expect(answer.value.events.map(({ dedupeKey }) => dedupeKey.split(":")[0])).toEqual([
    "url",
    "worldmonitor",
    "worldmonitor",
    "eonet",
    "worldmonitor",
  ]);
  expect(http.asked).toHaveLength(worldMonitorRoutes.length);
  expect(http.calls()).toBeLessThanOrEqual(20);
  expect(http.asked.find((url) => url.includes("unrest"))).toBe(
    `http://wm/api/unrest/v1/list-unrest-events?start=${window.fromMs}&end=${window.toMs}`,
  );
});

test.each<[string, unknown, string]>([
  [
    "filled with zeros",
    unrest({ occurredAt: 0, location: { latitude: 0, longitude: 0 }, country: "" }),
    "no time of its own",
  ],
  ["zeros as text", unrest({ occurredAt: "0" }), "no time of its own"],
  ["seconds in place of milliseconds", unrest({ occurredAt: 1_712_140_000 }), "no time of its own"],
  ["no object", "unrest", "no object"],
  ["neither title nor kind", unrest({ eventType: "", title: " " }), "neither a title nor a kind and a place"],
])("a row %s is refused by name; the others stand", async (_what, row, reason) => {
  const { answer } = await run({ "list-unrest-events": { events: [row, unrest()] } });
  expect(answer).toMatchObject({
    ok: true,
    value: {
      events: [{ title: "protest, Harbour, PE" }],
      refused: [{ row: "unrest 0", reason }],
      refusedRows: 1,
      missing: [],
    },
  });
});

test("the time of collection is no event time", async () => {
  const { answer } = await run({
    "list-natural-events": {
      events: [natural({ date: collectedAtMs }), natural({ id: "EONET_2" })],
      fetchedAt: collectedAtMs,
      dataAvailable: true,
    },
  });
  expect(answer).toMatchObject({
    ok: true,
    value: {
      refused: [{ reason: "the time of collection in place of its own" }],
      events: [{ title: "Storm Invented" }],
    },
  });
});

test.each<[string, object, string, number]>([
  ["a word that the schema lacks", { eventType: "UNREST_EVENT_TYPE_FLASH_MOB" }, "other", 0.75],
  ["without a prefix", { eventType: "riot" }, "unrest", 0.75],
  ["a severity that the schema lacks", { severity: "SEVERITY_LEVEL_EXTREME" }, "unrest", 0.45],
  ["a severity from another route", { severity: "CRITICALITY_LEVEL_CRITICAL" }, "unrest", 0.95],
  ["with dead", { severity: "SEVERITY_LEVEL_LOW", fatalities: 100 }, "unrest", 0.8],
])("%s: never dropped", async (_what, change, category, severity) => {
  const { answer } = await run({ "list-unrest-events": { events: [unrest(change)] } });
  expect(answer).toMatchObject({ ok: true, value: { events: [{ category, severity: expect.closeTo(severity, 9) }] } });
});

test.each<[string, string, unknown, RegExp]>([
  [
    "unavailable, and it says so",
    "list-natural-events",
    { events: [], fetchedAt: 0, dataAvailable: false },
    /natural: it says that its data is unavailable/,
  ],
  [
    "another name for its list",
    "list-unrest-events",
    { items: [unrest()], total: 1 },
    /unrest: no list under events; there is: items, total/,
  ],
  ["an empty object", "list-acled-events", {}, /conflict: no list under events; there is: nothing/],
  [
    "an error with status 200",
    "list-internet-outages",
    { error: "quota" },
    /outages: no list under outages; there is: error/,
  ],
  ["a list that became a text", "list-unrest-events", { events: "[]" }, /unrest: no list/],
  [
    "rows whose fields were renamed",
    "list-unrest-events",
    {
      events: [
        { uid: 1, when: atMs },
        { uid: 2, when: atMs },
      ],
    },
    /unrest: none of 2 rows could be read/,
  ],
])("a route that is %s is named, loudly; the others stand", async (_what, route, body, reason) => {
  const { answer } = await run({ ...digest(news()), [route]: body });
  if (!answer.ok) throw new Error(answer.error.message);
  expect(answer.value.missing).toEqual([expect.stringMatching(reason)]);
  expect(answer.value.events).toHaveLength(1);
});

test("the same rows under `data`, with the envelope of another door", () => {
  const body = { cached_at: new Date(collectedAtMs).toISOString(), stale: true, data: { events: [unrest()] } };
  expect(findRows(body, ["events"])).toEqual({ ok: true, value: { rows: [unrest()], collectedAtMs } });
});

test.each(failures)(
  "when every route fails with $code, that is the source's failure; one that fails is named",
  async (fail) => {
    const all = Object.fromEntries(Object.keys(calm).map((route) => [route, { fail }]));
    expect((await run({}, all)).answer).toMatchObject({ ok: false, error: { code: fail.code } });
    expect((await run({}, { "list-acled-events": { fail } })).answer).toMatchObject({
      ok: true,
      value: { missing: [`conflict: ${fail.message}`] },
    });
  },
);

test("when nothing happened anywhere, the answer is calm", async () => {
  expect((await run({})).answer).toMatchObject({ ok: true, value: { events: [], missing: [], newestAtMs: null } });
});

const folder = join(
  process.env.PORTENT_DATA ?? join(import.meta.dirname, "../../../shared/data"),
  "payloads/worldmonitor-AGPL",
);
test.skipIf(!existsSync(folder))(
  "recorded answers without events are loud, and their zero-filled rows are no events (skipped without recorded data: set PORTENT_DATA)",
  () => {
    for (const name of ["fat-get-market-data", "thin-get-chokepoint-status"]) {
      const body = JSON.parse(gunzipSync(readFileSync(join(folder, `${name}.response.json.gz`))).toString("utf8"));
      for (const { lists } of worldMonitorRoutes) expect(findRows(body, lists)).toMatchObject({ ok: false });
    }
    const { data } = JSON.parse(
      gunzipSync(readFileSync(join(folder, "thin-get-chokepoint-status.response.json.gz"))).toString("utf8"),
    );
    const straits = Object.values(data["transit-summaries"].summaries);
    expect(straits.length).toBeGreaterThan(10);
    for (const strait of straits) expect(readRow(strait, null)).toEqual({ ok: false, error: "no time of its own" });
  },
);
