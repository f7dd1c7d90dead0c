import { Pool } from "@neondatabase/serverless";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { openWriter } from "../../store/connect.ts";
import { poolOf } from "../../store/handles.ts";
import { findFreePort } from "../free-port.ts";
import { startTestPostgres, type TestPostgres } from "./test-postgres.ts";
import { startWebsocketBridge } from "./websocket-bridge.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startTestPostgres();
}, 60_000);
afterAll(() => server?.stop());

/** How a WebSocket to this address ends, without a word said on it. */
async function endOf(address: string, headers: Record<string, string> = {}): Promise<string> {
  const socket = new WebSocket(`ws://${address}`, { headers });
  return new Promise((resolve) => {
    socket.on("close", (code) => resolve(`closed ${code}`));
    socket.on("error", (problem) => resolve(problem.message));
  });
}

test("two hundred parallel queries over several connections get their own answers", async () => {
  const { settings } = await server.freshDatabase();
  const writers = Array.from({ length: 4 }, () => openWriter(settings));
  const pools = writers.map(poolOf);
  expect(pools[0]).toBeInstanceOf(Pool);
  const answers = await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      const result = await pools[index % 4]?.query("select $1::int as n, repeat('x', $1::int * 50) as filler", [index]);
      return [result?.rows[0]?.n, result?.rows[0]?.filler.length];
    }),
  );
  await Promise.all(writers.map((writer) => writer.close()));
  expect(answers).toEqual(Array.from({ length: 200 }, (_, index) => [index, index * 50]));
});

test("sixteen megabytes pass unchanged in both directions", async () => {
  const { settings } = await server.freshDatabase();
  const writer = openWriter(settings);
  const text = "0123456789abcdef".repeat(1 << 20);
  const result = await poolOf(writer).query(
    "select $1::text as echo, md5($1::text) as sum, octet_length($1::text) as n",
    [text],
  );
  await writer.close();
  expect(result.rows[0]?.n).toBe(16 << 20);
  expect(result.rows[0]?.echo === text).toBe(true);
});

test("where Postgres is down the socket closes at once", async () => {
  const bridge = await startWebsocketBridge({ postgresPort: await findFreePort() });
  const startedMs = performance.now();
  expect(await endOf(bridge.url)).toBe("closed 1011");
  expect(performance.now() - startedMs).toBeLessThan(500);
  await bridge.stop();
  await bridge.stop();
});

test("pages of a browser and other paths are turned away", async () => {
  const { settings } = await server.freshDatabase();
  const address = settings.websocketProxy ?? "";
  expect(await endOf(address, { Origin: "https://example.org" })).toBe("Unexpected server response: 401");
  expect(await endOf(address.replace("/v1", "/v2"))).toBe("Unexpected server response: 400");
});

test("stopping the bridge ends its connections on both sides", async () => {
  const { url } = await server.freshDatabase();
  const bridge = await startWebsocketBridge({ postgresPort: Number(new URL(url).port) });
  const end = endOf(bridge.url);
  const writer = openWriter({ databaseUrl: url, websocketProxy: bridge.url });
  expect((await poolOf(writer).query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  await bridge.stop();
  expect(await end).toMatch(/^closed|^socket hang up|^WebSocket was closed/);
  await expect(poolOf(writer).query("select 1")).rejects.toBeDefined();
  await writer.close();

  const direct = openWriter({
    databaseUrl: url,
    websocketProxy: (await server.freshDatabase()).settings.websocketProxy ?? "",
  });
  const left = await poolOf(direct).query(
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
  await direct.close();
  expect(left.rows).toEqual([{ n: 0 }]);
});
