import postgres from "postgres";
import type { JournalRecord } from "../contracts/journal-records.ts";
import type { TestPostgres } from "../local/postgres/test-postgres.ts";
import { openReader, openWriter, type WriterSettings } from "./connect.ts";
import type { Reader, Writer } from "./handles.ts";
import { journalTables } from "./schema.ts";
import { writeJournal } from "./write-journal.ts";

/** A fresh migrated database with a writer and a reader, for one test. */
export type TestDatabase = {
  readonly url: string;
  readonly settings: WriterSettings;
  readonly writer: Writer;
  readonly reader: Reader;
  /** Writes records, and throws where that fails. */
  readonly write: (records: readonly JournalRecord[]) => Promise<void>;
  /** Every row of every journal table, as text. */
  readonly dump: () => Promise<string>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

export async function openTestDatabase(server: TestPostgres): Promise<TestDatabase> {
  const { url, settings } = await server.freshDatabase();
  const writer = openWriter(settings);
  const reader = openReader(url);
  return {
    url,
    settings,
    writer,
    reader,
    async write(records) {
      const written = await writeJournal(writer, records);
      if (!written.ok) throw new Error(written.error.message);
    },
    dump: () => dumpJournal(url),
    [Symbol.asyncDispose]: async () => void (await Promise.all([writer.close(), reader.close()])),
  };
}

export async function dumpJournal(url: string): Promise<string> {
  const sql = postgres(url, { max: 1 });
  try {
    const names = Object.keys(journalTables);
    const parts = await Promise.all(
      names.map(async (name) => [name, ...(await sql`select t::text as row from ${sql(name)} as t order by key`)]),
    );
    return JSON.stringify(parts, null, 1);
  } finally {
    await sql.end();
  }
}
