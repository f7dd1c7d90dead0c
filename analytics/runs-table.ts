import type { Analysis } from "./analytics-state.ts";

/** So many runs are kept: two weeks of them. Lineage needs the one before, a repeated schedule its own. */
const runsKept = 56;

/** The outcomes of the newest runs, by schedule. */
export class RunsTable {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  find(scheduledMs: number): Analysis | null {
    return this.#read("select analysis from runs where scheduled_ms = ?", scheduledMs);
  }

  /** The newest run before a schedule that said something: clusters go on from there, whatever came in between. */
  findBefore(scheduledMs: number): Analysis | null {
    return this.#read(
      `select analysis from runs
       where scheduled_ms < ? and json_array_length(analysis, '$.fast.clusters') > 0
       order by scheduled_ms desc limit 1`,
      scheduledMs,
    );
  }

  save(scheduledMs: number, analysis: Analysis): void {
    const text = JSON.stringify(analysis);
    this.#sql.exec("insert or replace into runs (scheduled_ms, analysis) values (?, ?)", scheduledMs, text);
    this.#sql.exec(
      "delete from runs where scheduled_ms not in (select scheduled_ms from runs order by scheduled_ms desc limit ?)",
      runsKept,
    );
  }

  #read(query: string, scheduledMs: number): Analysis | null {
    const [row] = this.#sql.exec<{ analysis: string }>(query, scheduledMs);
    return row === undefined ? null : (JSON.parse(row.analysis) as Analysis);
  }
}
