import { DatabaseSync, type StatementSync } from "node:sqlite";

type Value = SqlStorageValue;

/** As much of a Durable Object's storage as a shard uses. */
export type NodeStorage = DurableObjectStorage & { readonly close: () => void };

/**
 * A Durable Object's SQLite storage over a file, for Node: the same rows, blobs as `ArrayBuffer`, and transactions that are
 * on disk when they return. Queries run whole at once.
 */
export function openNodeStorage(path: string): NodeStorage {
  const database = new DatabaseSync(path);
  database.exec("pragma journal_mode = wal; pragma synchronous = full");
  const statements = new Map<string, StatementSync>();
  const prepare = (query: string): StatementSync => {
    const held = statements.get(query) ?? database.prepare(query);
    statements.set(query, held);
    return held;
  };
  const exec = (query: string, ...bindings: Value[]) => {
    if (bindings.length === 0 && query.includes(";")) {
      database.exec(query);
      return toCursor([]);
    }
    return toCursor(
      prepare(query)
        .all(...bindings.map(toSqlite))
        .map(toRow),
    );
  };
  const transactionSync = <T>(work: () => T): T => {
    database.exec("begin immediate");
    try {
      const result = work();
      database.exec("commit");
      return result;
    } catch (cause) {
      database.exec("rollback");
      throw cause;
    }
  };
  // What a shard does not use is not there: databases' sizes, alarms, keys and values.
  return { sql: { exec }, transactionSync, close: () => database.close() } as unknown as NodeStorage;
}

function toCursor(rows: readonly Record<string, Value>[]) {
  return {
    toArray: () => rows,
    one: () => {
      const [row] = rows;
      if (row === undefined || rows.length > 1) throw new Error(`expected one row, there are ${rows.length}`);
      return row;
    },
    [Symbol.iterator]: () => rows[Symbol.iterator](),
  };
}

const toSqlite = (value: Value) => (value instanceof ArrayBuffer ? new Uint8Array(value) : value);

function toRow(row: Record<string, unknown>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof Uint8Array ? value.slice().buffer : (value as Value),
    ]),
  );
}
