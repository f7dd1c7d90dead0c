import { describe, expect, test } from "vitest";
import { CronTick } from "../contracts/cron-tick.ts";
import type { WorldEvent } from "../contracts/event.ts";
import type { JournalRecord, JournalRecords } from "../contracts/journal-records.ts";
import { err, ok } from "../contracts/result.ts";
import type { RunStep } from "../contracts/run-step.ts";
import type { SignalSample, SignalSamples } from "../contracts/signal-samples.ts";
import type { Emission } from "../contracts/stage.ts";
import type { Story } from "../contracts/story.ts";
import { formatUtc } from "../contracts/time.ts";
import { WorldSnapshot } from "../contracts/world.ts";
import type { WiredContextSource, WiredEventSource, WiredMarketSource } from "./ask-world.ts";
import { anomalyRule } from "./core/anomalies.ts";
import { type MarketQuote, marketRule } from "./core/markets.ts";
import { storyRule } from "./core/stories/group-stories.ts";
import { type EnrichDeps, enrichStage } from "./stage.ts";
import type { WorldHistory } from "./world-history.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const asOfMs = Date.UTC(2021, 4, 19, 11, 30);
const tick = CronTick.parse({
  id: "cron:enrich:1",
  schema: "cron-tick",
  version: 1,
  eventTimeMs: asOfMs,
  traceId: "b".repeat(32),
  body: { cron: "*/30 * * * *", scheduledMs: asOfMs },
});

const event = (id: string, title: string, change: Partial<WorldEvent> = {}): WorldEvent => ({
  ...{
    id,
    dedupeKey: id,
    title,
    source: "test",
    publisherFamily: `${id}.example`,
    severity: 0.6,
    category: "regulation",
  },
  ...{ eventTimeMs: asOfMs - 20 * minuteMs, publishedAtMs: asOfMs - 20 * minuteMs, fetchedAtMs: asOfMs },
  geo: { countries: [], lat: null, lon: null, precision: "none" },
  factors: { growth: 0, liquidity: 0, risk: -0.3, regulation: -0.6, shock: 0 },
  ...{
    confidence: 0.5,
    evidenceUrl: null,
    rights: "facts",
    expiresAtMs: asOfMs + 48 * hourMs,
    methodVersion: "test-1",
  },
  ...change,
});
const calls = () => 1;
const eventSource = (name: string, events: readonly WorldEvent[]): WiredEventSource => ({
  ...{ name, calls, isSkipped: false },
  ask: async () => ok({ events, refused: [], refusedRows: 0, newestAtMs: null, missing: [] }),
});
const deadSource: WiredEventSource = {
  ...{ name: "dead", calls, isSkipped: false },
  ask: async () => err({ code: "unreachable", message: "nobody there" }),
};
const quote: MarketQuote = {
  ...{ ref: "cut", question: "Will they cut?", source: "polymarket", state: "open", volumeUsd: 10, liquidityUsd: null },
  outcomes: [
    { name: "Yes", probability: 0.6 },
    { name: "No", probability: 0.4 },
  ],
  ...{ endsAtMs: null, updatedAtMs: asOfMs - 5 * minuteMs },
};
const marketSource = (found: MarketQuote): WiredMarketSource => ({
  ...{ name: "polymarket", calls, isSkipped: false, refs: ["cut"] },
  ask: async () => ok(new Map([["cut", ok(found)]])),
});
const contextSource: WiredContextSource = {
  ...{ name: "okx-derivatives", calls, isSkipped: false },
  ask: async () =>
    ok({
      readings: [
        { key: "funding.BTC-USD", value: 0.0001, unit: "ratio", sampleAtMs: asOfMs - minuteMs },
        { key: "funding.OLD-USD", value: 0.0001, unit: "ratio", sampleAtMs: asOfMs - 10 * hourMs },
      ],
      refused: [],
    }),
};

const nothing: WorldHistory = {
  stories: async () => ok([]),
  hourCounts: async () => ok([]),
  marketsBefore: async () => ok(new Map()),
  prices: async () => ok(new Map()),
  series: async () => ok([]),
};
const away = async () => err({ message: "the database does not answer" });
const allAway: WorldHistory = { stories: away, hourCounts: away, marketsBefore: away, prices: away, series: away };
const direct: RunStep = (_name, work) => work();

type Change = Partial<EnrichDeps["sources"]> & Partial<Pick<EnrichDeps, "history" | "absentSources" | "step">>;

