import type { Cast, CastLane } from "../../contracts/cast.ts";
import type { HistoryOf, HistoryPage } from "../../contracts/vault-view.ts";
import type { CastRecord } from "../core/cast-record.ts";
import { isTerminal } from "../core/lifecycle/decide.ts";

/** A vault's casts. A row carries the signed bytes, their nonce and the state: one write changes all three together. */
export class CastRecords {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  find(id: string): CastRecord | undefined {
    const [row] = this.#sql.exec<{ record: string }>("select record from casts where id = ?", id);
    return row === undefined ? undefined : (JSON.parse(row.record) as CastRecord);
  }

  /** Not terminal yet, oldest first. */
  open(): CastRecord[] {
    const rows = this.#sql.exec<{ record: string }>("select record from casts where is_open = 1 order by seq");
    return [...rows].map(({ record }) => JSON.parse(record) as CastRecord);
  }

  hasOpen(): boolean {
    return [...this.#sql.exec("select 1 from casts where is_open = 1 limit 1")].length > 0;
  }

  /** The newest first. */
  latest(limit: number): CastRecord[] {
    const rows = this.#sql.exec<{ record: string }>("select record from casts order by seq desc limit ?", limit);
    return [...rows].map(({ record }) => JSON.parse(record) as CastRecord);
  }

  /** A page of all of them, the newest first. */
  page({ before, limit }: HistoryPage): HistoryOf<Cast> {
    const rows = [
      ...this.#sql.exec<{ seq: number; record: string }>(
        "select seq, record from casts where seq < ? order by seq desc limit ?",
        before ?? Number.MAX_SAFE_INTEGER,
        limit,
      ),
    ];
    const records = rows.map(({ record }) => (JSON.parse(record) as CastRecord).cast);
    return { records, next: rows.length < limit ? null : (rows.at(-1)?.seq ?? null) };
  }

  /** Every cast that a trigger has caused, oldest first. */
  ofTrigger(triggerId: string): CastRecord[] {
    const rows = this.#sql.exec<{ record: string }>(
      "select record from casts where json_extract(record, '$.cast.triggerId') = ? order by seq",
      triggerId,
    );
    return [...rows].map(({ record }) => JSON.parse(record) as CastRecord);
  }

  /** The highest nonce that any cast of this lane was signed with. A second cast with a used nonce cannot be stored. */
  lastNonce(lane: CastLane): number | null {
    return this.#sql.exec<{ nonce: number | null }>("select max(nonce) as nonce from casts where lane = ?", lane).one()
      .nonce;
  }

  /** Throws where the cast was signed with another nonce, or would no longer be signed: it may be on its way. */
  put(record: CastRecord): void {
    const written = this.#sql.exec(
      `insert into casts (id, is_open, lane, nonce, record) values (?, ?, ?, ?, ?)
       on conflict (id) do update set is_open = excluded.is_open, nonce = excluded.nonce, record = excluded.record
       where casts.nonce is null or casts.nonce is excluded.nonce returning id`,
      record.cast.id,
      isTerminal(record.cast.state) ? 0 : 1,
      record.cast.lane,
      record.attempts[0]?.nonce ?? null,
      JSON.stringify(record),
    );
    if ([...written].length === 0) throw new Error(`the cast ${record.cast.id} was signed and keeps its nonce`);
  }
}
