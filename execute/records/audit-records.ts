import type { AuditEntry, HistoryOf, HistoryPage, VaultView } from "../../contracts/vault-view.ts";

/** Refused proofs among the entries that are shown: what was really done is not pushed out by attempts. */
const shownRefusals = 10;

/** What was done to or by a vault, in order; entries are only added. Those that count refusals are `RefusalRecords`'. */
export class AuditRecords {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  add(entry: {
    readonly atWallMs: number;
    readonly act: string;
    readonly actor: string;
    readonly detail: string;
  }): void {
    this.#sql.exec(
      "insert into audit (at_wall_ms, act, actor, detail) values (?, ?, ?, ?)",
      entry.atWallMs,
      entry.act,
      entry.actor,
      entry.detail.slice(0, 500),
    );
  }

  /** The newest entries first. */
  latest(limit: number): VaultView["audit"] {
    const rows = this.#sql.exec<Row>(
      `select * from (select * from audit where seq not in (select audit_seq from refusals) order by seq desc limit ?)
       union all
       select * from (select * from audit where seq in (select audit_seq from refusals) order by seq desc limit ?)
       order by seq desc`,
      limit - shownRefusals,
      shownRefusals,
    );
    return [...rows].map(toEntry);
  }

  /** A page of all of them, refusals too, the newest first. */
  page({ before, limit }: HistoryPage): HistoryOf<AuditEntry> {
    const rows = [
      ...this.#sql.exec<Row>(
        "select * from audit where seq < ? order by seq desc limit ?",
        before ?? Number.MAX_SAFE_INTEGER,
        limit,
      ),
    ];
    return { records: rows.map(toEntry), next: rows.length < limit ? null : (rows.at(-1)?.seq ?? null) };
  }
}

type Row = { seq: number; at_wall_ms: number; act: string; actor: string; detail: string };

const toEntry = ({ seq, at_wall_ms, act, actor, detail }: Row): AuditEntry => ({
  seq: String(seq),
  atWallMs: at_wall_ms,
  act,
  actor,
  detail,
});
