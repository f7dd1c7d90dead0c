import { afterAll, beforeAll, expect, test } from "vitest";
import type { CascadeEdge, CascadeRun } from "../../contracts/cascade.ts";
import type { ClusterRun } from "../../contracts/cluster.ts";
import { JournalRecord } from "../../contracts/journal-records.ts";
import { startTestPostgres, type TestPostgres } from "../../local/postgres/test-postgres.ts";
import { openWriter } from "../../store/connect.ts";
import { writeJournal } from "../../store/write-journal.ts";
import { analyticsRoutes } from "./analytics-routes.ts";

const hourMs = 3_600_000;
const at = (hour: number) => hour * hourMs;
const cluster = {
  ...{ id: "cluster-1", members: ["BTC-USD", "ETH-USD"], medoid: "BTC-USD", cohesion: 0.8, stress: 0.9 },
  lineage: { state: "kept" as const, from: ["cluster-1"] },
};
const edge = (from: string, to: string, weight: number, lagMs: number): CascadeEdge => ({
  ...{ from, to, weight, low: weight - 0.1, high: weight + 0.1, lagMs },
  ...{ support: 5_000, q: 0.001, origin: "learned", lastSeenMs: at(12) },
});
const edges = [edge("BTC-USD", "ETH-USD", 0.5, 240_000), edge("ETH-USD", "LINK-USD", -0.5, 120_000)];

const clusterRun: ClusterRun = {
  ...{ view: "fast", asOfMs: at(12), validUntilMs: at(25), barMs: 120_000, windowMs: 7 * 24 * hourMs },
  ...{ method: "average", shrinkage: 0.02, assets: ["BTC-USD", "ETH-USD"], linkage: [[0, 1, 0.6, 2]] },
  ...{ clusters: [cluster], died: [], communities: { modularity: 0, groups: [["BTC-USD", "ETH-USD"]] } },
  ...{ weights: [], regime: { regime: "coupled", coupling: 0.8, activity: 0.9 }, refused: [] },
};
const cascadeRun: CascadeRun = {
  ...{ asOfMs: at(12), validUntilMs: at(25), barMs: 120_000, windowMs: 7 * 24 * hourMs, lagsMax: 6, fdr: 0.05 },
  ...{ assets: ["BTC-USD", "ETH-USD", "LINK-USD"], edges, found: 2, refused: [] },
};

let server: TestPostgres;
let url: string;
beforeAll(async () => {
  server = await startTestPostgres();
  const database = await server.freshDatabase();
  url = database.url;
  const writer = openWriter(database.settings);
  const records = [6, 12].flatMap((hour) => [
    { table: "clusters", key: `fast:${hour}`, version: 1, row: { ...cluster, view: "fast", asOfMs: at(hour) } },
    { table: "cascade_edges", key: `${hour}`, version: 1, row: { ...edges[0], asOfMs: at(hour) } },
  ]);
  expect(
    (
      await writeJournal(
        writer,
        records.map((record) => JournalRecord.parse(record)),
      )
    ).ok,
  ).toBe(true);
  await writer.close();
}, 60_000);
afterAll(() => server?.stop());

type Hot = Readonly<Record<string, object>>;
const whole: Hot = { "clusters:latest": clusterRun, "cascades:latest": cascadeRun };

