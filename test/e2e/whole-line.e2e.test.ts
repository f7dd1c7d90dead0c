import { afterAll, beforeAll, expect, test } from "vitest";
import { deriveTraceId } from "../../contracts/ids.ts";
import { Problem } from "../../contracts/problem.ts";
import type { VaultView } from "../../contracts/vault-view.ts";
import { summarize } from "../../local/demo-summary.ts";
import type { World } from "../../local/world.ts";
import { openReader } from "../../store/connect.ts";
import { countRows } from "../../store/queries.ts";
import { fallMs, minuteMs, readChain, replayTo, startTestWorld } from "./test-world.ts";

const oneEther = 10n ** 18n;
const log: string[] = [];
let world: World;
let before: Awaited<ReturnType<typeof readChain>>;
let view: VaultView;

beforeAll(async () => {
  world = await startTestWorld("whole-line", { onLog: (line) => log.push(line) });
  before = await readChain(world);
  await replayTo(world, Date.UTC(2021, 4, 19, 12));
  view = await world.view();
});
afterAll(() => world?.stop());

test("prices come in, the fall fires, half of the WETH becomes USDC at the market's price, once", async () => {
  expect(before).toEqual({ weth: 10n * oneEther, usdc: 0n, executions: 0 });
  const summary = await summarize(world, "recorded", performance.now());
  expect(summary.casts.map(({ state }) => state)).toEqual(["FINALIZED"]);
  const after = await readChain(world);
  expect(after.weth).toBe(5n * oneEther);
  expect(after.executions).toBe(1);
  const firedAt = view.fires[0]?.explain[0]?.inputs.find(({ key }) => key === "price.ETH-USD")?.value ?? 0;
  const worth = 5 * firedAt * 1e6;
  expect(Number(after.usdc) / worth).toBeGreaterThan(0.98);
  expect(Number(after.usdc) / worth).toBeLessThan(1.01);
});

test("the fire says why: the leaf, its two sides, the sample's time", () => {
  expect(view.fires).toHaveLength(1);
  const [fire] = view.fires;
  expect(fire).toMatchObject({ triggerId: "eth-falls", version: 1, epoch: 0, atMs: fallMs });
  const [leaf] = fire?.explain ?? [];
  expect(leaf).toMatchObject({ leaf: "change(price('ETH-USD'), '1h') < -0.05", op: "<", right: -0.05, holds: true });
  expect(leaf?.left).toBeLessThan(-0.05);
  expect(leaf?.left).toBeGreaterThan(-0.2);
  expect(leaf?.sampleAtMs).toBeGreaterThan(fallMs - 2 * minuteMs);
});

test("the cast names its states, its block, and what the vault held before and after", () => {
  const [cast] = view.casts;
  const states = cast?.steps.map(({ state }) => state) ?? [];
  expect(states.slice(0, 3)).toEqual(["CREATED", "SIGNED", "SUBMITTED"]);
  expect(states.slice(-2)).toEqual(["CONFIRMED", "FINALIZED"]);
  expect(cast?.traceId).toMatch(/^[0-9a-f]{32}$/);
  const amounts = (list: readonly { symbol: string; amount: string }[] | undefined) =>
    Object.fromEntries((list ?? []).map(({ symbol, amount }) => [symbol, amount]));
  expect(amounts(cast?.balancesBefore)).toMatchObject({ WETH: String(10n * oneEther), USDC: "0", debtUSDC: "0" });
  expect(amounts(cast?.balancesAfter).WETH).toBe(String(5n * oneEther));
  expect(view.audit.map(({ act }) => act)).toEqual([
    "cast",
    "fire",
    "grant-view",
    "put-trigger",
    "confirm-session",
    "prepare-session",
    "open",
  ]);
});

test("one trace id leads from the price window to the final block: searching for it prints the walk", async () => {
  const traceId = await deriveTraceId("ingest", fallMs);
  expect(view.casts[0]?.traceId).toBe(traceId);
  const walk = log.flatMap((line) => {
    if (!line.includes(traceId)) return [];
    const entry = JSON.parse(line.slice(line.indexOf("{"))) as { stage?: string; state?: string };
    return [entry.stage ?? entry.state ?? ""];
  });
  expect(walk[0]).toBe("ingest");
  const expected = ["ingest", "evaluate", "CREATED", "SIGNED", "SUBMITTED", "CONFIRMED", "FINALIZED"];
  expect(walk.filter((step) => expected.includes(step))).toEqual(expected);
  expect(walk).toEqual(expect.arrayContaining(["ticks", "execute", "journal"]));
});

