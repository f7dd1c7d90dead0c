import type { JournalRecord } from "../contracts/journal-records.ts";
import type { JournalTable, journalTables } from "./schema.ts";

/** Rows as they are inserted, by table. */
export type RowOf<Table extends JournalTable> = (typeof journalTables)[Table]["$inferInsert"];
export type TableRow = { [Table in JournalTable]: { readonly table: Table; readonly row: RowOf<Table> } }[JournalTable];

const at = (ms: number) => new Date(ms);

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
      const { id: clusterId, asOfMs, ...rest } = record.row;
      return { table: "clusters", row: { ...identity, clusterId, ...rest, asOfAt: at(asOfMs) } };
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
  }
}
