import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";

const folder = join(import.meta.dirname, "migrations");
/** Any fixed number: whoever migrates this database takes the same lock. */
const lockNumber = 7_216_843;

/**
 * Brings the database at `url` to the present schema and returns the names of the migrations that it applied, none
 * where it was up to date. All in one transaction under a lock: two at once do the work once, and a failure leaves
 * the database as it was. Runs in Node before a start or a deployment, never in a Worker. A migration that was
 * applied and then edited is refused.
 */
export async function migrate(url: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  const sql = postgres(url, { max: 1, fetch_types: false, connect_timeout: 10, onnotice: () => {} });
  try {
    return await sql.begin(async (transaction) => {
      await transaction`select pg_advisory_xact_lock(${lockNumber})`;
      await transaction`
        create table if not exists applied_migrations (
          name text primary key,
          sha256 text not null,
          applied_at timestamptz not null default now()
        )`;
      const rows = await transaction<{ name: string; sha256: string }[]>`select name, sha256 from applied_migrations`;
      const known = new Map(rows.map((row) => [row.name, row.sha256]));
      const applied: string[] = [];
      for (const name of names) {
        const text = await readFile(join(folder, name), "utf8");
        const sha256 = createHash("sha256").update(text).digest("hex");
        const before = known.get(name);
        if (before === sha256) continue;
        if (before !== undefined) throw new Error(`migration ${name} was changed after it had been applied`);
        await transaction.unsafe(text);
        await transaction`insert into applied_migrations (name, sha256) values (${name}, ${sha256})`;
        applied.push(name);
      }
      return applied;
    });
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
  const applied = await migrate(url);
  console.log(applied.length === 0 ? "the database is up to date" : `applied ${applied.join(", ")}`);
}
