/** Tables that make up a shard's state, and the order in which their rows are read. */
const orders = {
  vaults: "vault",
  triggers: "slot",
  signal_keys: "id",
  log: "seq",
  snapshots: "seq",
  snapshot_parts: "seq, part",
  parts: "grid_ms, part",
  inbox: "id",
  late: "id",
} as const;
export type ShardTable = keyof typeof orders;
export const shardTables = Object.keys(orders) as readonly ShardTable[];

export type StoredValue = string | number | null | ArrayBuffer;
export type StoredRow = Readonly<Record<string, StoredValue>>;

/** A call between objects carries 32 MB; rows go over in pieces far below. */
const pieceBytes = 4_000_000;

/** The rows of a table from the `offset`-th on, as many as fit into a piece; none at the end. */
export function readPiece(sql: SqlStorage, table: ShardTable, offset: number): StoredRow[] {
  const rows: StoredRow[] = [];
  let bytes = 0;
  for (const row of sql.exec<Record<string, StoredValue>>(
    `select * from ${table} order by ${orders[table]} limit -1 offset ?`,
    offset,
  )) {
    rows.push(row);
    for (const value of Object.values(row))
      bytes += value instanceof ArrayBuffer ? value.byteLength : String(value).length;
    if (bytes >= pieceBytes) break;
  }
  return rows;
}

/** Writes rows as they were read. Rows that are there already stay: the same piece may come again. */
export function writePiece(sql: SqlStorage, table: ShardTable, rows: readonly StoredRow[]): void {
  if (!shardTables.includes(table)) throw new Error(`a shard has no table ${table}`);
  for (const row of rows) {
    const names = Object.keys(row).filter((name) => /^[a-z_]+$/.test(name));
    const places = names.map(() => "?").join(", ");
    sql.exec(
      `insert or ignore into ${table} (${names.join(", ")}) values (${places})`,
      ...names.map((name) => row[name] ?? null),
    );
  }
}
