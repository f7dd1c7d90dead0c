import { afterAll, beforeAll, expect, test } from "vitest";
import { JournalRecord } from "../contracts/journal-records.ts";
import { startTestPostgres, type TestPostgres } from "../local/postgres/test-postgres.ts";
import { listClusterRuns, readClusterRuns } from "./read-cluster-runs.ts";
import { readClusterHistory, readClustersAt } from "./read-clusters.ts";
import { openTestDatabase } from "./test-database.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startTestPostgres();
}, 60_000);
afterAll(() => server?.stop());

const hourMs = 3_600_000;
const cluster = (view: string, hour: number, id: string, members: string[], from: string[] = []) =>
  JournalRecord.parse({
    ...{ table: "clusters", key: `${view}:${hour * hourMs}:${id}`, version: hour * hourMs },
    row: {
      ...{ id, view, members, medoid: members[0], cohesion: 0.5, stress: null, asOfMs: hour * hourMs },
      lineage: { state: from.length === 0 ? "born" : "merged", from },
    },
  });

const records = [
  cluster("fast", 6, "a", ["BTC-USD"]),
  cluster("fast", 6, "b", ["ETH-USD", "LINK-USD"]),
  cluster("fast", 12, "b", ["BTC-USD", "ETH-USD", "LINK-USD"], ["b", "a"]),
  cluster("slow", 12, "c", ["BTC-USD", "factor.risk"]),
];

test.each<["fast" | "slow", number, string[]]>([
  ["fast", 5, []],
  ["fast", 6, ["6 b ETH-USD,LINK-USD", "6 a BTC-USD"]],
  ["fast", 11, ["6 b ETH-USD,LINK-USD", "6 a BTC-USD"]],
  ["fast", 30, ["12 b BTC-USD,ETH-USD,LINK-USD"]],
  ["slow", 11, []],
  ["slow", 12, ["12 c BTC-USD,factor.risk"]],
])("the %s view as of hour %i", async (view, hour, expected) => {
  await using database = await openTestDatabase(server);
  await database.write(records);
  const found = await readClustersAt(database.reader, { view, atMs: hour * hourMs });
  if (!found.ok) throw new Error(found.error.message);
  expect(found.value.map(({ asOfMs, id, members }) => `${asOfMs / hourMs} ${id} ${members}`)).toEqual(expected);
});

test("one cluster through its runs, newest first, with where it comes from", async () => {
  await using database = await openTestDatabase(server);
  await database.write(records);
  const found = await readClusterHistory(database.reader, { id: "b", atMs: 12 * hourMs });
  if (!found.ok) throw new Error(found.error.message);
  expect(found.value.map(({ asOfMs, lineage }) => [asOfMs / hourMs, lineage])).toEqual([
    [12, { state: "merged", from: ["b", "a"] }],
    [6, { state: "born", from: [] }],
  ]);
  expect(found.value[0]).toMatchObject({ view: "fast", medoid: "BTC-USD", cohesion: 0.5, stress: null });
  expect(await readClusterHistory(database.reader, { id: "b", atMs: 6 * hourMs - 1 })).toEqual({ ok: true, value: [] });
});

test.each<["fast" | "slow", number, number, number[]]>([
  ["fast", 5, 7, []],
  ["fast", 6, 7, [6]],
  ["fast", 11, 7, [6]],
  ["fast", 90, 7, [6, 12, 78]],
  // Back from the last run, whenever it is asked.
  ["fast", 9_000, 3, [12, 78]],
  ["slow", 90, 7, [12]],
])("runs of the %s view up to hour %i over %i days", async (view, hour, days, expected) => {
  await using database = await openTestDatabase(server);
  await database.write([...records, cluster("fast", 78, "b", ["BTC-USD"])]);
  const found = await listClusterRuns(database.reader, { view, atMs: hour * hourMs, days });
  expect(found).toEqual({ ok: true, value: expected.map((each) => each * hourMs) });
});

test("some runs with their clusters; one that is not there is left out", async () => {
  await using database = await openTestDatabase(server);
  await database.write(records);
  const found = await readClusterRuns(database.reader, { view: "fast", atMs: [6 * hourMs, 7 * hourMs, 12 * hourMs] });
  if (!found.ok) throw new Error(found.error.message);
  expect(found.value.map(({ asOfMs, clusters }) => [asOfMs / hourMs, clusters.map(({ id }) => id)])).toEqual([
    [6, ["a", "b"]],
    [12, ["b"]],
  ]);
  expect(await readClusterRuns(database.reader, { view: "fast", atMs: [] })).toEqual({ ok: true, value: [] });
});
