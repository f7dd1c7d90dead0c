import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres, { type Sql } from "postgres";
import { oldestVersion } from "./describe-connection.ts";
import { migrationsFolder } from "./list-migrations.ts";
import { classifyFailure } from "./store-error.ts";

/** Any fixed number: whoever migrates this database takes the same lock. */
const lockNumber = 7_216_843;

/**
 * Brings the database at `url` to the present schema. Drizzle's migrator does it in one transaction; two at once wait
 * for each other and do the work once. Runs in Node before a start or a deployment, never in a Worker. Throws where the
 * server does not answer, is too old, or is a replica: nothing was changed then.
 */
export async function migrate(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, fetch_types: false, connect_timeout: 10, onnotice: () => {} });
  try {
    await checkServer(sql);
    // Held by this one connection until it ends.
    await sql`select pg_advisory_lock(${lockNumber})`;
    await applyMigrations(drizzle(sql), { migrationsFolder });
  } finally {
    await sql.end();
  }
}

async function checkServer(sql: Sql): Promise<void> {
  const [server] = await sql<{ version: number; replica: boolean }[]>`
    select current_setting('server_version_num')::int as version, pg_is_in_recovery() as replica`;
  if (server?.replica === true) throw new Error("this is a replica: migrate the primary");
  if ((server?.version ?? 0) < oldestVersion) {
    throw new Error(`this server is too old: Postgres ${oldestVersion / 10_000} is the oldest that is supported`);
  }
}

if (import.meta.main) {
  const url = process.env.DATABASE_URL;
  if (url === undefined) {
    console.error("set DATABASE_URL to the database to migrate");
    process.exit(2);
  }
  try {
    await migrate(url);
    console.log("the database is up to date");
  } catch (problem) {
    console.error(`the database was not migrated: ${classifyFailure(problem).message}`);
    process.exit(1);
  }
}
