import { type DuckDBConnection, type DuckDBResult, type DuckDBType, StatementType } from "@duckdb/node-api";
import { QueryFault } from "./query-fault.ts";
import type { Writer } from "./writer.ts";

export type QueryReport = { readonly rows: number; readonly hasMore: boolean };

/** Answers one SELECT, chunk by chunk, with at most `limit` rows. Throws a `QueryFault`, or what DuckDB throws. */
export async function runQuery(
  connection: DuckDBConnection,
  sql: string,
  limit: number,
  createWriter: (names: readonly string[], types: readonly DuckDBType[]) => Writer,
): Promise<QueryReport> {
  const result = await startQuery(connection, sql);
  const writer = createWriter(result.deduplicatedColumnNames(), result.columnTypes());
  let rows = 0;
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const wanted = chunk.getRows().slice(0, limit - rows);
    if (wanted.length > 0) writer.rows(wanted);
    rows += wanted.length;
    if (wanted.length < chunk.rowCount) {
      writer.end();
      return { rows, hasMore: true };
    }
  }
  writer.end();
  return { rows, hasMore: false };
}

/** Statements that write, set or load anything are refused by their kind, before they are run. */
async function startQuery(connection: DuckDBConnection, sql: string): Promise<DuckDBResult> {
  const statements = await connection.extractStatements(sql);
  if (statements.count !== 1) throw new QueryFault("expected one statement");
  const prepared = await statements.prepare(0);
  if (prepared.statementType !== StatementType.SELECT) {
    const kind = StatementType[prepared.statementType] ?? "another statement";
    throw new QueryFault(`a query reads: expected SELECT, FROM, DESCRIBE or SUMMARIZE, not ${kind}`);
  }
  return prepared.stream();
}
