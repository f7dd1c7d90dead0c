import { expect, test } from "vitest";
import { CronTick } from "../contracts/cron-tick.ts";
import { AssetId } from "../contracts/ids.ts";
import type { JournalRecords } from "../contracts/journal-records.ts";
import type { PriceSnapshot } from "../contracts/live.ts";
import type { PriceTicks } from "../contracts/price-ticks.ts";
import { err, ok } from "../contracts/result.ts";
import type { SignalSamples } from "../contracts/signal-samples.ts";
import type { SourceRun } from "../contracts/source-run.ts";
import type { Emission, Outcome } from "../contracts/stage.ts";
import { emptyMemory, type SourceMemory } from "./core/source-memory.ts";
import type { QuoteResult, QuotesResult } from "./sources/price-source.ts";
import { type IngestDeps, ingestStage } from "./stage.ts";

const endMs = 1_621_423_080_000;
const tickAt = (scheduledMs: number) =>
  CronTick.parse({
    id: `cron:ingest:${scheduledMs}`,
    schema: "cron-tick",
    version: 1,
    eventTimeMs: scheduledMs,
    traceId: "a".repeat(32),
    body: { cron: "*/2 * * * *", scheduledMs },
  });
const good = (price: number): QuoteResult => ok({ price, range: null, sampleAtMs: endMs });
const failed: QuoteResult = err({ code: "timeout", message: "no answer" });

/** Quotes by asset and source. A source that fails for every asset fails as a whole. */
type Quotes = Readonly<Record<string, Readonly<Record<string, QuoteResult>>>>;

async function run(quotes: Quotes, scheduledMs = endMs, before: SourceMemory = emptyMemory) {
  const published: { snapshot: PriceSnapshot; sourceRuns: readonly SourceRun[] }[] = [];
  const saved: SourceMemory[] = [];
  const windows: number[] = [];
  const deps: IngestDeps = {
    cadenceMs: 120_000,
    rule: {
      ...{ quorum: 1, maxDeviation: 0.02, maxSpread: 0.05, maxUncertainty: 0.02 },
      ...{ graceMs: 30_000, frozenWindows: 5, frozenMove: 0.005 },
    },
    breakerRule: { failuresMax: 3, openMs: 240_000, openMsMax: 1_800_000 },
    publish: async (snapshot, sourceRuns) => void published.push({ snapshot, sourceRuns }),
    memory: { load: async () => before, save: async (_at, memory) => void saved.push(memory) },
    nowWallMs: () => 0,
    sources: ["a", "b"].map((source) => ({
      source,
      weight: 1,
      maxAgeMs: 120_000,
      calls: () => 1,
      fetchQuotes: async (symbols, window) => {
        windows.push(window.endMs);
        const found = new Map(symbols.map((symbol) => [symbol, quotes[symbol]?.[source] ?? failed]));
        return [...found.values()].every(({ ok: isOk }) => !isOk)
          ? (failed as QuotesResult & { ok: false })
          : ok(found);
      },
    })),
    assets: Object.keys(quotes).map((symbol) => ({
      id: AssetId.parse(`${symbol}-USD`),
      kind: symbol === "USDT" ? "stablecoin" : "coin",
      stalenessMs: 360_000,
      symbols: { a: { symbol, currency: "USD", per: 1 }, b: { symbol, currency: "USD", per: 1 } },
    })),
  };
  const [outcome] = await ingestStage.process([tickAt(scheduledMs)], deps);
  return { outcome: outcome as Outcome, ...published[0], memory: saved[0], windows };
}
const messagesOf = (outcome: Outcome): readonly Emission[] => (outcome.kind === "emit" ? outcome.messages : []);
const bodyOf = <T>(messages: readonly Emission[], queue: string) =>
  (messages.find((message) => message.queue === queue)?.message as { body: T } | undefined)?.body;

test.each<[string, Record<string, Record<string, QuoteResult>>, string[], string[]]>([
  [
    "everybody answers",
    { ETH: { a: good(2_700), b: good(2_701) }, BTC: { a: good(40_000), b: good(40_000) } },
    ["BTC-USD", "ETH-USD"],
    [],
  ],
  [
    "one source is down",
    { ETH: { a: good(2_700), b: failed }, BTC: { a: good(40_000), b: failed } },
    ["BTC-USD", "ETH-USD"],
    [],
  ],
  [
    "nobody knows one asset",
    { ETH: { a: good(2_700), b: good(2_700) }, BTC: { a: failed, b: failed } },
    ["ETH-USD"],
    ["BTC-USD"],
  ],
  ["everybody is down: the grid point is completed all the same", { ETH: { a: failed, b: failed } }, [], ["ETH-USD"]],
])("%s", async (_what, quotes, priced, refused) => {
  const { outcome, snapshot } = await run(quotes);
  const messages = messagesOf(outcome);
  for (const { queue, message } of messages) ingestStage.output[queue]?.parse(message);
  const ticks = bodyOf<PriceTicks["body"]>(messages, "ticks");
  expect(new Set(ticks?.ticks.map(({ asset }) => asset as string))).toEqual(new Set(priced));
  expect(ticks?.refused.map(({ asset }) => asset as string)).toEqual(refused);
  expect(snapshot?.ticks).toEqual(ticks?.ticks);
  const signals = bodyOf<SignalSamples["body"]>(messages, "signals");
  expect(signals).toMatchObject({ gridMs: endMs, part: { index: 0, count: 1 } });
  expect(new Set(signals?.samples.map(({ key }) => key as string))).toEqual(
    new Set(priced.flatMap((asset) => [`price.${asset}`, `quality.${asset}`])),
  );
});

