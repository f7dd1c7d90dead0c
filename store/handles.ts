import type { Pool } from "@neondatabase/serverless";
import type { Sql } from "postgres";

/**
 * The right to write or to read, without a way to send SQL of one's own: connections stay inside `store/`, where
 * alone this file is imported.
 */
export type Writer = { close(): Promise<void> };
export type Reader = { close(): Promise<void> };

export const writerHandles = new WeakMap<Writer, Pool>();
export const readerHandles = new WeakMap<Reader, Sql>();

export function poolOf(writer: Writer): Pool {
  const pool = writerHandles.get(writer);
  if (pool === undefined) throw new Error("a writer comes from openWriter()");
  return pool;
}

export function sqlOf(reader: Reader): Sql {
  const sql = readerHandles.get(reader);
  if (sql === undefined) throw new Error("a reader comes from openReader()");
  return sql;
}
