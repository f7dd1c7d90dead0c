import type { Pool } from "@neondatabase/serverless";
import type { Sql } from "postgres";

/**
 * The right to write or to read, without a way to send SQL of one's own: connections stay inside `store/`, where
 * alone this file is imported.
 */
export type Writer = { close(): Promise<void> };
export type Reader = { close(): Promise<void> };

export const writerHandles = new WeakMap<Writer, Pool>();
/** Where a reader reads: the first that answers. The last of them is the primary. */
export const readerHandles = new WeakMap<Reader, readonly Sql[]>();

export function poolOf(writer: Writer): Pool {
  const pool = writerHandles.get(writer);
  if (pool === undefined) throw new Error("a writer comes from openWriter()");
  return pool;
}

export function sqlsOf(reader: Reader): readonly Sql[] {
  const sqls = readerHandles.get(reader);
  if (sqls === undefined) throw new Error("a reader comes from openReader()");
  return sqls;
}

/** The connections to the primary. */
export function sqlOf(reader: Reader): Sql {
  const primary = sqlsOf(reader).at(-1);
  if (primary === undefined) throw new Error("a reader has a primary");
  return primary;
}
