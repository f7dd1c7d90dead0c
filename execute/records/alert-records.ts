import type { VaultAlert } from "../../contracts/vault-view.ts";

/** What a vault's people should look at. One per cause: raised again it stays one, and it is gone when its cause is. */
export class AlertRecords {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** True where it is new, or says something else than before. */
  raise(alert: VaultAlert): boolean {
    const written = this.#sql.exec(
      `insert into alerts (id, severity, message, since_wall_ms) values (?, ?, ?, ?)
       on conflict (id) do update set severity = excluded.severity, message = excluded.message
       where alerts.message is not excluded.message returning id`,
      alert.id,
      alert.severity,
      alert.message,
      alert.sinceWallMs,
    );
    return [...written].length > 0;
  }

  /** True where there was one. */
  clear(id: string): boolean {
    return this.#sql.exec("delete from alerts where id = ?", id).rowsWritten > 0;
  }

  /** The newest first. */
  list(): VaultAlert[] {
    const rows = this.#sql.exec<{ id: string; severity: string; message: string; since_wall_ms: number }>(
      "select * from alerts order by since_wall_ms desc, id limit 100",
    );
    return [...rows].map(({ id, severity, message, since_wall_ms }) => ({
      id,
      severity: severity as VaultAlert["severity"],
      message,
      sinceWallMs: since_wall_ms,
    }));
  }
}
