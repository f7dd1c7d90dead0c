import type { JournalRecord } from "../contracts/journal-records.ts";
import { toRow } from "./to-row.ts";

/** The last moment that Postgres reads back from an ISO text with a four-digit year. */
const lastMomentMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * Why Postgres would refuse a record that its contract allows, or undefined. Postgres text holds no zero character,
 * `jsonb` no half of a surrogate pair, and its dates end. Known without asking it, such a record is set aside even
 * while Postgres is down and never becomes a segment.
 */
export function findRefusal(record: JournalRecord): string | undefined {
  const where = `${record.table} ${JSON.stringify(record.key)}`;
  const text = findBadText(record, "");
  if (text !== undefined) return `${where}: ${text}`;
  for (const [column, value] of Object.entries(toRow(record).row)) {
    if (value instanceof Date && !(value.getTime() <= lastMomentMs))
      return `${where}: ${column} is after the year 9999`;
  }
  return undefined;
}

function findBadText(value: unknown, path: string): string | undefined {
  if (typeof value === "string") {
    if (value.includes("\0")) return `${path} holds a zero character`;
    return value.isWellFormed() ? undefined : `${path} holds half of a surrogate pair`;
  }
  if (value === null || typeof value !== "object") return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const found = findBadText(inner, path === "" ? name : `${path}.${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
