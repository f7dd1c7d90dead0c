import type { JournalRecords } from "../contracts/journal-records.ts";

/** A store of small texts that lists its keys in their order. Each call may reject: the store is not reachable. */
export type SegmentStore = {
  put(key: string, text: string): Promise<void>;
  /** The first `limit` keys (at most 1000) that start with `prefix`, in ascending order. */
  list(prefix: string, limit: number): Promise<readonly string[]>;
  /** Null where there is no such key. */
  get(key: string): Promise<string | null>;
  delete(key: string): Promise<void>;
};

/** Messages that wait for Postgres. */
export const segmentPrefix = "journal-segments/";
/** Dead letters of messages that Postgres refused when they were replayed. */
export const refusedPrefix = "journal-refused/";

/** R2 allows 1024 bytes; an id that needs more room once escaped is written as base64url instead. */
const longestName = 900;

/**
 * Where a message waits: by event time, so that a listing is oldest first, and by id, so that a repeat of the message
 * overwrites itself. Different ids never share a key.
 */
export function segmentKeyOf(message: Pick<JournalRecords, "id" | "eventTimeMs">): string {
  const bytes = new TextEncoder().encode(message.id);
  const escaped = Array.from(bytes, escapeByte).join("");
  const name = escaped.length <= longestName ? escaped : base64UrlOf(bytes);
  return `${segmentPrefix}${String(message.eventTimeMs).padStart(16, "0")}-${name}.json`;
}

function escapeByte(byte: number): string {
  const character = String.fromCharCode(byte);
  return /[A-Za-z0-9._-]/.test(character) ? character : `~${byte.toString(16).padStart(2, "0")}`;
}

function base64UrlOf(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** Messages that wait, counted up to `limit` (at most 1000). Rejects where the store is not reachable. */
export async function countSegments(segments: SegmentStore, limit: number): Promise<number> {
  return (await segments.list(segmentPrefix, limit)).length;
}
