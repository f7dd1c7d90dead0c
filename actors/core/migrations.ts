/** One ordered step of an actor's schema. Steps are append-only: a step that was deployed never changes. */
export type Migration = { readonly id: number; readonly sql: string };

/**
 * Brings the actor's SQLite schema up to date. Runs synchronously in the constructor, before any request is seen.
 * Each step and the note that it ran are one transaction, so a crash repeats a whole step or none.
 */
export function migrate(storage: DurableObjectStorage, migrations: readonly Migration[]): void {
  const { sql } = storage;
  sql.exec("create table if not exists _migrations (id integer primary key, applied_ms integer not null)");
  const done = new Set([...sql.exec<{ id: number }>("select id from _migrations")].map((row) => row.id));
  let previous = 0;
  for (const migration of migrations) {
    if (migration.id !== previous + 1) throw new Error(`migration ${migration.id} does not follow ${previous}`);
    previous = migration.id;
    if (done.has(migration.id)) continue;
    storage.transactionSync(() => {
      sql.exec(migration.sql);
      sql.exec("insert into _migrations (id, applied_ms) values (?, ?)", migration.id, Date.now());
    });
  }
}
