import { join } from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

const migrationsFolder = join(import.meta.dirname, "migrations");
/** Any fixed number: whoever migrates this database takes the same lock. */
const lockNumber = 7_216_843;

/**
 * Brings the database at `url` to the present schema. Drizzle's migrator does it in one transaction; two at once wait
 * for each other and do the work once. Runs in Node before a start or a deployment, never in a Worker.
 */
export async function migrate(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, fetch_types: false, connect_timeout: 10, onnotice: () => {} });
  try {
    // Held by this one connection until it ends.
    await sql`select pg_advisory_lock(${lockNumber})`;
    await applyMigrations(drizzle(sql), { migrationsFolder });
  } finally {
    await sql.end();
  }
}

if (import.meta.main) {
  const url = process.env.DATABASE_URL;
  if (url === undefined) {
    console.error("set DATABASE_URL to the database to migrate");
    process.exit(2);
  }
  await migrate(url);
  console.log("the database is up to date");
}
