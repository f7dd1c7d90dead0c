import postgres from "postgres";

/** Forgets everything in a database: tables, and which migrations were applied. */
export async function emptyDatabase(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, fetch_types: false, onnotice: () => {} });
  try {
    await sql.unsafe("drop schema if exists public, drizzle cascade; create schema public");
  } finally {
    await sql.end();
  }
}
