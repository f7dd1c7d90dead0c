import type { WorldEvent } from "../contracts/event.ts";
import { err, ok, type Result } from "../contracts/result.ts";
import type { RunStep } from "../contracts/run-step.ts";
import type { SourceKind, SourceRun } from "../contracts/source-run.ts";
import type { ContextAnswer, ContextFailure, ContextReading } from "./sources/context-source.ts";
import type { EventsAnswer, EventsFailure, EventWindow } from "./sources/event-source.ts";
import type { MarketAnswer, MarketQuote } from "./sources/market-source.ts";

/** A source as the stage sees it: its address, budget and shape are wired in. */
type Wired<Ask> = {
  readonly name: string;
  readonly ask: Ask;
  /** Calls made so far in this run. */
  readonly calls: () => number;
  /** Left alone now, after failures in a row. */
  readonly isSkipped: boolean;
};
export type WiredEventSource = Wired<(window: EventWindow) => Promise<Result<EventsAnswer, EventsFailure>>>;
export type WiredMarketSource = Wired<
  (refs: readonly string[]) => Promise<Result<ReadonlyMap<string, MarketAnswer>, EventsFailure>>
> & { readonly refs: readonly string[] };
export type WiredContextSource = Wired<() => Promise<Result<ContextAnswer, ContextFailure>>>;

export type WorldSources = {
  readonly events: readonly WiredEventSource[];
  readonly markets: readonly WiredMarketSource[];
  readonly context: readonly WiredContextSource[];
};

/** Everything that the sources said in one run. */
export type WorldAnswers = {
  readonly events: readonly WorldEvent[];
  readonly quotes: readonly MarketQuote[];
  readonly readings: readonly ContextReading[];
  readonly runs: readonly SourceRun[];
};

/** What one step may give: a workflow keeps 1 MiB of it. */
const stepBytesMax = 900_000;

type Answer<Row> = { readonly rows: readonly Row[]; readonly refusedRows: number; readonly notes: readonly string[] };

/** Asks all sources, each as a step of its own. A source that fails leaves the others as they are. */
export async function askWorld(
  sources: WorldSources,
  window: EventWindow,
  nowWallMs: () => number,
  step: RunStep,
): Promise<WorldAnswers> {
  const atMs = window.toMs;
  const ask = <Row, Ask>(
    kind: SourceKind,
    source: Wired<Ask>,
    read: () => Promise<Result<Answer<Row>, { readonly code: string; readonly message: string }>>,
    timeOf: (row: Row) => number,
  ): Promise<{ rows: readonly Row[]; run: SourceRun }> =>
    step(`${kind} ${source.name}`, async () => {
      const startedMs = nowWallMs();
      const answer = source.isSkipped
        ? err({ code: "skipped", message: "left alone after failures in a row" })
        : await read().catch((cause: unknown) => err({ code: "failed", message: String(cause) }));
      const kept = answer.ok ? keepWithin(answer.value.rows, timeOf) : [];
      const dropped = answer.ok ? answer.value.rows.length - kept.length : 0;
      const notes = answer.ok
        ? [
            ...answer.value.notes,
            ...(dropped > 0 ? [`${dropped} of the oldest rows are more than one run can hold`] : []),
          ]
        : [`${answer.error.code}: ${answer.error.message}`];
      const run: SourceRun = {
        source: source.name,
        kind,
        atMs,
        outcome: source.isSkipped ? "skipped" : !answer.ok ? "failed" : notes.length > 0 ? "partial" : "answered",
        rows: kept.length,
        refusedRows: answer.ok ? answer.value.refusedRows + dropped : 0,
        calls: source.calls(),
        latencyMs: Math.max(0, nowWallMs() - startedMs),
        newestAtMs: kept.length === 0 ? null : Math.max(...kept.map(timeOf)),
        note: notes.join("; ").slice(0, 400),
      };
      return { rows: kept, run };
    });

  const [events, markets, context] = await Promise.all([
    Promise.all(
      sources.events.map((source) =>
        ask(
          "events",
          source,
          async () => describeEvents(await source.ask(window)),
          (event) => event.publishedAtMs,
        ),
      ),
    ),
    Promise.all(
      sources.markets.map((source) =>
        ask(
          "markets",
          source,
          async () => describeMarkets(await source.ask(source.refs)),
          (quote) => quote.updatedAtMs,
        ),
      ),
    ),
    Promise.all(
      sources.context.map((source) =>
        ask(
          "context",
          source,
          async () => describeContext(await source.ask()),
          (reading) => reading.sampleAtMs,
        ),
      ),
    ),
  ]);
  return {
    events: events.flatMap(({ rows }) => rows),
    quotes: markets.flatMap(({ rows }) => rows),
    readings: context.flatMap(({ rows }) => rows),
    runs: [...events, ...markets, ...context].map(({ run }) => run),
  };
}

function describeEvents(answer: Result<EventsAnswer, EventsFailure>): Result<Answer<WorldEvent>, EventsFailure> {
  if (!answer.ok) return answer;
  const { events, refused, refusedRows, missing } = answer.value;
  return ok({
    rows: events,
    refusedRows,
    notes: [...missing, ...refused.map(({ row, reason }) => `${row}: ${reason}`)],
  });
}

function describeMarkets(
  answer: Result<ReadonlyMap<string, MarketAnswer>, EventsFailure>,
): Result<Answer<MarketQuote>, EventsFailure> {
  if (!answer.ok) return answer;
  const all = [...answer.value];
  const rows = all.flatMap(([, market]) => (market.ok && market.value !== null ? [market.value] : []));
  const notes = all.flatMap(([ref, market]) =>
    market.ok ? (market.value === null ? [`${ref}: not known there`] : []) : [`${ref}: ${market.error}`],
  );
  return ok({ rows, refusedRows: all.filter(([, market]) => !market.ok).length, notes });
}

function describeContext(
  answer: Result<ContextAnswer, ContextFailure>,
): Result<Answer<ContextReading>, ContextFailure> {
  if (!answer.ok) return answer;
  const { readings, refused } = answer.value;
  return ok({ rows: readings, refusedRows: refused.length, notes: refused });
}

/** The newest rows that a step can hold. */
function keepWithin<Row>(rows: readonly Row[], timeOf: (row: Row) => number): readonly Row[] {
  const sizes = new Map(rows.map((row) => [row, JSON.stringify(row).length + 1]));
  let bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  if (bytes <= stepBytesMax) return rows;
  const oldestFirst = rows.toSorted((a, b) => timeOf(a) - timeOf(b));
  while (bytes > stepBytesMax) bytes -= sizes.get(oldestFirst.shift() as Row) ?? 0;
  return oldestFirst;
}
