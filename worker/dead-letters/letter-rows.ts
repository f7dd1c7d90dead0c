import type { Letter, LetterCount, LetterState } from "../../contracts/dead-letter-views.ts";
import type { ParkedLetter } from "./describe-letter.ts";
import { isPublicQueue } from "./public-letter.ts";

export const letterTables = `
  create table letters (
    id text primary key, queue text not null, key text not null, state text not null, code text, message text,
    message_id text, trace_id text, event_ms integer, parked_ms integer not null, bytes integer not null,
    times integer not null, decided_by text, decided_ms integer, decided_reason text
  ) without rowid;
  create index letters_newest on letters (parked_ms, id);
  create index letters_queue on letters (queue, state, parked_ms, id);
  create table orders (
    issued_ms integer primary key, act text not null, queue text not null, letters integer not null, by text not null,
    reason text not null, at_ms integer not null
  );`;

export type LetterRow = {
  id: string;
  queue: string;
  key: string;
  state: LetterState;
  code: string | null;
  message: string | null;
  message_id: string | null;
  trace_id: string | null;
  event_ms: number | null;
  parked_ms: number;
  bytes: number;
  times: number;
  decided_by: string | null;
  decided_ms: number | null;
  decided_reason: string | null;
};

export function toLetter(row: LetterRow): Letter {
  const { decided_by: by, decided_ms: atWallMs, decided_reason: reason } = row;
  return {
    id: row.id,
    queue: row.queue,
    state: row.state,
    reason: row.code === null ? null : { code: row.code, message: row.message ?? "" },
    parkedWallMs: row.parked_ms,
    times: row.times,
    bytes: row.bytes,
    eventTimeMs: row.event_ms,
    traceId: row.trace_id,
    messageId: row.message_id,
    isPublic: isPublicQueue(row.queue),
    decided: by === null || atWallMs === null ? null : { by, atWallMs, reason: reason ?? "" },
  };
}

/**
 * Takes a letter in. The same parking twice is one; another one of the same message opens it anew, whatever was decided before. What
 * has no time of its parking is a new one each time.
 */
export function parkRow(sql: SqlStorage, letter: ParkedLetter, nowWallMs: number): void {
  sql.exec(
    `insert into letters (id, queue, key, state, code, message, message_id, trace_id, event_ms, parked_ms, bytes, times)
     values (?, ?, ?, 'parked', ?, ?, ?, ?, ?, ?, ?, 1)
     on conflict (id) do update set state = 'parked', code = excluded.code, message = excluded.message,
       trace_id = excluded.trace_id, event_ms = excluded.event_ms, parked_ms = excluded.parked_ms, bytes = excluded.bytes,
       times = times + 1, decided_by = null, decided_ms = null, decided_reason = null
     where parked_ms <> excluded.parked_ms`,
    ...[letter.id, letter.queue, letter.key, letter.reason?.code ?? null, letter.reason?.message ?? null],
    ...[letter.messageId, letter.traceId, letter.eventTimeMs, letter.parkedWallMs ?? nowWallMs, letter.bytes],
  );
}

export function readRow(sql: SqlStorage, id: string): LetterRow | undefined {
  return [...sql.exec<LetterRow>("select * from letters where id = ?", id)][0];
}

export function countRows(sql: SqlStorage): LetterCount[] {
  const counts = sql.exec<LetterCount>(
    `select queue, count(*) filter (where state = 'parked') as parked, count(*) filter (where state = 'sending') as sending,
       count(*) filter (where state in ('redriven', 'discarded')) as settled
     from letters group by queue order by queue`,
  );
  return [...counts];
}

export type LettersQuery = {
  readonly queue: string | null;
  /** Null: open ones, those that are parked or on their way. */
  readonly state: LetterState | "all" | null;
  /** Null: of any. */
  readonly traceId: string | null;
  readonly limit: number;
  readonly after: { readonly atMs: number; readonly key: string } | null;
};

/** Newest first. */
export function listRows(sql: SqlStorage, { queue, state, traceId, limit, after }: LettersQuery): LetterRow[] {
  const conditions = [
    ...(queue === null ? [] : ["queue = ?"]),
    ...(state === "all" ? [] : state === null ? ["state in ('parked', 'sending')"] : ["state = ?"]),
    ...(traceId === null ? [] : ["trace_id = ?"]),
    ...(after === null ? [] : ["(parked_ms, id) < (?, ?)"]),
  ];
  const values = [
    ...(queue === null ? [] : [queue]),
    ...(state === "all" || state === null ? [] : [state]),
    ...(traceId === null ? [] : [traceId]),
    ...(after === null ? [] : [after.atMs, after.key]),
  ];
  const where = conditions.length === 0 ? "" : `where ${conditions.join(" and ")}`;
  return [
    ...sql.exec<LetterRow>(`select * from letters ${where} order by parked_ms desc, id desc limit ?`, ...values, limit),
  ];
}

/** Takes off the list what was decided before and is done. */
export function forgetSettled(sql: SqlStorage, beforeWallMs: number): void {
  sql.exec("delete from letters where state in ('redriven', 'discarded') and decided_ms < ?", beforeWallMs);
}
