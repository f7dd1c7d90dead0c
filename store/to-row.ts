import type { JournalRecord } from "../contracts/journal-records.ts";
import type { JournalTable, journalTables } from "./schema.ts";

/** Rows as they are inserted, by table. */
export type RowOf<Table extends JournalTable> = (typeof journalTables)[Table]["$inferInsert"];
export type TableRow = { [Table in JournalTable]: { readonly table: Table; readonly row: RowOf<Table> } }[JournalTable];

const at = (ms: number) => new Date(ms);
const atOrNull = (ms: number | null) => (ms === null ? null : at(ms));

/** A journal record as a row of its table. Names follow the contracts, moments become dates. */
export function toRow(record: JournalRecord): TableRow {
  const identity = { key: record.key, version: record.version };
  switch (record.table) {
    case "prices": {
      const { windowEndMs, sampleAtMs, validUntilMs, ...rest } = record.row;
      const times = { windowEndAt: at(windowEndMs), sampleAt: at(sampleAtMs), validUntilAt: at(validUntilMs) };
      return { table: "prices", row: { ...identity, ...rest, ...times } };
    }
    case "signals": {
      const { key: signal, sampleAtMs, validUntilMs, low = null, high = null, ...rest } = record.row;
      const times = { sampleAt: at(sampleAtMs), validUntilAt: at(validUntilMs) };
      return { table: "signals", row: { ...rest, ...identity, signal, low, high, ...times } };
    }
    case "events": {
      const { id: eventId, eventTimeMs, publishedAtMs, fetchedAtMs, expiresAtMs, ...rest } = record.row;
      const seen = { eventAt: at(eventTimeMs), publishedAt: at(publishedAtMs), fetchedAt: at(fetchedAtMs) };
      return { table: "events", row: { ...identity, eventId, ...rest, ...seen, expiresAt: at(expiresAtMs) } };
    }
    case "clusters": {
      const { id: clusterId, lineage, asOfMs, ...rest } = record.row;
      const origin = { lineageState: lineage.state, lineageFrom: lineage.from };
      return { table: "clusters", row: { ...identity, clusterId, ...rest, ...origin, asOfAt: at(asOfMs) } };
    }
    case "cascade_edges": {
      const { from: fromAsset, to: toAsset, lastSeenMs, asOfMs, ...rest } = record.row;
      const times = { lastSeenAt: atOrNull(lastSeenMs), asOfAt: at(asOfMs) };
      return { table: "cascade_edges", row: { ...identity, fromAsset, toAsset, ...rest, ...times } };
    }
    case "casts": {
      const { id: castId, firedAtMs, ...rest } = record.row;
      return { table: "casts", row: { ...identity, castId, ...rest, firedAt: at(firedAtMs) } };
    }
    case "pipeline_runs": {
      const { scheduledMs, finishedWallMs, ...rest } = record.row;
      const times = { scheduledAt: at(scheduledMs), finishedAt: at(finishedWallMs) };
      return { table: "pipeline_runs", row: { ...identity, ...rest, ...times } };
    }
    case "refused_quotes": {
      const { windowEndMs, sampleAtMs, ...rest } = record.row;
      const times = { windowEndAt: at(windowEndMs), sampleAt: atOrNull(sampleAtMs) };
      return { table: "refused_quotes", row: { ...identity, ...rest, ...times } };
    }
    case "source_runs": {
      const { atMs, newestAtMs, ...rest } = record.row;
      const times = { runAt: at(atMs), newestAt: atOrNull(newestAtMs) };
      return { table: "source_runs", row: { ...identity, ...rest, ...times } };
    }
    case "stories": {
      const { id: storyId, firstPublishedMs, lastPublishedMs, expiresAtMs, ...rest } = record.row;
      const published = { firstPublishedAt: at(firstPublishedMs), lastPublishedAt: at(lastPublishedMs) };
      return { table: "stories", row: { ...identity, storyId, ...rest, ...published, expiresAt: at(expiresAtMs) } };
    }
    case "factors": {
      const { asOfMs, validUntilMs, evidence: shown, ...rest } = record.row;
      const evidence = shown.map(({ eventId, eventTimeMs, share }) => ({ eventId, eventTimeMs, share }));
      const times = { asOfAt: at(asOfMs), validUntilAt: at(validUntilMs) };
      return { table: "factors", row: { ...identity, ...rest, evidence, ...times } };
    }
    case "markets": {
      const { id: market, endsAtMs, sampleAtMs, ...rest } = record.row;
      const times = { endsAt: atOrNull(endsAtMs), sampleAt: at(sampleAtMs) };
      return { table: "markets", row: { ...identity, market, ...rest, ...times } };
    }
    case "anomalies": {
      const { hourMs, ...rest } = record.row;
      return { table: "anomalies", row: { ...identity, ...rest, hourAt: at(hourMs) } };
    }
    case "relations": {
      const { left: leftSeries, right: rightSeries, asOfMs, ...rest } = record.row;
      return { table: "relations", row: { ...identity, leftSeries, rightSeries, ...rest, asOfAt: at(asOfMs) } };
    }
    case "backfills": {
      const { id: backfillId, fromMs, toMs, doneUntilMs, ...rest } = record.row;
      const times = { fromAt: at(fromMs), toAt: at(toMs), doneUntilAt: at(doneUntilMs) };
      return { table: "backfills", row: { ...identity, backfillId, ...rest, ...times } };
    }
  }
}
