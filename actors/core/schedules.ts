export type Schedule = { readonly name: string; readonly dueMs: number; readonly attempts: number };

/** Runs when a row comes due. The part of the name before the first colon picks the handler; the rest is its argument. */
export type ScheduleHandler = (argument: string) => Promise<void>;

type Row = { name: string; due_ms: number; attempts: number; revision: number };

const backOffMs = (attempts: number): number => Math.min(60_000, 500 * 2 ** attempts);

/**
 * One platform alarm over many named rows. A row is due at a wall-clock time; setting it again replaces it.
 * The alarm is re-armed after every write, in the same storage batch as the rows, so that a row without an
 * alarm cannot be left behind. Handlers are idempotent: the platform runs alarms at least once.
 */
export class Schedules {
  readonly #storage: DurableObjectStorage;
  readonly #nowMs: () => number;

  constructor(storage: DurableObjectStorage, nowMs: () => number) {
    this.#storage = storage;
    this.#nowMs = nowMs;
    storage.sql.exec(`create table if not exists _schedules (
      name text primary key, due_ms integer not null, attempts integer not null, revision integer not null
    ) without rowid`);
  }

  set(name: string, dueMs: number): void {
    this.#storage.sql.exec(
      `insert into _schedules (name, due_ms, attempts, revision) values (?, ?, 0, 1)
       on conflict (name) do update set due_ms = excluded.due_ms, attempts = 0, revision = revision + 1`,
      name,
      Math.trunc(dueMs),
    );
    this.rearm();
  }

  cancel(name: string): void {
    this.#storage.sql.exec("delete from _schedules where name = ?", name);
    this.rearm();
  }

  list(): Schedule[] {
    const rows = this.#storage.sql.exec<Row>("select * from _schedules order by due_ms, name");
    return [...rows].map((row) => ({ name: row.name, dueMs: row.due_ms, attempts: row.attempts }));
  }

  /**
   * Runs what is due. A handler that throws is tried again with growing delay, without end; the alarm itself never
   * throws, because the platform gives up on an alarm after six failures.
   */
  async runDue(handlers: Readonly<Record<string, ScheduleHandler>>): Promise<void> {
    const due = [
      ...this.#storage.sql.exec<Row>("select * from _schedules where due_ms <= ? order by due_ms, name", this.#nowMs()),
    ];
    for (const row of due) {
      const [kind = "", ...rest] = row.name.split(":");
      try {
        const handler = handlers[kind];
        if (handler === undefined) throw new Error(`no handler for the schedule ${row.name}`);
        await handler(rest.join(":"));
        // A handler may have set its own row again meanwhile: then the revision moved on and the row stays.
        this.#storage.sql.exec("delete from _schedules where name = ? and revision = ?", row.name, row.revision);
      } catch (cause) {
        console.error(
          JSON.stringify({ level: "error", schedule: row.name, attempts: row.attempts, cause: String(cause) }),
        );
        this.#storage.sql.exec(
          "update _schedules set attempts = attempts + 1, due_ms = ? where name = ? and revision = ?",
          this.#nowMs() + backOffMs(row.attempts),
          row.name,
          row.revision,
        );
      }
    }
    this.rearm();
  }

  /** Sets the platform's alarm from the rows; also when the object wakes, so that an alarm that was dropped comes back. */
  rearm(): void {
    const [next] = this.#storage.sql.exec<{ due_ms: number | null }>("select min(due_ms) as due_ms from _schedules");
    // The platform takes no time before 1; one that is past already runs at once.
    if (next?.due_ms == null) void this.#storage.deleteAlarm();
    else void this.#storage.setAlarm(Math.max(1, next.due_ms));
  }
}
