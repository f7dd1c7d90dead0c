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

  async #drain(send: OutboxSender): Promise<void> {
    for (;;) {
      const rows = [
        ...this.#storage.sql.exec<{ seq: number; target: string; message: string }>(
          `select seq, target, message from _outbox
           where target = (select target from _outbox order by seq limit 1) order by seq limit ?`,
          batchSize,
        ),
      ];
      const [first] = rows;
      const last = rows.at(-1);
      if (first === undefined || last === undefined) return;
      await send(
        first.target,
        rows.map(({ seq, target, message }) => ({ seq, target, message: JSON.parse(message) as unknown })),
      );
      this.#storage.sql.exec("delete from _outbox where target = ? and seq <= ?", first.target, last.seq);
    }
  }
}
