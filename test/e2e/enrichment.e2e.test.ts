import { afterAll, beforeAll, expect, test } from "vitest";
import { runStatusCommand } from "../../cli/status/command.ts";
import { FreshnessReport } from "../../contracts/freshness.ts";
import type { PipelineHealth } from "../../contracts/live.ts";
import { WorldSnapshot } from "../../contracts/world.ts";
import { replayStartMs } from "../../local/choose-feed.ts";
import { waitUntil } from "../../local/wait-until.ts";
import type { World } from "../../local/world.ts";
import { serveWorld } from "./serve-world.ts";
import { minuteMs, replayTo, startTestWorld } from "./test-world.ts";

const item = (title: string, link: string, atMs: number) =>
  `<item><title>${title}</title><link>${link}</link><pubDate>${new Date(atMs).toUTCString()}</pubDate></item>`;
const rss = (items: readonly string[]) => ({
  type: "application/rss+xml",
  body: `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>${items.join("")}</channel></rss>`,
});
const toldMs = replayStartMs - 10 * minuteMs;
const seen = new Date(toldMs).toISOString().replace(/[-:]/g, "").replace(/\.\d+/, "");
const articles = (title: string) => ({
  body: JSON.stringify({
    articles: [
      { url: "https://other.example/ban", title, seendate: seen, domain: "other.example", language: "English" },
    ],
  }),
});
const headline = "Regulator bans crypto exchanges from serving retail customers";

let world: World;
let outside: Awaited<ReturnType<typeof serveWorld>>;
beforeAll(async () => {
  outside = await serveWorld({
    feeds: rss([item(headline, "https://one.example/ban", toldMs)]),
    gdelt: articles(`${headline}, officials say`),
    eonet: { status: 500, body: "down" },
    "okx-derivatives": { body: JSON.stringify({ code: "50011", msg: "Too Many Requests", data: [] }) },
  });
  world = await startTestWorld("enrichment", { sources: (chainUrl) => ({ ...outside.urls, "base-fee": chainUrl }) });
});
afterAll(async () => {
  await world?.stop();
  await outside.stop();
});

const readWorld = async () => WorldSnapshot.parse(await world.getJson("/v1/world"));
const enrichRun = async () =>
  (await world.getJson<PipelineHealth>("/v1/pipeline")).stages.find(({ stage }) => stage === "enrich");

test("what several sources say becomes one story, factors, signals and rows; what failed is named", async () => {
  await replayTo(world, replayStartMs);
  const found = await readWorld();
  const ban = found.stories.find(({ title }) => title.startsWith("Regulator bans"));
  expect(ban).toMatchObject({ category: "regulation", state: "open" });
  // Five feeds of five houses, and GDELT's outlet.
  expect(ban?.publisherFamilies.length).toBe(6);
  expect(found.factors.find(({ factor }) => factor === "regulation")?.value).toBeLessThan(0);
  expect(found.sources.find(({ source }) => source === "eonet")).toMatchObject({ outcome: "failed" });
  expect(found.missingInputs).toEqual([
    expect.stringMatching(/^eonet: http-status: HTTP 500/),
    expect.stringMatching(/^okx-derivatives: refused: .*50011 Too Many Requests/),
  ]);
  // The fee of a real chain, at the time of its block.
  expect(found.context.find(({ key }) => key === "gas.arbitrum")?.value).toBeGreaterThan(0);

  const isStored = async () => {
    const { stories } = await world.getJson<{ stories: { id: string }[] }>("/v1/stories");
    const { points } = await world.getJson<{ points: unknown[] }>("/v1/signals/event.regulation/history");
    return stories.some(({ id }) => id === ban?.id) && points.length > 0;
  };
  await expect.poll(isStored).toBe(true);
});

test("workerd is killed in the middle of a run: it goes on from the steps that had ended, and asks nobody again", async () => {
  const next = replayStartMs + 30 * minuteMs;
  await replayTo(world, next - minuteMs);
  outside.hold("gdelt");
  const held = { feeds: outside.asked("feeds"), gdelt: outside.asked("gdelt"), eonet: outside.asked("eonet") };
  const minute = world.runMinute(next).catch(() => "cut off");
  expect(await waitUntil(20_000, async () => outside.asked("gdelt") > held.gdelt)).toBe(true);
  // All five feeds have answered, and the source that fails has been tried again, which takes longer: their steps have ended.
  const isRead = () => outside.asked("feeds") === held.feeds + 5 && outside.asked("eonet") === held.eonet + 2;
  expect(await waitUntil(20_000, async () => isRead())).toBe(true);
  const asked = { feeds: outside.asked("feeds"), gdelt: outside.asked("gdelt") };
  await world.killWorkers();
  outside.release("gdelt", articles("Regulator bans crypto exchanges, again"));
  await world.restartWorkers();
  await minute;
  // Here no platform wakes what was under way: the schedule that comes again finds its own instance.
  await world.runMinute(next);
  expect(await waitUntil(60_000, async () => (await enrichRun())?.eventTimeMs === next)).toBe(true);
  expect((await readWorld()).asOfMs).toBe(next);
  expect(outside.asked("feeds")).toBe(asked.feeds);
  expect(outside.asked("gdelt")).toBeGreaterThan(asked.gdelt);
});

test("freshness of every stage, source and signal, as JSON, as metrics and as an exit code", async () => {
  const report = FreshnessReport.parse(await world.getJson("/v1/freshness"));
  const states = new Map(report.readings.map(({ kind, name, state }) => [`${kind} ${name}`, state]));
  expect(states.get("stage ingest")).toBe("fresh");
  expect(states.get("source binance")).toBe("fresh");
  expect(states.get("source eonet")).toBe("never");
  expect(states.get("signal price.BTC-USD")).toBe("fresh");
  const metrics = await (await fetch(`${world.baseUrl}/metrics`)).text();
  expect(metrics).toMatch(/^# HELP /m);
  expect(metrics).toMatch(/kind="source".*name="binance"|name="binance".*kind="source"|source="binance"/);

  // The Workers were killed a moment ago: stages behind a queue show their last run when it reaches them.
  const status = async () => {
    const out: string[] = [];
    const streams = { out: (text: string) => void out.push(text), err: (text: string) => void out.push(text) };
    const code = await runStatusCommand(["--url", world.baseUrl], streams);
    expect(out.join("")).toContain("binance");
    return {
      code,
      stale: out
        .join("\n")
        .split("\n")
        .filter((line) => line.startsWith("stale")),
    };
  };
  await expect.poll(status).toEqual({ code: 0, stale: [] });
});
