import type { FactorSnapshot } from "../contracts/live.ts";
import { pipelines } from "../contracts/pipelines.gen.ts";
import type { RunStep } from "../contracts/run-step.ts";
import { durationMs } from "../contracts/time.ts";
import type { WorldSnapshot } from "../contracts/world.ts";
import type { WiredContextSource, WiredEventSource, WiredMarketSource } from "../enrich/ask-world.ts";
import { anomalyRule } from "../enrich/core/anomalies.ts";
import { marketRule } from "../enrich/core/markets.ts";
import { storyRule } from "../enrich/core/stories/group-stories.ts";
import type { ReadWorldRule } from "../enrich/read-world.ts";
import type { EnrichDeps } from "../enrich/stage.ts";
import { closedBreaker, mayAsk, noteRun } from "../ingest/core/breaker.ts";
import { readMemory, writeMemory } from "../ingest/core/source-memory.ts";
import type { EdgeEnv } from "./bindings.ts";
import { contextFetchers, eventFetchers, marketFetchers } from "./enrich-sources.ts";
import { hotKeys, putHot } from "./hot-cache.ts";
import { noteFreshness, publishLive } from "./live.ts";
import { absentSources, type ReachableSource, reachableSources } from "./source-clients.ts";
import { wireWorldHistory } from "./wire-world-history.ts";

const hourMs = 3_600_000;
const breakerRule = { failuresMax: 3, openMs: 2 * hourMs, openMsMax: 12 * hourMs };

/** `onWorld` is told what a run brought. */
export async function wireEnrich(
  env: EdgeEnv,
  scheduledMs: number,
  step: RunStep,
  onWorld: (world: WorldSnapshot) => void,
): Promise<EnrichDeps> {
  const memory = env.SOURCE_MEMORY.getByName("world");
  const before = await step("breakers", async () => memory.load(scheduledMs));
  const { breakers } = readMemory(before);
  const wired = <Ask>(source: ReachableSource, ask: Ask) => ({
    name: source.name,
    ask,
    calls: source.http.calls,
    isSkipped: !mayAsk(breakers.get(source.name) ?? closedBreaker, scheduledMs),
  });
  return {
    sources: {
      events: reachableSources(env, "events").map((source): WiredEventSource => {
        const fetchEvents = fetcherOf(eventFetchers, source);
        return wired(source, (window) => fetchEvents(window, source));
      }),
      markets: reachableSources(env, "markets").flatMap((source): WiredMarketSource[] => {
        const fetchMarkets = fetcherOf(marketFetchers, source);
        const refs = Object.values(pipelines.markets).flatMap((each) =>
          each.source === source.name ? [each.ref] : [],
        );
        // Asked for nothing, it would show as a source that gives nothing.
        if (refs.length === 0) return [];
        return [{ ...wired(source, (asked: readonly string[]) => fetchMarkets(asked, source)), refs }];
      }),
      context: reachableSources(env, "context").map((source): WiredContextSource => {
        const { fetchContext, subjects } = fetcherOf(contextFetchers, source);
        return wired(source, () => fetchContext({ ...source, subjects: subjects(source) }));
      }),
    },
    history: wireWorldHistory(env),
    // A replay serves what it has; nothing else is expected of it.
    absentSources: env.FEED === "live" ? absentSources(env, "events").map((name) => `${name}: no address is set`) : [],
    rule: worldRule,
    nowWallMs: () => Date.now(),
    step,
    onWorld,
    publish: async (world) => {
      const next = new Map(breakers);
      for (const { source, outcome } of world.sources) {
        if (outcome === "skipped") continue;
        next.set(source, noteRun(next.get(source) ?? closedBreaker, outcome !== "failed", scheduledMs, breakerRule));
      }
      await memory.save(scheduledMs, writeMemory({ breakers: next, repetitions: new Map() }));
      await publishWorld(env, world);
    },
  };
}

async function publishWorld(env: EdgeEnv, world: WorldSnapshot): Promise<void> {
  const { asOfMs, validUntilMs, factors, missingInputs, staleInputs } = world;
  const snapshot: FactorSnapshot = { asOfMs, validUntilMs, factors, missingInputs, staleInputs };
  await putHot(env, hotKeys.factors, snapshot);
  await putHot(env, hotKeys.world, world);
  await publishLive(env, "factors", snapshot);
  await publishLive(env, "world", world);
  const samples = [
    ...factors.map(({ factor }) => [`factor.${factor}`, asOfMs] as const),
    ...world.markets.map(({ id, sampleAtMs }) => [`market.${id}`, sampleAtMs] as const),
    ...world.context.map(({ key, sampleAtMs }) => [key, sampleAtMs] as const),
  ];
  await noteFreshness(env, world.sources, samples);
}

function fetcherOf<Fetcher>(fetchers: Readonly<Record<string, Fetcher>>, { name, entry }: ReachableSource): Fetcher {
  const fetcher = fetchers[name];
  if (fetcher === undefined) throw new Error(`no adapter reads the source of ${entry.kind} ${name}`);
  return fetcher;
}

const declared = Object.entries(pipelines.markets);

const worldRule: ReadWorldRule = {
  stories: storyRule,
  factors: { halfLifeMs: 12 * hourMs, evidenceMax: 8 },
  anomalies: anomalyRule,
  markets: marketRule,
  relations: { stepMs: hourMs / 2, points: 337, maxAgeMs: 2 * hourMs, samplesMin: 48 },
  validForMs: durationMs(pipelines.signals["factor.risk"]?.staleness ?? "90m"),
  contextValidForMs: Object.fromEntries(
    ["funding", "open-interest", "gas"].map((name) => [
      name,
      durationMs(pipelines.signals[`${name}.*`]?.staleness ?? "90m"),
    ]),
  ),
  staleAfterMs: Object.fromEntries(
    Object.entries(pipelines.sources).map(([name, { freshness }]) => [name, durationMs(freshness.warn)]),
  ),
  declaredMarkets: new Map(declared.map(([id, { ref, outcome }]) => [ref, { id, outcome }])),
};
