import type { WorldEvent } from "../../contracts/event.ts";
import { type JournalRecord, toSignalRecord } from "../../contracts/journal-records.ts";
import type { SignalSample } from "../../contracts/signal-samples.ts";
import type { Story } from "../../contracts/story.ts";
import type { WorldSnapshot } from "../../contracts/world.ts";
import { expireStoryText, expireText } from "./expire-text.ts";

/**
 * What one run leaves in the store. Keys follow from the content, versions from time: a repeat, or a run that comes late,
 * changes nothing; what a source has revised is written over what it said before. A headline whose licence has ended is not
 * written again, though its source still shows it. `changedStories`: those that are not as the run before left them.
 */
export function toWorldRecords(
  world: WorldSnapshot,
  samples: readonly SignalSample[],
  events: readonly WorldEvent[],
  changedStories: readonly Story[],
  factorsUntilMs: number,
): readonly JournalRecord[] {
  const { asOfMs, factors, anomalies, markets, relations, sources } = world;
  return [
    ...samples.map((sample) => toSignalRecord(sample, "enrich")),
    ...events.map(
      (event): JournalRecord => ({
        table: "events",
        key: event.id,
        version: event.fetchedAtMs,
        row: expireText(event, asOfMs),
      }),
    ),
    ...changedStories.map(
      (story): JournalRecord => ({
        table: "stories",
        key: story.id,
        version: asOfMs,
        row: expireStoryText(story, asOfMs),
      }),
    ),
    ...factors.map(
      (reading): JournalRecord => ({
        ...{ table: "factors", key: `${reading.factor}:${asOfMs}`, version: 1 },
        row: { ...reading, asOfMs, validUntilMs: factorsUntilMs },
      }),
    ),
    ...markets.map(
      (market): JournalRecord => ({
        table: "markets",
        key: `${market.id}:${market.sampleAtMs}`,
        version: 1,
        row: market,
      }),
    ),
    // An hour is read twice, at its end and half an hour later, with the same stories or more.
    ...anomalies.map(
      (anomaly): JournalRecord => ({
        ...{ table: "anomalies", key: `${anomaly.category}:${anomaly.hourMs}`, version: asOfMs },
        row: anomaly,
      }),
    ),
    ...relations.map(
      (relation): JournalRecord => ({
        ...{ table: "relations", key: `${relation.left}:${relation.right}:${asOfMs}`, version: 1 },
        row: { ...relation, asOfMs },
      }),
    ),
    ...sources.map(
      (run): JournalRecord => ({ table: "source_runs", key: `${run.source}:${run.atMs}`, version: 1, row: run }),
    ),
  ];
}