async function run({ history = nothing, absentSources = [], step = direct, ...sources }: Change) {
  const published: WorldSnapshot[] = [];
  const told: WorldSnapshot[] = [];
  const [outcome] = await enrichStage.process([tick], {
    ...{ history, absentSources, step, nowWallMs: () => 0 },
    sources: { events: [], markets: [], context: [], ...sources },
    onWorld: (world) => void told.push(world),
    publish: async (world) => void published.push(world),
    rule: {
      ...{ stories: storyRule, anomalies: anomalyRule, markets: marketRule, validForMs: 90 * minuteMs },
      factors: { halfLifeMs: 12 * hourMs, evidenceMax: 5 },
      relations: { stepMs: 30 * minuteMs, points: 337, maxAgeMs: 2 * hourMs, samplesMin: 48 },
      contextValidForMs: { funding: 9 * hourMs },
      staleAfterMs: { slow: hourMs },
      declaredMarkets: new Map([["cut", { id: "fed-cut", outcome: "Yes" }]]),
    },
  });
  const messages: readonly Emission[] = outcome?.kind === "emit" ? outcome.messages : [];
  for (const { queue, message } of messages) enrichStage.output[queue]?.parse(message);
  const world = WorldSnapshot.parse(told[0]);
  const of = <T>(queue: string) => messages.flatMap((each) => (each.queue === queue ? [each.message as T] : []));
  const samples = of<SignalSamples>("signals").flatMap(({ body }) => body.samples);
  const records = of<JournalRecords>("journal").flatMap(({ body }) => body.records);
  return {
    world,
    published: published.length,
    messages,
    samples,
    records,
    keys: samples.map(({ key }) => key as string),
  };
}
const tables = (records: readonly JournalRecord[]) => [...new Set(records.map(({ table }) => table))];
const readingOf = (samples: readonly SignalSample[], key: string) => samples.find((each) => each.key === key)?.value;

const ban = event("a", "Regulator bans crypto exchanges from serving customers");
const sameBan = event("b", "Regulator bans crypto exchanges from serving customers, officials say");

describe("events", () => {
  test("two outlets tell one story: it counts once, with more confidence, and is a new event", async () => {
    const [one, both] = [
      await run({ events: [eventSource("x", [ban])] }),
      await run({ events: [eventSource("x", [ban, sameBan])] }),
    ];
    expect(both.world.stories).toMatchObject([{ eventIds: ["a", "b"], publisherFamilies: ["a.example", "b.example"] }]);
    expect(both.keys).toEqual([
      ...["factor.growth", "factor.liquidity", "factor.risk", "factor.regulation", "factor.shock"],
      "event.regulation",
    ]);
    expect(readingOf(both.samples, "factor.regulation")).toBeLessThan(readingOf(one.samples, "factor.regulation") ?? 0);
    expect(tables(both.records)).toEqual(["signals", "events", "stories", "factors", "anomalies", "source_runs"]);
  });

  test("a story that an earlier run knew is no new event, and one that was told long ago is none either", async () => {
    const [known] = (await run({ events: [eventSource("x", [ban])] })).world.stories as [Story];
    const again = await run({
      events: [eventSource("x", [ban])],
      history: { ...nothing, stories: async () => ok([known]) },
    });
    expect(again.keys).not.toContain("event.regulation");
    // Nothing of it has changed, so nothing is written again.
    expect(tables(again.records)).not.toContain("stories");
    const old = event("c", "An older thing altogether", { publishedAtMs: asOfMs - 20 * hourMs });
    expect((await run({ events: [eventSource("x", [old])] })).keys).not.toContain("event.regulation");
  });

  test("new stories of one category lie a millisecond apart, so that each is counted", async () => {
    const titles = [
      "Senate votes on custody rules",
      "Harbour authority licenses ferries",
      "Bakers win appeal on labels",
    ];
    const { samples } = await run({
      events: [
        eventSource(
          "x",
          titles.map((title, index) => event(`s${index}`, title)),
        ),
      ],
    });
    const times = samples.filter(({ key }) => key === "event.regulation").map(({ sampleAtMs }) => sampleAtMs);
    expect(times).toEqual([asOfMs - 2, asOfMs - 1, asOfMs]);
  });

  test("the reading ends with the first story that it rests on", async () => {
    const brief = event("d", "Something short", { expiresAtMs: asOfMs + 10 * minuteMs });
    const { world, samples } = await run({ events: [eventSource("x", [ban, brief])] });
    expect(world.validUntilMs).toBe(asOfMs + 10 * minuteMs);
    expect(samples.find(({ key }) => key === "factor.risk")?.validUntilMs).toBe(asOfMs + 10 * minuteMs);
  });
});

test("a headline whose licence has ended is not written again, though its source still shows it", async () => {
  const rights = "all rights reserved";
  const ended = event("f", "Yesterday's headline", {
    rights,
    evidenceUrl: "https://paper.example/f",
    expiresAtMs: asOfMs,
  });
  const { records } = await run({ events: [eventSource("x", [ban, ended])] });
  const rows = records.flatMap(({ table, key, row }) =>
    table === "events" ? [[key, row.title, row.evidenceUrl]] : [],
  );
  expect(rows).toEqual([
    ["a", ban.title, null],
    ["f", "(headline expired)", null],
  ]);
});

