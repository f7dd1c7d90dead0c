export type OutboxEntry = { readonly seq: number; readonly target: string; readonly message: unknown };

/** Delivers entries of one target, in order. Throws when it could not: they stay and are tried again. */
export type OutboxSender = (target: string, entries: readonly OutboxEntry[]) => Promise<void>;

const batchSize = 50;

/**
 * Messages written in the same transaction as the state that caused them, and sent afterwards. A crash in between
 * repeats a message and never loses one: receivers are idempotent on the message's id.
 */
export class Outbox {
  readonly #storage: DurableObjectStorage;
  #draining: Promise<void> | undefined;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    storage.sql.exec(
      "create table if not exists _outbox (seq integer primary key autoincrement, target text not null, message text not null)",
    );
  }

  add(target: string, message: unknown): void {
    this.#storage.sql.exec("insert into _outbox (target, message) values (?, ?)", target, JSON.stringify(message));
  }

  size(): number {
    return this.#storage.sql.exec<{ n: number }>("select count(*) as n from _outbox").one().n;
  }

  /** Sends everything that is waiting. Concurrent calls share one run, so that order is kept. */
  drain(send: OutboxSender): Promise<void> {
    this.#draining ??= this.#drain(send).finally(() => {
      this.#draining = undefined;
    });
    return this.#draining;
  }

  /** Each target for itself: one that is down delays no other. Throws at the end what one of them threw. */
  async #drain(send: OutboxSender): Promise<void> {
    const down = new Map<string, unknown>();
    const { sql } = this.#storage;
    for (;;) {
      const waiting = [...sql.exec<{ target: string }>("select target from _outbox group by target order by min(seq)")];
      const target = waiting.find((row) => !down.has(row.target))?.target;
      if (target === undefined) break;
      const rows = [
        ...sql.exec<{ seq: number; message: string }>(
          "select seq, message from _outbox where target = ? order by seq limit ?",
          target,
          batchSize,
        ),
      ];
      try {
        await send(
          target,
          rows.map(({ seq, message }) => ({ seq, target, message: JSON.parse(message) as unknown })),
        );
        sql.exec("delete from _outbox where target = ? and seq <= ?", target, rows.at(-1)?.seq);
      } catch (cause) {
        down.set(target, cause);
      }
    }
    for (const cause of down.values()) throw cause;
  }
}
