import type { VaultFaultCode } from "../../contracts/vault-fault.ts";

const minuteMs = 60_000;
/** Lines of the audit log that count refusals; the oldest give way. */
const linesMax = 100;

/**
 * Proofs that were refused, counted: one line of the audit log per code, actor and minute, and a bounded number of lines, so that
 * nobody's attempts fill the log or push out what was really done.
 */
export class RefusalRecords {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  add(
    refused: { readonly code: VaultFaultCode; readonly actor: string; readonly count: number },
    nowWallMs: number,
  ): void {
    const { code, actor, count } = refused;
    const minute = nowWallMs - (nowWallMs % minuteMs);
    const [row] = this.#sql.exec<{ count: number; audit_seq: number }>(
      `update refusals set count = count + ? where minute_wall_ms = ? and actor = ? and code = ?
       returning count, audit_seq`,
      count,
      minute,
      actor,
      code,
    );
    if (row !== undefined) {
      const detail = `${row.count} refused: ${code}`;
      this.#sql.exec("update audit set detail = ?, at_wall_ms = ? where seq = ?", detail, nowWallMs, row.audit_seq);
      return;
    }
    const { seq } = this.#sql
      .exec<{ seq: number }>(
        "insert into audit (at_wall_ms, act, actor, detail) values (?, 'proof', ?, ?) returning seq",
        nowWallMs,
        actor,
        `${count} refused: ${code}`,
      )
      .one();
    this.#sql.exec(
      "insert into refusals (minute_wall_ms, actor, code, count, audit_seq) values (?, ?, ?, ?, ?)",
      minute,
      actor,
      code,
      count,
      seq,
    );
    this.#prune();
  }

  #prune(): void {
    const [first] = this.#sql.exec<{ audit_seq: number }>(
      "select audit_seq from refusals order by audit_seq desc limit 1 offset ?",
      linesMax - 1,
    );
    if (first === undefined) return;
    this.#sql.exec(
      "delete from audit where seq in (select audit_seq from refusals where audit_seq < ?)",
      first.audit_seq,
    );
    this.#sql.exec("delete from refusals where audit_seq < ?", first.audit_seq);
  }
}