test("the database has every row", async () => {
  const reader = openReader(world.databaseUrl);
  try {
    // 61 windows of 22 assets; and each scheduled run once: prices, the world, clusters, retention. A write that Postgres did
    // not take comes again some seconds later.
    await expect
      .poll(async () => (await countRows(reader)) as object)
      .toMatchObject({
        value: { prices: 61 * 22, factors: 5 * 5, clusters: 1, casts: 1, pipeline_runs: 61 + 5 + 1 + 2 },
      });
    const counts = await countRows(reader);
    if (!counts.ok) throw new Error(counts.error.code);
    // Of each window price and quality, of the two stablecoins their pegs; factors, clusters; and what happened that day.
    expect(counts.value.signals).toBeGreaterThan(61 * (22 * 2 + 2) + 5 * 5 + 20);
    expect(counts.value.source_runs).toBeGreaterThanOrEqual(61 * 4 + 5 * 2);
  } finally {
    await reader.close();
  }
});

test("the third source goes stale and the price goes on, saying so", async () => {
  const snapshot = await world.getJson<{
    ticks: { asset: string; quality: number; sources: { source: string; state: string }[] }[];
  }>("/v1/prices");
  expect(snapshot.ticks).toHaveLength(22);
  const eth = snapshot.ticks.find(({ asset }) => asset === "ETH-USD");
  expect(eth?.sources.map(({ source }) => source).sort()).toEqual(["binance", "coinbase", "kraken"]);
  expect(eth?.quality).toBeLessThan(1);
});

test("clusters, cascades and exports are there, and every stage is fresh", async () => {
  const clusters = await world.getJson<{ clusters: { members: string[] }[]; weights: { weight: number }[] }>(
    "/v1/clusters",
  );
  expect(clusters.clusters.flatMap(({ members }) => members)).toHaveLength(20);
  expect(clusters.weights.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
  const cascades = await world.getJson<{ assets: string[]; found: number }>("/v1/cascades");
  expect(cascades.assets).toHaveLength(20);
  const scenario = await world.getJson<{ shocks: object[] }>("/v1/cascades/scenario?shock=BTC-USD%3D-0.1");
  expect(scenario.shocks).toEqual([{ asset: "BTC-USD", size: -0.1 }]);
  const { exports } = await world.getJson<{ exports: { dataset: string; format: string; rows: number }[] }>(
    "/v1/exports",
  );
  const rows = (name: string) =>
    exports.flatMap((file) => (file.dataset === name ? [`${file.format} ${file.rows}`] : []));
  expect(rows("prices")).toEqual([`arrow ${60 * 22}`, `parquet ${60 * 22}`]);
  expect(rows("factors")).toHaveLength(2);
  const health = await world.getJson<{
    stages: { stage: string; freshness: string }[];
    deadLetters: { count: number }[];
  }>("/v1/pipeline");
  expect(health.stages.map(({ stage, freshness }) => [stage, freshness])).toEqual(
    ["analytics", "enrich", "evaluate", "ingest", "journal", "retention", "ticks"].map((stage) => [stage, "fresh"]),
  );
  expect(health.deadLetters.map(({ count }) => count)).toEqual([0, 0, 0, 0]);
});

test.each<[string, string, RequestInit, number, string]>([
  ["a route that does not exist", "/v1/nothing", {}, 404, "not-found"],
  ["a range that is none", "/v1/prices/history?minutes=soon", {}, 400, "bad-request"],
  ["a vault that is no address", "/v1/vaults/mine", {}, 400, "bad-request"],
  ["a vault without a token", `/v1/vaults/0x${"1".repeat(40)}`, {}, 403, "not-allowed"],
  ["an act that is no JSON", `/v1/vaults/0x${"1".repeat(40)}/acts`, { method: "POST", body: "{" }, 400, "bad-request"],
  [
    "an act that is too long",
    `/v1/vaults/0x${"1".repeat(40)}/acts`,
    { method: "POST", body: "x".repeat(40_000) },
    400,
    "bad-request",
  ],
  ["an act that is none", `/v1/vaults/0x${"1".repeat(40)}/acts`, { method: "POST", body: "{}" }, 422, "vault-refused"],
  ["a live topic that does not exist", "/v1/live?topic=everything", {}, 400, "bad-request"],
])("%s is answered with a problem that has a stable code", async (_what, path, init, status, code) => {
  const response = await fetch(`${world.baseUrl}${path}`, init);
  expect(response.status).toBe(status);
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(Problem.parse(await response.json())).toMatchObject({ code, status });
});

test("every page and answer carries a strict policy; no route is cached that holds a vault's data", async () => {
  const page = await fetch(`${world.baseUrl}/`);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self'");
  const { address, viewToken } = world.vault;
  const vault = await fetch(`${world.baseUrl}/v1/vaults/${address}`, {
    headers: { authorization: `Bearer ${viewToken}` },
  });
  expect(vault.headers.get("cache-control")).toBe("private, no-store");
});
