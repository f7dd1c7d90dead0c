import { afterAll, beforeAll, expect, test } from "vitest";
import type { CascadeEdge } from "../contracts/cascade.ts";
import { JournalRecord } from "../contracts/journal-records.ts";
import { startTestPostgres, type TestPostgres } from "../local/postgres/test-postgres.ts";
import { readCascadeEdges } from "./read-cascade-edges.ts";
import { openTestDatabase } from "./test-database.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startTestPostgres();
}, 60_000);
afterAll(() => server?.stop());

const edge = (from: string, to: string, q: number | null): CascadeEdge => ({
  ...{ from, to, weight: -0.2, low: -0.3, high: -0.1, lagMs: 240_000, q },
  ...(q === null
    ? { support: 0, origin: "prior", lastSeenMs: null }
    : { support: 5_000, origin: "learned", lastSeenMs: 7 }),
});
const record = (asOfMs: number, row: CascadeEdge) =>
  JournalRecord.parse({
    ...{ table: "cascade_edges", key: `${asOfMs}:${row.from}:${row.to}`, version: asOfMs },
    row: { ...row, asOfMs },
  });

test("the edges of the last run, as they were written, the surest first", async () => {
  await using database = await openTestDatabase(server);
  expect(await readCascadeEdges(database.reader, { atMs: 9_000 })).toEqual({ ok: true, value: null });
  const [old, sure, unsure, declared] = [
    edge("BTC-USD", "ETH-USD", 0.03),
    edge("ETH-USD", "BTC-USD", 0.001),
    edge("BTC-USD", "ETH-USD", 0.04),
    edge("BTC-USD", "LINK-USD", null),
  ];
  await database.write([record(1_000, old), record(2_000, unsure), record(2_000, declared), record(2_000, sure)]);
  for (const [atMs, value] of [
    [999, null],
    [1_999, { asOfMs: 1_000, edges: [old] }],
    [2_000, { asOfMs: 2_000, edges: [sure, unsure, declared] }],
  ] as const) {
    expect(await readCascadeEdges(database.reader, { atMs })).toEqual({ ok: true, value });
  }
});
