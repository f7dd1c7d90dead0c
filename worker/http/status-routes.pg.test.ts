import { afterAll, beforeAll, expect, test } from "vitest";
import { FreshnessHistory, FreshnessReport } from "../../contracts/freshness.ts";
import { SignalKey } from "../../contracts/ids.ts";
import { type JournalRecord, toSignalRecord } from "../../contracts/journal-records.ts";
import { Problem } from "../../contracts/problem.ts";
import { startTestPostgres, type TestPostgres } from "../../local/postgres/test-postgres.ts";
import { runRecord } from "../../store/sample-records.ts";
import { sampleAtMs, sourceRunRecord } from "../../store/sample-world-records.ts";
import { openTestDatabase, type TestDatabase } from "../../store/test-database.ts";
import type { EdgeEnv } from "../bindings.ts";
import type { Seen } from "../list-freshness.ts";
import { createStatusRoutes } from "./status-routes.ts";

let server: TestPostgres;
let database: TestDatabase;
const minuteMs = 60_000;
const at = (minute: number) => sampleAtMs + minute * minuteMs;

const stageRun = (minute: number): JournalRecord => {
  const record = runRecord(`ingest:${minute}`, 1, "");
  if (record.table === "pipeline_runs") Object.assign(record.row, { scheduledMs: at(minute), outcome: "done" });
  return record;
};
const sample = (minute: number) =>
  toSignalRecord(
    {
      key: SignalKey.parse("factor.risk"),
      value: 0,
      unit: "score",
      sampleAtMs: at(minute),
      validUntilMs: at(minute + 90),
      sources: [],
    },
    "enrich",
  );

beforeAll(async () => {
  server = await startTestPostgres();
  database = await openTestDatabase(server);
  await database.write([
    stageRun(0),
    stageRun(2),
    stageRun(12),
    sourceRunRecord("kraken", at(12), at(5)),
    sample(0),
    sample(10),
  ]);
}, 60_000);
afterAll(async () => {
  await database?.[Symbol.asyncDispose]();
  await server?.stop();
});

const seen: Seen = {
  feed: "live",
  nowWallMs: at(12),
  stages: [{ stage: "ingest", eventTimeMs: at(12), finishedWallMs: at(12), elapsedMs: 5, outcome: "done", note: "" }],
  sources: [],
  signals: [["factor.risk", at(10)]],
  askedSources: ["kraken"],
};
const routes = createStatusRoutes(() => ({
  seen: async () => seen,
  deadLetters: async () => [{ queue: "fires", count: 1 }],
  segments: async () => 0,
  withReader: (work) => work(database.reader),
}));
const get = (path: string) => routes.request(path, {}, {} as EdgeEnv);

test("every reading, uncached", async () => {
  const response = await get("/v1/freshness");
  expect([response.status, response.headers.get("cache-control")]).toEqual([200, "no-store"]);
  const report = FreshnessReport.parse(await response.json());
  expect(report.nowMs).toBe(at(12));
  const state = Object.fromEntries(report.readings.map((reading) => [reading.name, reading.state]));
  expect(state).toMatchObject({ ingest: "fresh", enrich: "never", kraken: "never", "factor.risk": "fresh" });
});

test.each<[string, string, readonly (readonly [number, number | null])[], object]>([
  [
    "a stage",
    "name=ingest",
    [
      [0, null],
      [2, 2],
      [12, 10],
    ],
    { kind: "stage", warnMs: 4 * minuteMs, errorMs: 10 * minuteMs },
  ],
  ["a source", "name=kraken&minutes=60", [[12, 7]], { kind: "source", warnMs: 6 * minuteMs }],
  [
    "a signal",
    "name=factor.risk",
    [
      [0, null],
      [10, 10],
    ],
    { kind: "signal", errorMs: 90 * minuteMs },
  ],
  ["a shorter time", "name=ingest&kind=stage&minutes=1", [[12, 10]], {}],
  ["a stage that is not among the runs", "name=analytics", [], { kind: "stage" }],
])("the history of %s", async (_, query, points, more) => {
  const response = await get(`/v1/freshness/history?${query}`);
  const history = FreshnessHistory.parse(await response.json());
  expect(history).toMatchObject(more);
  const inMinutes = (ms: number | null) => (ms === null ? null : ms / minuteMs);
  expect(history.points.map(({ atMs, ageMs }) => [inMinutes(atMs - sampleAtMs), inMinutes(ageMs)])).toEqual(points);
});

test.each([
  ["", 400, "name"],
  ["name=nothing", 404, "nothing"],
  ["name=toString", 404, "toString"],
  ["name=ingest&minutes=0", 400, "minutes"],
  ["name=ingest&minutes=99999", 400, "minutes"],
  ["name=ingest&kind=thing", 400, "kind"],
])("history of %j is a problem with status %i", async (query, status, word) => {
  const response = await get(`/v1/freshness/history?${query}`);
  const problem = Problem.parse(await response.json());
  expect([response.status, problem.status]).toEqual([status, status]);
  expect(problem.detail).toContain(word);
});

test("the metrics page says what the readings say", async () => {
  const response = await get("/metrics");
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const text = await response.text();
  expect(text).toContain('portent_age_seconds{kind="signal",name="factor.risk"} 120\n');
  expect(text).toContain('portent_freshness_state{kind="stage",name="enrich"} 3\n');
  expect(text).toContain('portent_dead_letters{queue="fires"} 1\n');
});

test("without Postgres the history is a problem, and the readings are there", async () => {
  await server.stopServer();
  try {
    const history = await get("/v1/freshness/history?name=ingest");
    expect(Problem.parse(await history.json()).code).toBe("unavailable");
    expect((await get("/v1/freshness")).status).toBe(200);
    expect((await get("/metrics")).status).toBe(200);
  } finally {
    await server.startServer();
  }
}, 20_000);
