import { Actor } from "../actors/core/actor.ts";

/**
 * What a scheduled stage remembers of its sources from one run to the next: a text that only the stage reads. The state
 * before a run stays until the run after it, so that a second run of the same schedule starts from where the first did.
 */
export class SourceMemoryActor extends Actor<object> {
  constructor(ctx: DurableObjectState, env: object) {
    super(ctx, env, {
      migrations: [
        { id: 1, sql: "create table memories (run_ms integer primary key, text text not null) without rowid" },
      ],
    });
  }

  /** The memory of the latest run before this one; null where there is none. */
  load(runMs: number): string | null {
    const [row] = this.sql.exec<{ text: string }>(
      "select text from memories where run_ms < ? order by run_ms desc limit 1",
      runMs,
    );
    return row?.text ?? null;
  }

  /** Keeps the memory of a run and of the one before it. A run older than both leaves nothing. */
  save(runMs: number, text: string): void {
    this.commit(() => {
      this.sql.exec("insert or replace into memories (run_ms, text) values (?, ?)", runMs, text);
      this.sql.exec(
        "delete from memories where run_ms not in (select run_ms from memories order by run_ms desc limit 2)",
      );
    });
  }
}
