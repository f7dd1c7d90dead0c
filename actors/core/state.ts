const likeEscape = (text: string) => text.replace(/[\\%_]/g, (char) => `\\${char}`);

/** Key-value state on the actor's SQLite; values are JSON. Calls are synchronous: no other event runs between two. */
export class ActorState {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    storage.sql.exec("create table if not exists _state (key text primary key, value text not null) without rowid");
  }

  get<T>(key: string): T | undefined {
    const [row] = this.#storage.sql.exec<{ value: string }>("select value from _state where key = ?", key);
    return row === undefined ? undefined : (JSON.parse(row.value) as T);
  }

  set(key: string, value: unknown): void {
    // Undefined for functions and undefined itself, which the type of `stringify` does not tell.
    const text = JSON.stringify(value) as string | undefined;
    if (text === undefined) throw new TypeError(`the value of ${key} cannot be stored as JSON`);
    this.#storage.sql.exec("insert or replace into _state (key, value) values (?, ?)", key, text);
  }

  delete(key: string): boolean {
    return this.#storage.sql.exec("delete from _state where key = ?", key).rowsWritten > 0;
  }

  /** Entries under a prefix in key order, at most `limit`; pass the last key as `after` for the next page. */
  list<T>(prefix: string, options: { after?: string; limit?: number } = {}): { key: string; value: T }[] {
    const rows = this.#storage.sql.exec<{ key: string; value: string }>(
      "select key, value from _state where key like ? escape '\\' and key > ? order by key limit ?",
      `${likeEscape(prefix)}%`,
      options.after ?? "",
      options.limit ?? 1_000,
    );
    return [...rows].map(({ key, value }) => ({ key, value: JSON.parse(value) as T }));
  }
}
