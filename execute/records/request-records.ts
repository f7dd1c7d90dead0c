import type { Hex } from "viem";
import type { VaultAccess } from "../../contracts/vault-access.ts";
import type { ActName } from "../core/act-bodies.ts";

/** What an agent asked for and a person has to decide. */
export type RequestRecord = {
  readonly id: Hex;
  readonly agentId: string;
  readonly action: ActName;
  readonly body: string;
  readonly createdWallMs: number;
  readonly expiresWallMs: number;
};

type Row = {
  id: string;
  agent_id: string;
  action: string;
  body: string;
  created_wall_ms: number;
  expires_wall_ms: number;
};

/** Of one agent, so that nobody's requests fill the vault. */
export const openRequestsMax = 20;

/** Requests that wait for a person. One that is decided or has expired is gone: what became of it is in the audit log. */
export class RequestRecords {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  find(id: string, nowWallMs: number): RequestRecord | undefined {
    const [row] = this.#sql.exec<Row>(
      "select * from agent_requests where id = ? and expires_wall_ms > ?",
      id,
      nowWallMs,
    );
    return row === undefined ? undefined : toRecord(row);
  }

  count(agentId: string, nowWallMs: number): number {
    this.#sql.exec("delete from agent_requests where expires_wall_ms <= ?", nowWallMs);
    return this.#sql.exec<{ n: number }>("select count(*) as n from agent_requests where agent_id = ?", agentId).one()
      .n;
  }

  add(record: RequestRecord): void {
    this.#sql.exec(
      `insert into agent_requests (id, agent_id, action, body, created_wall_ms, expires_wall_ms)
       values (?, ?, ?, ?, ?, ?)`,
      record.id,
      record.agentId,
      record.action,
      record.body,
      record.createdWallMs,
      record.expiresWallMs,
    );
  }

  /** True once per request: whoever takes it decides it. */
  take(id: string, nowWallMs: number): boolean {
    const taken = this.#sql.exec(
      "delete from agent_requests where id = ? and expires_wall_ms > ? returning id",
      id,
      nowWallMs,
    );
    return [...taken].length > 0;
  }

  dropOf(agentId: string): void {
    this.#sql.exec("delete from agent_requests where agent_id = ?", agentId);
  }

  list(nowWallMs: number): VaultAccess["requests"] {
    const rows = this.#sql.exec<Row>(
      "select * from agent_requests where expires_wall_ms > ? order by created_wall_ms, id",
      nowWallMs,
    );
    return [...rows].map(toRecord);
  }
}

const toRecord = (row: Row): RequestRecord => ({
  id: row.id as Hex,
  agentId: row.agent_id,
  action: row.action as ActName,
  body: row.body,
  createdWallMs: row.created_wall_ms,
  expiresWallMs: row.expires_wall_ms,
});
