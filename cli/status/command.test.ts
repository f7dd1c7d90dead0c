import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import type { Freshness } from "../../contracts/freshness.ts";
import { createStatusRoutes } from "../../worker/http/status-routes.ts";
import type { Seen } from "../../worker/list-freshness.ts";
import { runStatusCommand } from "./command.ts";
import { formatAge } from "./describe-status.ts";

const nowMs = Date.UTC(2024, 7, 5, 6, 30);
const minuteMs = 60_000;
const allStages = ["ingest", "enrich", "ticks", "analytics", "evaluate", "reconcile", "journal", "retention"];

const seenAt = (ages: Readonly<Record<string, number>>, signalAge = 0): Seen => ({
  feed: "live",
  nowWallMs: nowMs,
  stages: Object.entries(ages).map(([stage, age]) => ({
    stage,
    eventTimeMs: nowMs - age * minuteMs,
    finishedWallMs: nowMs,
    elapsedMs: 1,
    outcome: "done" as const,
    note: "",
  })),
  sources: [],
  signals: [["price.BTC-USD", nowMs - signalAge * minuteMs]],
  askedSources: [],
});
const allFresh = Object.fromEntries(allStages.map((name) => [name, 0]));

/** A real server on loopback with the product's own routes, and `/v1/pipeline` as they answer it. */
async function serve(seen: Seen, pipeline: object = {}) {
  const routes = createStatusRoutes(() => ({
    seen: async () => seen,
    deadLetters: async () => [],
    segments: async () => 0,
    withReader: () => Promise.reject(new Error("no store here")),
  }));
  const health = {
    feed: "live",
    nowMs,
    stages: [],
    deadLetters: [{ queue: "fires", count: 2 }],
    journal: { state: "segments", segments: 3 },
    ...pipeline,
  };
  routes.get("/v1/pipeline", (context) => context.json(health));
  const server = createServer(async (request, response) => {
    const answer = await routes.request(request.url ?? "/", {}, {} as never);
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url, [Symbol.asyncDispose]: stop };
}

async function run(...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const streams = { out: (text: string) => void out.push(text), err: (line: string) => void err.push(`${line}\n`) };
  const code = await runStatusCommand(args, streams, 2_000);
  return { code, out: out.join(""), err: err.join("") };
}

test.each<[string, Seen, number, number]>([
  ["all fresh", seenAt(allFresh), 0, 0],
  ["one late", seenAt({ ...allFresh, ingest: 5 }), 0, 1],
  ["one that has not run yet", seenAt({ ingest: 0 }), 0, 1],
  ["one stale", seenAt({ ...allFresh, ingest: 11 }), 3, 3],
  ["a stale signal", seenAt(allFresh, 60), 3, 3],
  ["nothing ever ran", seenAt({}), 3, 3],
])("%s: exit code, and with --strict", async (_, seen, code, strictCode) => {
  await using server = await serve(seen);
  expect((await run("--url", server.url)).code).toBe(code);
  expect((await run("--url", server.url, "--strict")).code).toBe(strictCode);
});

test("the table shows what is not fresh first, what was set aside and what waits", async () => {
  await using server = await serve(seenAt({ ...allFresh, enrich: 95, ingest: 5 }));
  const { out } = await run("--url", server.url);
  const lines = out.trimEnd().split("\n");
  expect(lines[0]).toBe("feed live, at 2024-08-05T06:30:00.000Z");
  expect(lines[1]).toMatch(/^state +kind +name +age +late \/ stale$/);
  expect(lines[2]).toMatch(/^stale +stage +enrich +1h 35m +40m \/ 1h 30m$/);
  expect(lines[3]).toMatch(/^late +stage +ingest +5m +4m \/ 10m$/);
  expect(lines.slice(-2)).toEqual(["dead letters: fires 2", "journal: 3 segments wait for Postgres"]);
});

test("--json gives every reading", async () => {
  await using server = await serve(seenAt(allFresh));
  const { out } = await run("--url", server.url, "--json");
  const { freshness, journal } = JSON.parse(out) as { freshness: { readings: Freshness[] }; journal: object };
  expect(freshness.readings.map(({ name }) => name)).toEqual(expect.arrayContaining(["ingest", "price.BTC-USD"]));
  expect(journal).toEqual({ state: "segments", segments: 3 });
});

test("an instance that does not answer, or in another form, is 3 with one line", async () => {
  const closed = await serve(seenAt(allFresh));
  await closed[Symbol.asyncDispose]();
  expect(await run("--url", closed.url)).toEqual({
    code: 3,
    out: "",
    err: `portent status: ${closed.url} does not answer: ECONNREFUSED\n`,
  });
  await using other = await serve(seenAt(allFresh), { journal: "none" });
  expect(await run("--url", other.url)).toMatchObject({
    code: 3,
    err: expect.stringMatching(/a form that this version/),
  });
});

test.each([[["--url", "nowhere"]], [["--url", "ftp://x"]], [["--unknown"]], [["extra"]]])("%j is 2", async (args) => {
  const result = await run(...args);
  expect([result.code, result.out]).toEqual([2, ""]);
  expect(result.err.trimEnd().split("\n")).toHaveLength(1);
});

test("--help tells of the exit codes", async () => {
  expect((await run("--help")).out).toMatch(/Exit code 0: [\s\S]*1: [\s\S]*2: [\s\S]*3: /);
});

test.each([
  [null, "-"],
  [0, "0s"],
  [59_999, "59s"],
  [270_000, "4m 30s"],
  [3_600_000, "1h"],
  [97_200_000, "1d 3h"],
])("%j ms is %s", (ms, text) => {
  expect(formatAge(ms)).toBe(text);
});
