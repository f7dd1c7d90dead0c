import { afterAll, beforeAll, expect, test } from "vitest";
import type { TraceId } from "../../contracts/ids.ts";
import type { PriceSnapshot } from "../../contracts/live.ts";
import { formatUtc } from "../../contracts/time.ts";
import { TriggerPreview, TriggerProblem } from "../../contracts/trigger-preview.ts";
import { startTestPostgres, type TestPostgres } from "../../local/postgres/test-postgres.ts";
import { openWriter } from "../../store/connect.ts";
import { priceRecord } from "../../store/sample-records.ts";
import { writeJournal } from "../../store/write-journal.ts";
import { triggerRoutes } from "./trigger-routes.ts";

const toMs = Date.UTC(2024, 7, 5, 6, 30);
const at = (pointsBack: number) => toMs - pointsBack * 120_000;

let server: TestPostgres;
let url: string;
beforeAll(async () => {
  server = await startTestPostgres();
  const database = await server.freshDatabase();
  url = database.url;
  const writer = openWriter(database.settings);
  const prices = [2_600, 2_500, 2_400, 2_450, 2_300];
  const records = prices.map((price, index) => priceRecord("ETH-USD", at(prices.length - 1 - index), price));
  expect((await writeJournal(writer, records)).ok).toBe(true);
  await writer.close();
}, 60_000);
afterAll(() => server?.stop());

/** The end of the last window is the present. */
const latest: PriceSnapshot = {
  windowEndMs: toMs,
  asOfMs: toMs,
  validUntilMs: toMs + 360_000,
  traceId: "1".repeat(32) as TraceId,
  ticks: [],
  refused: [],
};

async function post(body: string): Promise<{ status: number; type: string | null; answer: unknown }> {
  const env = {
    HOT: { get: async () => JSON.stringify(latest) },
    READS: { connectionString: url },
  };
  const response = await triggerRoutes.request("/triggers/preview", { method: "POST", body }, env);
  return { status: response.status, type: response.headers.get("content-type"), answer: await response.json() };
}

const preview = (fields: object, days = 7) => post(JSON.stringify({ trigger: { id: "t", ...fields }, days }));

test("what it would have done over the recorded prices", async () => {
  const { status, answer } = await preview({ when: "price('ETH-USD') < 2450", mode: "repeat" });
  expect(status).toBe(200);
  expect(TriggerPreview.parse(answer)).toMatchObject({
    fires: 2,
    at: [at(2), at(0)],
    evaluations: 5_041,
    toMs,
    sentence: "would have fired 2 times in the last 7 days",
    last: [{ left: 2_300, op: "<", right: 2_450, holds: true, sampleAtMs: toMs - 1_500 }],
    notes: [`price.ETH-USD is recorded only from ${formatUtc(at(4))} on`],
  });
});

test("windows are those of the trigger", async () => {
  const { answer } = await preview({ when: "change(price('ETH-USD'), '8m') < -0.1" }, 1);
  expect(answer).toMatchObject({ fires: 1, at: [toMs], sentence: "would have fired once in the last day" });
});

test("a mistake in the condition is a problem document with its place", async () => {
  const when = "price('ETH-USD') < 1 || price('ETHUSD') > 2";
  const { status, type, answer } = await preview({ when });
  expect({ status, type }).toEqual({ status: 422, type: "application/problem+json" });
  expect(TriggerProblem.parse(answer)).toMatchObject({
    code: "trigger-refused",
    status: 422,
    field: "when",
    reason: "unknown-signal",
    message: "there is no signal price.ETHUSD",
    position: when.indexOf("price('ETHUSD')"),
    suggestion: "price('ETH-USD')",
  });
});

test.each<readonly [title: string, body: string, status: number, code: string]>([
  [
    "a field that a trigger has not",
    '{"trigger":{"id":"t","when":"price(\'ETH-USD\') < 1","x":1}}',
    422,
    "trigger-refused",
  ],
  ["no JSON", "{", 400, "bad-request"],
  ["no trigger", "{}", 400, "bad-request"],
  ["too long", JSON.stringify({ trigger: { id: "t", when: " ".repeat(32_000) } }), 400, "bad-request"],
])("%s", async (_, body, status, code) => {
  const response = await post(body);
  expect(response.status).toBe(status);
  expect(response.answer).toMatchObject({ code, status });
});

test("while the database does not answer, that is said", async () => {
  await server.stopServer();
  try {
    const { status, answer } = await preview({ when: "price('ETH-USD') < 2450" });
    expect({ status, answer }).toMatchObject({ status: 503, answer: { code: "unavailable" } });
  } finally {
    await server.startServer();
  }
}, 20_000);
