import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningPostgres, startPostgres } from "../local/postgres/start-postgres.ts";
import { startWebsocketBridge, type WebsocketBridge } from "../local/postgres/websocket-bridge.ts";
import { checkConnections } from "./check-connections.ts";
import { openReader, openWriter } from "./connect.ts";
import { sqlsOf } from "./handles.ts";
import { migrate } from "./migrate.ts";
import { countRows } from "./queries.ts";
import { readReplicaLag } from "./read-replica-lag.ts";
import { oneOfEach, runRecord } from "./sample-records.ts";
import { createReplica, type TestReplica } from "./test-replica.ts";
import { writeJournal } from "./write-journal.ts";

/** A real primary and a real streaming replica of it: a copy of its files that follows its log. */
let folder: string;
let primary: RunningPostgres;
let replica: TestReplica;
let bridge: WebsocketBridge;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "portent-replica-"));
  endings.push(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o755);
  const dataDir = join(folder, "primary");
  primary = await startPostgres({ dataDir, log: () => {} });
  await migrate(primary.url);
  await primary.stop();
  replica = await createReplica(dataDir, join(folder, "replica"), primary.url);
  primary = await startPostgres({ dataDir, log: () => {}, port: primary.port });
  endings.push(() => primary.stop());
  endings.push(() => replica.stop());
  await replica.start();
  bridge = await startWebsocketBridge({ postgresPort: primary.port });
  endings.push(() => bridge.stop());
}, 60_000);
/** What was started, to be ended in the opposite order, however far the start came. */
const endings: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of endings.toReversed()) await end();
});

const settings = () => ({
  writer: { databaseUrl: primary.url, websocketProxy: bridge.url },
  reads: primary.url,
  replica: replica.url,
});

test("all three connections are sound, and each says what it reached", async () => {
  const checks = await checkConnections(settings());
  expect(checks.map(({ connection, isSound }) => [connection, isSound])).toEqual([
    ["writes", true],
    ["reads", true],
    ["replica", true],
  ]);
  expect(checks[0]?.line).toMatch(/^writes: Postgres \d+\.\d+, database portent, \d+ migrations$/);
});

test("the primary in the place of the replica is told", async () => {
  const checks = await checkConnections({ ...settings(), replica: primary.url });
  expect(checks.at(-1)).toMatchObject({ isSound: false, line: "replica: is the primary itself, not a replica" });
});

test("the replica in the place of the primary is told, and is not migrated", async () => {
  const other = await startWebsocketBridge({ postgresPort: replica.port });
  const writer = { databaseUrl: replica.url, websocketProxy: other.url };
  const checks = await checkConnections({ writer, reads: replica.url, replica: null });
  await other.stop();
  expect(checks[0]).toMatchObject({ isSound: false, line: "writes: is a replica: nothing can be written there" });
  await expect(migrate(replica.url)).rejects.toThrow("this is a replica");
});

test("reads come from the replica, its lag can be told, and the primary answers while it is down", async () => {
  const writer = openWriter(settings().writer);
  const reader = openReader(primary.url, replica.url);
  const [asked] = sqlsOf(reader);
  if (asked === undefined) throw new Error("a reader reads somewhere");
  expect(await asked.unsafe("select pg_is_in_recovery() as replica")).toEqual([{ replica: true }]);

  expect((await writeJournal(writer, oneOfEach())).ok).toBe(true);
  await expect
    .poll(() => readReplicaLag(reader), { timeout: 10_000 })
    .toEqual({ ok: true, value: { lagBytes: 0, lagMs: 0 } });
  expect(await countRows(reader)).toMatchObject({ ok: true, value: { prices: 1 } });

  // A replica that is held back shows it.
  await asked.unsafe("select pg_wal_replay_pause()");
  expect((await writeJournal(writer, [runRecord("held", 1, "")])).ok).toBe(true);
  const lag = await readReplicaLag(reader);
  expect(lag.ok && lag.value !== null && lag.value.lagBytes > 0 && lag.value.lagMs > 0).toBe(true);
  expect(await countRows(reader)).toMatchObject({ ok: true, value: { pipeline_runs: 1 } });

  await replica.stop();
  expect(await countRows(reader)).toMatchObject({ ok: true, value: { pipeline_runs: 2 } });
  expect(await readReplicaLag(reader)).toMatchObject({ ok: false, error: { code: "database-unreachable" } });
  await reader.close();
  const alone = openReader(primary.url);
  expect(await readReplicaLag(alone)).toEqual({ ok: true, value: null });
  await alone.close();
  await writer.close();
  const checks = await checkConnections(settings());
  expect(checks.at(-1)).toMatchObject({ connection: "replica", isSound: false });
  await replica.start();
}, 60_000);