test("a schedule that is late, or repeated, asks for the same window and sends the same messages", async () => {
  const quotes = { ETH: { a: good(2_700), b: good(2_700) } };
  const onTime = await run(quotes);
  const late = await run(quotes, endMs + 119_999);
  expect(late.windows).toEqual([endMs, endMs]);
  expect(messagesOf(late.outcome)).toEqual(messagesOf(onTime.outcome));
});

test("three hundred assets need several messages, which name each other", async () => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`A${index}`, { a: good(1 + index) }]));
  const messages = messagesOf((await run(many)).outcome);
  for (const { queue, message } of messages) {
    ingestStage.output[queue]?.parse(message);
    // What a queue takes.
    expect(JSON.stringify(message).length).toBeLessThan(128_000);
  }
  const parts = (queue: string, count: (body: never) => number) =>
    messages
      .filter((message) => message.queue === queue)
      .map(({ message }) => (message as { body: never }).body as { part: { index: number; count: number } })
      .map((body) => [body.part.index, body.part.count, count(body as never)]);
  const samples = parts("signals", (body: SignalSamples["body"]) => body.samples.length);
  const ticks = parts("ticks", (body: PriceTicks["body"]) => body.ticks.length);
  for (const list of [samples, ticks]) {
    expect(list.map(([index, count]) => [index, count])).toEqual(list.map((_, index) => [index, list.length]));
  }
  expect(samples.reduce((sum, [, , count]) => sum + (count ?? 0), 0)).toBe(600);
  expect(ticks.reduce((sum, [, , count]) => sum + (count ?? 0), 0)).toBe(300);
});

test("a refused quote goes to the side output, also where its asset has a price", async () => {
  const { outcome } = await run({ ETH: { a: good(2_700), b: good(3_700) }, BTC: { a: good(40_000), b: failed } });
  const records = messagesOf(outcome)
    .filter(({ queue }) => queue === "journal")
    .flatMap(({ message }) => (message as JournalRecords).body.records);
  const refused = records.filter(({ table }) => table === "refused_quotes");
  // Of two that contradict each other neither is believed; what is missing altogether cannot be judged again.
  expect(refused.map(({ key }) => key)).toEqual([`ETH-USD:${endMs}:a`, `ETH-USD:${endMs}:b`]);
  expect(refused[0]).toMatchObject({ row: { price: 2_700, quote: "USD", rateUsd: 1, refused: "outlier" } });
});

test("a stablecoin has its distance from a dollar as a signal", async () => {
  const { outcome } = await run({ USDT: { a: good(0.95), b: good(0.95) } });
  const samples = bodyOf<SignalSamples["body"]>(messagesOf(outcome), "signals")?.samples ?? [];
  expect(samples.map(({ key, value }) => [key, Math.round(value * 1_000) / 1_000])).toEqual([
    ["price.USDT-USD", 0.95],
    ["quality.USDT-USD", 1],
    ["peg.USDT-USD", -0.05],
  ]);
});

test("a source that gave nothing three times in a row is left alone, and says so", async () => {
  const quotes = { ETH: { a: good(2_700), b: failed } };
  const twice = { ...emptyMemory, breakers: new Map([["b", { failures: 2, openUntilMs: null }]]) };
  const third = await run(quotes, endMs, twice);
  expect(third.memory?.breakers.get("b")).toEqual({ failures: 3, openUntilMs: endMs + 240_000 });
  expect(third.sourceRuns?.map(({ source, outcome }) => [source, outcome])).toEqual([
    ["a", "answered"],
    ["b", "failed"],
  ]);
  const next = await run(quotes, endMs, third.memory);
  expect(next.windows).toEqual([endMs]);
  expect(next.sourceRuns?.[1]).toMatchObject({
    outcome: "skipped",
    note: "refused: left alone after failures in a row",
  });
  // Being left alone is no further failure.
  expect(next.memory?.breakers.get("b")).toEqual(third.memory?.breakers.get("b"));
});
