import type { AgentKey } from "../../contracts/signed-request.ts";
import type { AgentTerms } from "../../contracts/vault-access.ts";

/** An agent that the owners let act. Grants stay after their end: what they did is in the audit log under their name. */
export type AgentRecord = {
  readonly id: string;
  readonly key: AgentKey;
  readonly keyThumbprint: string;
  readonly terms: AgentTerms;
  readonly createdWallMs: number;
  readonly isRevoked: boolean;
  /** Of the last request that was taken. */
  readonly counter: number;
};

type Row = {
  id: string;
  key: string;
  key_thumbprint: string;
  terms: string;
  created_wall_ms: number;
  revoked: number;
  counter: number;
};

const dayMs = 86_400_000;

export class AgentRecords {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  find(id: string): AgentRecord | undefined {
    const [row] = this.#sql.exec<Row>("select * from agents where id = ?", id);
    return row === undefined ? undefined : toRecord(row);
  }

  /** In the order in which they were granted. */
  list(): AgentRecord[] {
    return [...this.#sql.exec<Row>("select * from agents order by created_wall_ms, id")].map(toRecord);
  }

  add(record: Omit<AgentRecord, "isRevoked" | "counter">): void {
    this.#sql.exec(
      `insert into agents (id, key, key_thumbprint, terms, created_wall_ms, revoked, counter)
       values (?, ?, ?, ?, ?, 0, 0)`,
      record.id,
      JSON.stringify(record.key),
      record.keyThumbprint,
      JSON.stringify(record.terms),
      record.createdWallMs,
    );
  }

  revoke(id: string): void {
    this.#sql.exec("update agents set revoked = 1 where id = ?", id);
  }

  /** True once per counter, and only if it is above every one before. */
  takeCounter(id: string, counter: number): boolean {
    const taken = this.#sql.exec(
      "update agents set counter = ? where id = ? and counter < ? returning id",
      counter,
      id,
      counter,
    );
    return [...taken].length > 0;
  }

  /** Counts casts against an agent's day. */
  noteCasts(id: string, casts: number, nowWallMs: number): void {
    this.#sql.exec("delete from agent_casts where at_wall_ms < ?", nowWallMs - dayMs);
    if (casts === 0) return;
    this.#sql.exec("insert into agent_casts (agent_id, casts, at_wall_ms) values (?, ?, ?)", id, casts, nowWallMs);
  }

  /**
   * Notes who wrote a trigger and what it could cast in a day; without an agent it is a person's. One that goes may have
   * cast today: its agent's day still counts it.
   */
  noteTrigger(
    triggerId: string,
    written: { readonly id: string; readonly casts: number } | undefined,
    nowWallMs: number,
  ): void {
    const [gone] = this.#sql.exec<{ agent_id: string; casts_per_day: number; put_wall_ms: number }>(
      "delete from agent_triggers where trigger_id = ? returning agent_id, casts_per_day, put_wall_ms",
      triggerId,
    );
    if (gone !== undefined && gone.put_wall_ms < nowWallMs - dayMs) {
      this.noteCasts(gone.agent_id, gone.casts_per_day, nowWallMs);
    }
    if (written === undefined) return;
    this.noteCasts(written.id, written.casts, nowWallMs);
    this.#sql.exec(
      "insert into agent_triggers (trigger_id, agent_id, casts_per_day, put_wall_ms) values (?, ?, ?, ?)",
      triggerId,
      written.id,
      written.casts,
      nowWallMs,
    );
  }

  /** The agent that wrote a trigger. */
  writerOf(triggerId: string): string | undefined {
    const [row] = this.#sql.exec<{ agent_id: string }>(
      "select agent_id from agent_triggers where trigger_id = ?",
      triggerId,
    );
    return row?.agent_id;
  }

  /**
   * What an agent has used of its day: casts that it asked for and triggers that it wrote in the last 24 hours, and what
   * its older triggers could cast each day.
   */
  castsUsed(id: string, nowWallMs: number): number {
    const sinceMs = nowWallMs - dayMs;
    return this.#sql
      .exec<{ n: number }>(
        `select (select coalesce(sum(casts), 0) from agent_casts where agent_id = ? and at_wall_ms >= ?)
              + (select coalesce(sum(casts_per_day), 0) from agent_triggers where agent_id = ? and put_wall_ms < ?) as n`,
        id,
        sinceMs,
        id,
        sinceMs,
      )
      .one().n;
  }
}

const toRecord = (row: Row): AgentRecord => ({
  id: row.id,
  key: JSON.parse(row.key) as AgentKey,
  keyThumbprint: row.key_thumbprint,
  terms: JSON.parse(row.terms) as AgentTerms,
  createdWallMs: row.created_wall_ms,
  isRevoked: row.revoked === 1,
  counter: row.counter,
});