describe("markets and context", () => {
  test("an open market is a signal with the source's own time; its shift needs a reading of a day ago", async () => {
    const first = await run({ markets: [marketSource(quote)] });
    expect(first.samples).toMatchObject([
      { key: "market.fed-cut", value: 0.6, unit: "probability", sampleAtMs: asOfMs - 5 * minuteMs },
    ]);
    const before = { sampleAtMs: quote.updatedAtMs - 24 * hourMs, logit: 0, state: "open" as const };
    const history = { ...nothing, marketsBefore: async () => ok(new Map([["fed-cut", [before]]])) };
    const second = await run({ markets: [marketSource(quote)], history });
    expect(readingOf(second.samples, "market-shift.fed-cut")).toBeCloseTo(Math.log(0.6 / 0.4), 12);
  });

  test("a closed market is kept and is no signal", async () => {
    const { samples, world } = await run({ markets: [marketSource({ ...quote, state: "closed" })] });
    expect([samples.length, world.markets.length]).toEqual([0, 1]);
  });

  test("context lives as long as its kind may; what is older is left out", async () => {
    const { samples } = await run({ context: [contextSource] });
    expect(samples).toMatchObject([{ key: "funding.BTC-USD", validUntilMs: asOfMs - minuteMs + 9 * hourMs }]);
  });
});

describe("what is missing", () => {
  test("is named: sources that failed or are absent, old news, a store that does not answer", async () => {
    const slow = event("e", "Yesterday's paper", { publishedAtMs: asOfMs - 30 * hourMs });
    const { world, samples, records } = await run({
      ...{
        events: [eventSource("slow", [slow]), deadSource],
        history: allAway,
        absentSources: ["planned: no address is set"],
      },
    });
    expect(world.missingInputs).toEqual([
      "planned: no address is set",
      "dead: unreachable: nobody there",
      ...Array(5).fill("history: the database does not answer"),
    ]);
    expect(world.staleInputs).toEqual([`slow: nothing newer than ${formatUtc(slow.publishedAtMs)}`]);
    // The factors stand on what there is.
    expect(samples.length).toBe(5);
    expect(records.filter(({ table }) => table === "source_runs")).toMatchObject([
      { row: { source: "slow", outcome: "answered" } },
      { row: { source: "dead", outcome: "failed", note: "unreachable: nobody there" } },
    ]);
  });

  test("without any source there is no reading: no signal says that nothing happened", async () => {
    const { world, samples } = await run({
      events: [deadSource, { ...deadSource, name: "left alone", isSkipped: true }],
    });
    expect([samples, world.factors, world.anomalies]).toEqual([[], [], []]);
  });

  test("a source that throws has failed, and takes nobody with it", async () => {
    const broken: WiredEventSource = { ...deadSource, name: "broken", ask: () => Promise.reject(new Error("a bug")) };
    const { world, samples } = await run({ events: [broken, eventSource("x", [ban])] });
    expect(samples.length).toBe(6);
    expect(world.sources[0]).toMatchObject({ source: "broken", outcome: "failed", note: "failed: Error: a bug" });
  });
});

describe("a run that is repeated", () => {
  const whole: Change = {
    ...{ events: [eventSource("x", [ban, sameBan])], markets: [marketSource(quote)], context: [contextSource] },
    history: { ...nothing, hourCounts: away },
  };

  test("sends the same messages, in whatever order its sources answered", async () => {
    const first = await run(whole);
    expect((await run(whole)).messages).toEqual(first.messages);
    const turned = await run({ ...whole, events: [eventSource("x", [sameBan, ban])] });
    expect(turned.samples).toEqual(first.samples);
  });

  test("after a crash takes what its steps gave, stored as JSON, and asks nobody again", async () => {
    const stored = new Map<string, string>();
    const names: string[] = [];
    const keep: RunStep = async (name, work) => {
      names.push(name);
      const text = stored.get(name) ?? JSON.stringify((await work()) ?? null);
      stored.set(name, text);
      return JSON.parse(text) as Awaited<ReturnType<typeof work>>;
    };
    const first = await run({ ...whole, step: keep });
    // No two steps have one name.
    expect(new Set(names).size).toBe(names.length);
    const mute: Change = { ...whole, events: [{ ...deadSource, name: "x" }], history: allAway, step: keep };
    const again = await run(mute);
    expect(again.messages).toEqual(first.messages);
    // Nothing is published twice, and what was missing is still known to whoever reports the run.
    expect([first.published, again.published]).toEqual([1, 0]);
    expect(again.world).toEqual(first.world);
    expect(again.world.missingInputs).toEqual(["history: the database does not answer"]);
  });

  test("a step never gives more than a workflow can keep: the newest rows stand, the rest is counted", async () => {
    const long = (index: number) =>
      event(`l${index}`, `${"x".repeat(300)} ${index}`, {
        publishedAtMs: asOfMs - index * minuteMs,
        rights: "y".repeat(2_000),
      });
    const { world } = await run({
      events: [
        eventSource(
          "x",
          Array.from({ length: 600 }, (_, index) => long(index)),
        ),
      ],
    });
    const [source] = world.sources;
    expect((source?.rows ?? 0) + (source?.refusedRows ?? 0)).toBe(600);
    expect(source).toMatchObject({ outcome: "partial", newestAtMs: asOfMs });
    expect(source?.refusedRows).toBeGreaterThan(100);
  });
});
