import type { JournalRecord } from "../contracts/journal-records.ts";

/**
 * One record per table and key, the one with the greatest version (the first of equals): Postgres refuses to touch a
 * row twice in one statement. Sorted by table and key, so that two writers lock rows in the same order.
 */
export function latestRecords(records: readonly JournalRecord[]): JournalRecord[] {
  const latest = new Map<string, JournalRecord>();
  for (const record of records) {
    const identity = `${record.table}/${record.key}`;
    const known = latest.get(identity);
    if (known === undefined || record.version > known.version) latest.set(identity, record);
  }
  return [...latest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record);
}