async function get(path: string, hot: Hot = whole, readsUrl = url) {
  const text = (key: string) => (hot[key] === undefined ? null : JSON.stringify(hot[key]));
  const env = { HOT: { get: async (key: string) => text(key) }, READS: { connectionString: readsUrl } };
  const response = await analyticsRoutes.request(path, {}, env);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test("the newest clusters, and those of the past", async () => {
  expect(await get("/clusters")).toEqual({ status: 200, body: clusterRun });
  expect(await get(`/clusters?atMs=${at(7)}`)).toMatchObject({
    ...{
      status: 200,
      body: { view: "fast", asOfMs: at(6), clusters: [{ id: "cluster-1", lineage: cluster.lineage }] },
    },
  });
});

test("what became of clusters, run by run", async () => {
  const told = {
    id: "cluster-1",
    medoid: "BTC-USD",
    members: 2,
    cohesion: expect.closeTo(0.8),
    stress: expect.closeTo(0.9),
  };
  expect(await get("/clusters/lineage?days=3")).toEqual({
    status: 200,
    body: {
      ...{ view: "fast", days: 3, runsInAll: 2 },
      runs: [
        { asOfMs: at(6), clusters: [told], alone: 0, flows: [] },
        { asOfMs: at(12), clusters: [told], alone: 0, flows: [{ from: "cluster-1", to: "cluster-1", count: 2 }] },
      ],
    },
  });
  expect((await get(`/clusters/lineage?atMs=${at(11)}`)).body).toMatchObject({ days: 14, runsInAll: 1 });
  expect((await get("/clusters/lineage?view=slow")).body).toMatchObject({ runsInAll: 0, runs: [] });
});

test("a cluster through its runs, in words", async () => {
  const { body } = await get("/clusters/cluster-1");
  expect(body.explanation).toBe(
    "2 series move together: their mean correlation is 0.80 over 7 d in bars of 2 min; BTC-USD stands for them best. The newest hour's move is larger than 90 % of the window's.",
  );
  expect((body.history as { asOfMs: number }[]).map(({ asOfMs }) => asOfMs)).toEqual([at(12), at(6)]);
});

test("edges, in words", async () => {
  const now = (await get("/cascades")).body as { edges: { explanation: string }[]; found: number };
  expect(now.found).toBe(2);
  expect(now.edges[1]?.explanation).toContain(
    "LINK-USD follows ETH-USD the other way: a move of 10 % is followed by 5.00 %, 2 min later",
  );
  const past = (await get(`/cascades?atMs=${at(6)}`)).body as { asOfMs: number; edges: object[] };
  expect([past.asOfMs, past.edges.length]).toEqual([at(6), 1]);
});

test("what if BTC falls by a tenth: ETH follows, LINK the other way and less, each after its lag, and it fades", async () => {
  const { status, body } = await get("/cascades/scenario?shock=BTC-USD%3D-0.10&minutes=64&points=32");
  expect(status).toBe(200);
  const { impact, over } = body as {
    impact: { asset: string; size: number; arrivesAtMs: number; from: object[] }[];
    over: { atMs: number; sizes: { asset: string; size: number }[] }[];
  };
  expect(impact.map(({ asset, arrivesAtMs }) => [asset, arrivesAtMs - at(12)])).toEqual([
    ["ETH-USD", 240_000],
    ["LINK-USD", 360_000],
  ]);
  const [eth, link] = impact.map(({ size }) => size) as [number, number];
  expect(eth).toBeLessThan(0);
  expect(link).toBeGreaterThan(0);
  expect(Math.abs(link)).toBeLessThan(Math.abs(eth));
  expect(impact[0]?.from).toEqual([{ asset: "BTC-USD", share: 1 }]);
  const sizeAt = (point: number) => over[point]?.sizes.map(({ size }) => size);
  expect(over).toHaveLength(33);
  expect(sizeAt(1)).toEqual([0, 0]);
  expect(sizeAt(2)).toEqual([eth, 0]);
  expect(sizeAt(32)?.[0]).toBeCloseTo(eth / 2, 12);
});

const downUrl = "postgres://nobody:nothing@127.0.0.1:9/none";
test.each<[string, number, string, Hot, string | undefined]>([
  ["/clusters?view=medium", 400, "view", whole, undefined],
  ["/clusters?view=slow", 503, "every six hours", whole, undefined],
  ["/clusters?atMs=1", 404, "no run of the fast view", whole, undefined],
  ["/clusters?atMs=1", 503, "does not answer", whole, downUrl],
  ["/clusters/lineage?days=0", 400, "days", whole, undefined],
  ["/clusters/lineage?days=367", 400, "days", whole, undefined],
  ["/clusters/lineage?view=medium", 400, "view", whole, undefined],
  ["/clusters/lineage?atMs=-1", 400, "atMs", whole, undefined],
  ["/clusters/lineage", 503, "does not answer", whole, downUrl],
  ["/clusters/cluster-9", 404, "/v1/clusters", whole, undefined],
  ["/clusters/cluster-1", 503, "does not answer", whole, downUrl],
  ["/cascades", 503, "every six hours", {}, undefined],
  ["/cascades?atMs=1", 404, "no run", whole, undefined],
  ["/cascades?atMs=soon", 400, "milliseconds", whole, undefined],
  ["/cascades/scenario", 400, "shock", whole, undefined],
  ["/cascades/scenario?shock=BTC-USD", 400, "SYMBOL=SIZE", whole, undefined],
  ["/cascades/scenario?shock=BTC-USD=-2", 400, "from -1 to 10", whole, undefined],
  ["/cascades/scenario?shock=XYZ-USD=-0.1", 400, "XYZ-USD", whole, undefined],
  ["/cascades/scenario?shock=BTC-USD=-0.1&points=0", 400, "points", whole, undefined],
  ["/cascades/scenario?shock=BTC-USD=-0.1", 503, "every six hours", {}, undefined],
])("%s: %i, %s", async (path, status, detail, hot, readsUrl) => {
  const answer = await get(path, hot, readsUrl);
  expect(answer.status).toBe(status);
  expect(String(answer.body.detail).toLowerCase()).toContain(detail.toLowerCase());
});
