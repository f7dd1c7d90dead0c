import { afterAll, beforeAll, expect, test } from "vitest";
import { deriveTraceId } from "../../contracts/ids.ts";
import { JournalRecord } from "../../contracts/journal-records.ts";
import { RunDetail, RunsPage } from "../../contracts/run-view.ts";
import { startTestPostgres, type TestPostgres } from "../../local/postgres/test-postgres.ts";
import { openWriter } from "../../store/connect.ts";
import { runRecord } from "../../store/sample-records.ts";
import { sampleAtMs, sourceRunRecord } from "../../store/sample-world-records.ts";
import { writeJournal } from "../../store/write-journal.ts";
import { runRoutes } from "./run-routes.ts";

const minuteMs = 60_000;
const at = (minutesAgo: number) => sampleAtMs - minutesAgo * minuteMs;

let server: TestPostgres;
let url: string;

function run(stage: string, minutesAgo: number, outcome: string): JournalRecord {
  const record = runRecord(`${stage}:${at(minutesAgo)}`, 1, "");
  return JournalRecord.parse({
    ...record,
    row: {
      ...record.row,
      stage,
      scheduledMs: at(minutesAgo),
      finishedWallMs: at(0),
      outcome,
      note: `${stage} ${minutesAgo}`,
    },
  });
}

beforeAll(async () => {
  server = await startTestPostgres();
  const database = await server.freshDatabase();
  url = database.url;
  const writer = openWriter(database.settings);
  const written = await writeJournal(writer, [
    ...[6, 4, 2, 0].map((minutes) => run("ingest", minutes, minutes === 4 ? "failed" : "done")),
    run("enrich", 4, "degraded"),
    sourceRunRecord("kraken", at(4), at(5)),
  ]);
  expect(written.ok).toBe(true);
  await writer.close();
}, 60_000);
afterAll(() => server?.stop());

const steps = [{ name: "read", startedWallMs: 1, elapsedMs: 2 }];

async function get(path: string, readsUrl = url) {
  const status = {
    stage: "ingest",
    eventTimeMs: sampleAtMs,
    finishedWallMs: 0,
    elapsedMs: 1,
    outcome: "done",
    note: "",
  };
  const env = {
    FEED: "recorded",
    READS: { connectionString: readsUrl },
    ARCHIVE: {
      get: async (key: string) => (key === `run-steps/enrich/${at(4)}.json` ? { json: async () => steps } : null),
    },
    LIVE_FEED: {
      getByName: () => ({ stages: async () => [status], sources: async () => [], signals: async () => [] }),
    },
  };
  const response = await runRoutes.request(path, {}, env);
  return { status: response.status, body: (await response.json()) as Readonly<Record<string, unknown>> };
}
const notes = async (query: string) => RunsPage.parse((await get(`/runs?${query}`)).body).runs.map(({ note }) => note);

test("runs newest first, by stage, outcome and range, a page at a time", async () => {
  expect(await notes("")).toEqual(["ingest 0", "ingest 2", "ingest 4", "enrich 4", "ingest 6"]);
  expect(await notes("stage=ingest&outcome=failed")).toEqual(["ingest 4"]);
  expect(await notes("minutes=3")).toEqual(["ingest 0", "ingest 2"]);
  const first = RunsPage.parse((await get("/runs?limit=3")).body);
  const rest = RunsPage.parse((await get(`/runs?limit=3&cursor=${encodeURIComponent(first.nextCursor ?? "")}`)).body);
  expect([...first.runs, ...rest.runs].map(({ note }) => note)).toEqual(await notes(""));
  expect(rest.nextCursor).toBeNull();
});

test("the run that a trace began with", async () => {
  expect(await notes(`trace=${await deriveTraceId("enrich", at(4))}`)).toEqual(["enrich 4"]);
  expect(await notes(`trace=${"0".repeat(32)}`)).toEqual([]);
});

test("one run: its sources, of the kinds that its stage asks; its steps", async () => {
  const ingest = RunDetail.parse((await get(`/runs/ingest/${at(4)}`)).body);
  expect([ingest.run.outcome, ingest.steps]).toEqual(["failed", null]);
  const enrich = RunDetail.parse((await get(`/runs/enrich/${at(4)}`)).body);
  expect(enrich).toMatchObject({ run: { outcome: "degraded", traceId: await deriveTraceId("enrich", at(4)) }, steps });
  expect([...ingest.sources, ...enrich.sources].map(({ source }) => source)).toEqual(["kraken"]);
});

test.each([
  ["/runs?stage=nothing", 404],
  ["/runs?minutes=0", 400],
  ["/runs?cursor=x", 400],
  ["/runs/nothing/1", 404],
  ["/runs/ingest/x", 400],
  ["/runs/ingest/1", 404],
])("%s is %i", async (path, status) => {
  expect((await get(path)).status).toBe(status);
});

test("while Postgres does not answer both say so", async () => {
  const nowhere = "postgres://nobody@127.0.0.1:9/none";
  expect((await get("/runs", nowhere)).status).toBe(503);
  expect((await get(`/runs/ingest/${at(4)}`, nowhere)).status).toBe(503);
});
