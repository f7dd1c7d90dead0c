import { VaultRule } from "../../contracts/vault-rule.ts";
import type { HeldRule } from "../core/rules/judge-rule.ts";

type Row = { version: number; definition: string; epoch: number; last_fired_at_ms: number | null; peak: string | null };

/** A vault's rules on its own state. */
export class RuleRecords {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  list(): HeldRule[] {
    return [...this.#sql.exec<Row>("select * from rules where is_removed = 0 order by id")].map(toHeld);
  }

  /** A new definition is a new version: its life starts anew. */
  put(rule: VaultRule): HeldRule {
    const [known] = this.#sql.exec<{ version: number }>("select version from rules where id = ?", rule.id);
    const held = { rule, version: (known?.version ?? 0) + 1, epoch: 0, lastFiredAtMs: null, peakMicroUsd: null };
    this.#sql.exec(
      `insert or replace into rules (id, version, definition, epoch, last_fired_at_ms, peak, is_removed)
       values (?, ?, ?, 0, null, null, 0)`,
      rule.id,
      held.version,
      JSON.stringify(rule),
    );
    return held;
  }

  /** Where a rule's life stands now. Of a version that is no longer there nothing is stored. */
  store({ rule, version, epoch, lastFiredAtMs, peakMicroUsd }: HeldRule): void {
    this.#sql.exec(
      "update rules set epoch = ?, last_fired_at_ms = ?, peak = ? where id = ? and version = ?",
      epoch,
      lastFiredAtMs,
      peakMicroUsd,
      rule.id,
      version,
    );
  }

  /** False where there is no such rule. Its version stays: what a later rule of that name fires has ids of its own. */
  remove(id: string): boolean {
    const removed = this.#sql.exec("update rules set is_removed = 1 where id = ? and is_removed = 0 returning id", id);
    return [...removed].length > 0;
  }
}

const toHeld = (row: Row): HeldRule => ({
  rule: VaultRule.parse(JSON.parse(row.definition)),
  version: row.version,
  epoch: row.epoch,
  lastFiredAtMs: row.last_fired_at_ms,
  peakMicroUsd: row.peak,
});
