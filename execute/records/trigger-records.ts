import type { Cast } from "../../contracts/cast.ts";
import type { Fire } from "../../contracts/fires.ts";
import { Trigger } from "../../contracts/trigger.ts";
import type { HistoryOf, HistoryPage } from "../../contracts/vault-view.ts";
import type { HeldTrigger } from "../core/accept-fire.ts";

type Row = {
  id: string;
  version: number;
  definition: string;
  enabled: number;
  epoch: number;
  last_fired_at_ms: number | null;
};

/** A vault's triggers, and every fire that came for them with what was decided. */
export class TriggerRecords {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  list(): HeldTrigger[] {
    return [...this.#sql.exec<Row>("select * from triggers order by id")].map(toHeld);
  }

  find(id: string): HeldTrigger | undefined {
    const [row] = this.#sql.exec<Row>("select * from triggers where id = ?", id);
    return row === undefined ? undefined : toHeld(row);
  }

  /** A new definition is a new version: its life starts anew. */
  put(trigger: Trigger): HeldTrigger {
    const version = (this.find(trigger.id)?.version ?? this.#floor()) + 1;
    this.#sql.exec(
      `insert or replace into triggers (id, version, definition, enabled, epoch, last_fired_at_ms)
       values (?, ?, ?, 1, 0, null)`,
      trigger.id,
      version,
      JSON.stringify(trigger),
    );
    return { trigger, version, isEnabled: true, epoch: 0, lastFiredAtMs: null };
  }

  /** One that comes again under the same id has a later version: its fires are never taken for those of before. */
  remove(id: string): void {
    const version = this.find(id)?.version ?? 0;
    this.#sql.exec("update trigger_floor set version = max(version, ?)", version);
    this.#sql.exec("delete from triggers where id = ?", id);
  }

  setEnabled(id: string, isEnabled: boolean): void {
    this.#sql.exec("update triggers set enabled = ? where id = ?", isEnabled ? 1 : 0, id);
  }

  /** Takes an accepted fire in: its epoch is used up. */
  addFire(fire: Fire, receivedWallMs: number): void {
    this.#sql.exec(
      "insert into fires (trigger_id, version, epoch, fire, received_wall_ms) values (?, ?, ?, ?, ?)",
      fire.triggerId,
      fire.version,
      fire.epoch,
      JSON.stringify(fire),
      receivedWallMs,
    );
    this.#sql.exec(
      "update triggers set epoch = ?, last_fired_at_ms = ? where id = ?",
      fire.epoch + 1,
      fire.atMs,
      fire.triggerId,
    );
  }

  /** The accepted fire that a cast rests on. */
  findFire(cast: Pick<Cast, "triggerId" | "fireId">): Fire | undefined {
    const [row] = this.#sql.exec<{ fire: string }>(
      "select fire from fires where trigger_id = ? and json_extract(fire, '$.fireId') = ?",
      cast.triggerId,
      cast.fireId,
    );
    return row === undefined ? undefined : (JSON.parse(row.fire) as Fire);
  }

  /** The highest version that any removed trigger had. */
  #floor(): number {
    return this.#sql.exec<{ version: number }>("select version from trigger_floor").one().version;
  }

  /** A page of all accepted fires, the newest first. */
  firesPage({ before, limit }: HistoryPage): HistoryOf<Fire> {
    const rows = [
      ...this.#sql.exec<{ seq: number; fire: string }>(
        "select seq, fire from fires where seq < ? order by seq desc limit ?",
        before ?? Number.MAX_SAFE_INTEGER,
        limit,
      ),
    ];
    const records = rows.map(({ fire }) => JSON.parse(fire) as Fire);
    return { records, next: rows.length < limit ? null : (rows.at(-1)?.seq ?? null) };
  }

  /** The newest accepted fires first. */
  latestFires(limit: number): Fire[] {
    const rows = this.#sql.exec<{ fire: string }>("select fire from fires order by seq desc limit ?", limit);
    return [...rows].map(({ fire }) => JSON.parse(fire) as Fire);
  }
}

const toHeld = (row: Row): HeldTrigger => ({
  // Stored definitions may be older than a field: its default is what they meant.
  trigger: Trigger.parse(JSON.parse(row.definition)),
  version: row.version,
  isEnabled: row.enabled === 1,
  epoch: row.epoch,
  lastFiredAtMs: row.last_fired_at_ms,
});
