import type { VaultView } from "../../contracts/vault-view.ts";

/** What was done to or by a vault, in order; entries are only added. */
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
    const rows = this.#sql.exec<{ seq: number; at_wall_ms: number; act: string; actor: string; detail: string }>(
      "select * from audit order by seq desc limit ?",
      limit,
    );
    return [...rows].map(({ seq, at_wall_ms, act, actor, detail }) => ({
      seq: String(seq),
      atWallMs: at_wall_ms,
      act,
      actor,
      detail,
    }));
  }
}
