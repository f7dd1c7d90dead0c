import type { SignalKey } from "../contracts/ids.ts";
import type { Result } from "../contracts/result.ts";
import type { SignalSample } from "../contracts/signal-samples.ts";
import type { SourceRun } from "../contracts/source-run.ts";
import type { Story } from "../contracts/story.ts";
import { formatUtc } from "../contracts/time.ts";
import type { MarketReading, WorldSnapshot } from "../contracts/world.ts";
import type { WorldAnswers } from "./ask-world.ts";
import { type AnomalyRule, countHour, type HourCount, readAnomalies } from "./core/anomalies.ts";
import { readMarketContext } from "./core/context/market-context.ts";
import { expireStoryText } from "./core/expire-text.ts";
import { type MarketEntry, type MarketRule, readMarket } from "./core/markets.ts";
import { type FactorRule, readFactors } from "./core/read-factors.ts";
import { findRelations, type RelationRule } from "./core/relations/find-relations.ts";
import { groupStories, type StoryRule } from "./core/stories/group-stories.ts";
import type { EnrichDeps } from "./stage.ts";

export type ReadWorldRule = {
  readonly stories: StoryRule;
  readonly factors: FactorRule;
  readonly anomalies: AnomalyRule;
  readonly markets: MarketRule;
  readonly relations: RelationRule;
  /** How long a run's readings may be used. */
  readonly validForMs: number;
  /** How long a reading of a context source may, by the first word of its signal; else `validForMs`. */
  readonly contextValidForMs: Readonly<Record<string, number>>;
  /** Age of a source's newest row beyond which it is stale, by its name. */
  readonly staleAfterMs: Readonly<Record<string, number>>;
  /** Prediction markets by the reference at their source. */
  readonly declaredMarkets: ReadonlyMap<string, MarketEntry>;
};

export type ReadWorld = {
  readonly world: WorldSnapshot;
  /** Stories that no earlier run knew, and those that are not as the run before left them. */
  readonly newStories: readonly Story[];
  readonly changedStories: readonly Story[];
  readonly validUntilMs: number;
  readonly factorsUntilMs: number;
};

type Note = (text: string) => void;

const hourMs = 3_600_000;
const lateMsMax = 6 * hourMs;
const storiesShown = 200;
const relationsKept = 200;

/** All that can be said of the world from what the sources answered and earlier runs left. What is missing is named. */
export async function readWorld(
  answers: WorldAnswers,
  asOfMs: number,
  deps: Pick<EnrichDeps, "history" | "rule" | "step" | "absentSources">,
): Promise<ReadWorld> {
  const { rule, history, step } = deps;
  const missing: string[] = [...deps.absentSources, ...answers.runs.flatMap(describeMissing)];
  /** A step that may fall short: what is missing is a part of what it gave, so that a replay knows it, too. */
  const recall = async <T>(name: string, work: (note: Note) => Promise<T>): Promise<T> => {
    const { value, notes } = await step(name, async () => {
      const own: string[] = [];
      return { value: await work((text) => own.push(text)), notes: own };
    });
    missing.push(...notes);
    return value;
  };

  const windowMs = { fromMs: asOfMs - rule.stories.windowMs, toMs: asOfMs };
  const previous = await recall("stories before", async (note) => valueOr(await history.stories(windowMs), null, note));
  const { stories } = groupStories(previous ?? [], answers.events, asOfMs, rule.stories);
  const open = stories.filter(({ state }) => state === "open");
  // Without any source there is no reading: a factor of zero would be a claim that nothing happened.
  const isHeard = answers.runs.some(
    ({ kind, outcome }) => kind === "events" && outcome !== "failed" && outcome !== "skipped",
  );
  const factors = isHeard ? readFactors(open, asOfMs, rule.factors) : [];

  const anomalies = await recall("anomalies", async (note) => {
    const counts = valueOr(await history.hourCounts(asOfMs), [], note);
    return isHeard ? [...readAnomalies(withPresent(counts, open, asOfMs), asOfMs, rule.anomalies)] : [];
  });
  const markets = await recall("markets", async (note) =>
    readMarkets(answers, valueOr(await history.marketsBefore(asOfMs), new Map(), note), asOfMs, rule, note),
  );
  const context = await recall("context", async (note) => {
    const prices = valueOr(await history.prices({ fromMs: asOfMs - 25 * hourMs, toMs: asOfMs }), new Map(), note);
    return [...readMarketContext(prices, asOfMs, rule.validForMs), ...toContextSamples(answers, asOfMs, rule)];
  });
  const relations = await recall("relations", async (note) => {
    const { points, stepMs } = rule.relations;
    const series = valueOr(await history.series({ fromMs: asOfMs - points * stepMs, toMs: asOfMs }), [], note);
    return findRelations(series, asOfMs, rule.relations).slice(0, relationsKept);
  });

  const validUntilMs = asOfMs + rule.validForMs;
  const factorsUntilMs = Math.min(validUntilMs, ...open.map(({ expiresAtMs }) => Math.max(asOfMs, expiresAtMs)));
  const known = new Map((previous ?? []).map((story) => [story.id, story]));
  return {
    world: {
      asOfMs,
      validUntilMs: Math.min(factorsUntilMs, ...context.map((sample) => Math.max(asOfMs, sample.validUntilMs))),
      factors: [...factors],
      stories: open
        .toSorted((a, b) => b.severity * b.confidence - a.severity * a.confidence || (a.id < b.id ? -1 : 1))
        .slice(0, storiesShown)
        .map((story) => expireStoryText(story, asOfMs)),
      anomalies: [...anomalies],
      markets,
      context,
      relations: [...relations],
      sources: [...answers.runs],
      missingInputs: missing,
      staleInputs: answers.runs.flatMap((run) => describeStale(run, rule.staleAfterMs[run.source], asOfMs)),
    },
    newStories: open.filter((story) => isNew(story, previous, asOfMs)),
    changedStories: stories.filter((story) => JSON.stringify(known.get(story.id)) !== JSON.stringify(story)),
    validUntilMs,
    factorsUntilMs,
  };
}

