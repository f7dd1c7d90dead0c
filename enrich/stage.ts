import { chunk } from "../contracts/chunk.ts";
import { CronTick } from "../contracts/cron-tick.ts";
import type { WorldEvent } from "../contracts/event.ts";
import type { MessageId, SignalKey } from "../contracts/ids.ts";
import { type JournalRecord, JournalRecords, toSignalRecord } from "../contracts/journal-records.ts";
import type { FactorSnapshot } from "../contracts/live.ts";
import type { Result } from "../contracts/result.ts";
import { type SignalSample, SignalSamples } from "../contracts/signal-samples.ts";
import { type Emission, emit, type Stage } from "../contracts/stage.ts";
import { type FactorRule, readFactors } from "./core/read-factors.ts";
import type { EventsAnswer, EventsFailure, EventWindow } from "./sources/event-source.ts";

export type WiredEventSource = {
  readonly name: string;
  readonly fetchEvents: (window: EventWindow) => Promise<Result<EventsAnswer, EventsFailure>>;
};

export type EnrichDeps = {
  readonly sources: readonly WiredEventSource[];
  /** Sources that are declared but have no address here. */
  readonly absentSources: readonly string[];
  readonly lookBackMs: number;
  readonly validForMs: number;
  readonly rule: FactorRule;
  readonly publish: (snapshot: FactorSnapshot) => Promise<void>;
};

/** Every half hour: events of the last days from all sources become the five factor signals. */
export const enrichStage: Stage<typeof CronTick, EnrichDeps> = {
  name: "enrich",
  input: CronTick,
  output: { signals: SignalSamples, journal: JournalRecords },
  async process(batch, deps) {
    const outcomes = [];
    for (const tick of batch) {
      const asOfMs = tick.body.scheduledMs;
      const window = { fromMs: asOfMs - deps.lookBackMs, toMs: asOfMs };
      const answers = await Promise.all(
        deps.sources.map(async ({ name, fetchEvents }) => ({ name, answer: await fetchEvents(window) })),
      );
      const events = answers.flatMap(({ answer }) => (answer.ok ? answer.value.events : []));
      const missingInputs = [
        ...deps.absentSources,
        ...answers.flatMap(({ name, answer }) => (answer.ok ? [] : [`${name}: ${answer.error.message}`])),
      ];
      const snapshot: FactorSnapshot = {
        asOfMs,
        validUntilMs: Math.min(asOfMs + deps.validForMs, ...events.map((event) => Math.max(asOfMs, event.expiresAtMs))),
        factors: [...readFactors(events, asOfMs, deps.rule)],
        missingInputs,
      };
      await deps.publish(snapshot);
      // Without any source there is no reading: a factor of zero would be a claim that nothing happened.
      const heard = answers.some(({ answer }) => answer.ok);
      outcomes.push(emit(heard ? buildMessages(tick, snapshot, events) : []));
    }
    return outcomes;
  },
};

function buildMessages(tick: CronTick, snapshot: FactorSnapshot, events: readonly WorldEvent[]): Emission[] {
  const { asOfMs, validUntilMs } = snapshot;
  const samples: SignalSample[] = snapshot.factors.map(({ factor, value, evidence }) => ({
    key: `factor.${factor}` as SignalKey,
    value,
    unit: "score",
    sampleAtMs: asOfMs,
    validUntilMs,
    sources: evidence.map((item) => item.eventId),
  }));
  const records: JournalRecord[] = [
    ...samples.map((sample) => toSignalRecord(sample, "enrich")),
    ...events.map(
      (event): JournalRecord => ({ table: "events", key: event.id, version: event.publishedAtMs, row: event }),
    ),
  ];
  const envelope = { version: 1 as const, eventTimeMs: asOfMs, traceId: tick.traceId };
  const signals: SignalSamples = {
    ...envelope,
    id: `signals:enrich:${asOfMs}` as MessageId,
    schema: "signal-samples",
    body: { producer: "enrich", gridMs: null, part: { index: 0, count: 1 }, samples },
  };
  const journals: JournalRecords[] = chunk(records, 100).map((part, index) => ({
    ...envelope,
    id: `journal:enrich:${asOfMs}:${index}` as MessageId,
    schema: "journal-records",
    body: { records: part },
  }));
  return [{ queue: "signals", message: signals }, ...journals.map((message) => ({ queue: "journal", message }))];
}
