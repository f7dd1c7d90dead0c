import { chunkBySize } from "../contracts/chunk.ts";
import { CronTick } from "../contracts/cron-tick.ts";
import type { MessageId } from "../contracts/ids.ts";
import { JournalRecords } from "../contracts/journal-records.ts";
import type { RunStep } from "../contracts/run-step.ts";
import { SignalSamples } from "../contracts/signal-samples.ts";
import { type Emission, emit, type Stage } from "../contracts/stage.ts";
import type { WorldSnapshot } from "../contracts/world.ts";
import { askWorld, type WorldSources } from "./ask-world.ts";
import { toWorldRecords } from "./core/world-records.ts";
import { toWorldSamples } from "./core/world-samples.ts";
import { type ReadWorldRule, readWorld } from "./read-world.ts";
import type { WorldHistory } from "./world-history.ts";

export type EnrichDeps = {
  readonly sources: WorldSources;
  readonly history: WorldHistory;
  /** Sources that should be there and have no address here. */
  readonly absentSources: readonly string[];
  readonly rule: ReadWorldRule;
  readonly nowWallMs: () => number;
  readonly step: RunStep;
  /** Told what the run brought, also when it goes on after a crash; keeps and sends nothing. */
  readonly onWorld: (world: WorldSnapshot) => void;
  readonly publish: (world: WorldSnapshot) => Promise<void>;
};

const samplesPerMessage = 250;
const recordsPerMessage = 100;

/** Every half hour: what the sources say of the world becomes stories, factors, anomalies, markets and context. */
export const enrichStage: Stage<typeof CronTick, EnrichDeps> = {
  name: "enrich",
  input: CronTick,
  output: { signals: SignalSamples, journal: JournalRecords },
  async process(batch, deps) {
    const outcomes = [];
    for (const tick of batch) outcomes.push(emit(await runEnrichment(tick, deps)));
    return outcomes;
  },
};

async function runEnrichment(tick: CronTick, deps: EnrichDeps): Promise<readonly Emission[]> {
  const { rule, step } = deps;
  const asOfMs = tick.body.scheduledMs;
  const window = { fromMs: asOfMs - rule.stories.windowMs, toMs: asOfMs };
  const answers = await askWorld(deps.sources, window, deps.nowWallMs, step);
  const found = await readWorld(answers, asOfMs, deps);
  deps.onWorld(found.world);
  await step("publish", () => deps.publish(found.world));
  const samples = toWorldSamples({ ...found.world, ...found });
  const records = toWorldRecords(found.world, samples, answers.events, found.changedStories, found.factorsUntilMs);
  return buildMessages(tick, asOfMs, samples, records);
}

function buildMessages(
  { traceId }: CronTick,
  asOfMs: number,
  samples: SignalSamples["body"]["samples"] | readonly SignalSamples["body"]["samples"][number][],
  records: readonly JournalRecords["body"]["records"][number][],
): readonly Emission[] {
  const envelope = { eventTimeMs: asOfMs, traceId };
  const parts = chunkBySize(samples, samplesPerMessage);
  const signals = parts.map(
    (part, index): SignalSamples => ({
      ...envelope,
      id: `signals:enrich:${asOfMs}:${index}` as MessageId,
      schema: "signal-samples",
      version: 2,
      body: { producer: "enrich", gridMs: null, part: { index, count: parts.length }, samples: part },
    }),
  );
  const journal = chunkBySize(records, recordsPerMessage).map(
    (part, index): JournalRecords => ({
      ...envelope,
      id: `journal:enrich:${asOfMs}:${index}` as MessageId,
      schema: "journal-records",
      version: 3,
      body: { records: part },
    }),
  );
  return [
    ...signals.map((message) => ({ queue: "signals", message })),
    ...journal.map((message) => ({ queue: "journal", message })),
  ];
}