/**
 * Whether a run is the first to know a story. Sources may tell hours late, so it may be as old as that; where nobody remembers
 * what was known, only what was told since the last run counts, because the rest would be told twice.
 */
function isNew({ id, firstPublishedMs }: Story, previous: readonly Story[] | null, asOfMs: number): boolean {
  if (previous === null) return firstPublishedMs > asOfMs - hourMs / 2;
  return firstPublishedMs > asOfMs - lateMsMax && !previous.some((story) => story.id === id);
}

function valueOr<T, None>(found: Result<T, { readonly message: string }>, none: None, note: Note): T | None {
  if (found.ok) return found.value;
  note(`history: ${found.error.message}`);
  return none;
}

/** The hour that just ended is counted from this run's own stories: the store has them only after it. */
function withPresent(counts: readonly HourCount[], stories: readonly Story[], asOfMs: number): readonly HourCount[] {
  const hour = Math.floor(asOfMs / hourMs) * hourMs - hourMs;
  return [...counts.filter((each) => each.hourMs !== hour), countHour(stories, hour)];
}

function readMarkets(
  { quotes }: WorldAnswers,
  before: ReadonlyMap<string, readonly Pick<MarketReading, "sampleAtMs" | "logit" | "state">[]>,
  asOfMs: number,
  { markets, declaredMarkets }: ReadWorldRule,
  note: Note,
): MarketReading[] {
  return quotes.flatMap((quote) => {
    const entry = declaredMarkets.get(quote.ref);
    if (entry === undefined) return [];
    const reading = readMarket(entry, quote, before.get(entry.id) ?? [], asOfMs, markets);
    if (!reading.ok) note(`market ${entry.id}: ${reading.error}`);
    return reading.ok ? [reading.value] : [];
  });
}

/** A reading older than it may be is left out: an expired signal would be no data to everybody anyway. */
function toContextSamples(
  { readings, runs }: WorldAnswers,
  asOfMs: number,
  rule: ReadWorldRule,
): readonly SignalSample[] {
  const sources = runs.filter(({ kind }) => kind === "context").map(({ source }) => source);
  return readings.flatMap(({ key, value, unit, sampleAtMs }) => {
    const validForMs = rule.contextValidForMs[key.split(".")[0] ?? ""] ?? rule.validForMs;
    const validUntilMs = sampleAtMs + validForMs;
    if (validUntilMs <= asOfMs) return [];
    return [{ key: key as SignalKey, value, unit, sampleAtMs: Math.min(sampleAtMs, asOfMs), validUntilMs, sources }];
  });
}

const describeMissing = ({ source, outcome, note }: SourceRun): readonly string[] =>
  outcome === "failed" || outcome === "skipped" ? [`${source}: ${note}`] : [];

function describeStale(
  { source, newestAtMs }: SourceRun,
  staleAfterMs: number | undefined,
  asOfMs: number,
): readonly string[] {
  if (newestAtMs === null || staleAfterMs === undefined || asOfMs - newestAtMs <= staleAfterMs) return [];
  return [`${source}: nothing newer than ${formatUtc(newestAtMs)}`];
}
