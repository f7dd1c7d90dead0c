import { expect, test } from "vitest";
import { CronTick } from "../contracts/cron-tick.ts";
import { AssetId } from "../contracts/ids.ts";
import type { PriceSnapshot } from "../contracts/live.ts";
import type { PriceTicks } from "../contracts/price-ticks.ts";
import { err, ok } from "../contracts/result.ts";
import type { SignalSamples } from "../contracts/signal-samples.ts";
import type { Emission, Outcome } from "../contracts/stage.ts";
import type { QuoteResult } from "./sources/price-source.ts";
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
const good = (price: number): QuoteResult => ok({ price, low: price, high: price, sampleAtMs: endMs });
const failed: QuoteResult = err({ code: "timeout", message: "no answer" });

async function run(quotes: Readonly<Record<string, Readonly<Record<string, QuoteResult>>>>, scheduledMs = endMs) {
  const published: PriceSnapshot[] = [];
  const windows: number[] = [];
  const deps: IngestDeps = {
    cadenceMs: 120_000,
    rule: { quorum: 1, maxDeviation: 0.02 },
    publish: async (snapshot) => void published.push(snapshot),
    sources: ["a", "b"].map((name) => ({
      name,
      weight: 1,
      fetchQuote: async (symbol, window) => {
        windows.push(window.endMs);
        return quotes[symbol]?.[name] ?? failed;
      },
    })),
    assets: Object.keys(quotes).map((symbol) => ({
      id: AssetId.parse(`${symbol}-USD`),
      stalenessMs: 360_000,
      symbols: { a: symbol, b: symbol },
    })),
  };
  const [outcome] = await ingestStage.process([tickAt(scheduledMs)], deps);
  return { outcome: outcome as Outcome, published, windows };
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
  const { outcome, published } = await run(quotes);
  const messages = messagesOf(outcome);
  for (const { queue, message } of messages) ingestStage.output[queue]?.parse(message);
  const ticks = bodyOf<PriceTicks["body"]>(messages, "ticks");
  expect(new Set(ticks?.ticks.map(({ asset }) => asset as string))).toEqual(new Set(priced));
  expect(ticks?.refused.map(({ asset }) => asset as string)).toEqual(refused);
  expect(published[0]?.ticks).toEqual(ticks?.ticks);
  const signals = bodyOf<SignalSamples["body"]>(messages, "signals");
  expect(signals).toMatchObject({ gridMs: endMs, part: { index: 0, count: 1 } });
  expect(new Set(signals?.samples.map(({ key }) => key as string))).toEqual(
    new Set(priced.map((asset) => `price.${asset}`)),
  );
});

test("a schedule that is late, or repeated, asks for the same window and sends the same messages", async () => {
  const quotes = { ETH: { a: good(2_700), b: good(2_700) } };
  const onTime = await run(quotes);
  const late = await run(quotes, endMs + 119_999);
  expect(late.windows).toEqual([endMs, endMs]);
  expect(messagesOf(late.outcome)).toEqual(messagesOf(onTime.outcome));
});

test("three hundred assets need two messages of samples, which name each other", async () => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`A${index}`, { a: good(1 + index) }]));
  const messages = messagesOf((await run(many)).outcome).filter(({ queue }) => queue === "signals");
  const bodies = messages.map(({ message }) => (message as SignalSamples).body);
  expect(bodies.map(({ part, samples }) => [part.index, part.count, samples.length])).toEqual([
    [0, 2, 250],
    [1, 2, 50],
  ]);
});
