import type { DuckDBType, DuckDBValue } from "@duckdb/node-api";
import type { Sink } from "./sink.ts";

/** Writes an answer as it comes. What stands before the first row is written when the writer is made. */
export type Writer = {
  /** At least one row. */
  rows(rows: readonly (readonly DuckDBValue[])[]): void;
  end(): void;
};

export type WriterFactory = (sink: Sink, names: readonly string[], types: readonly DuckDBType[]) => Writer;
