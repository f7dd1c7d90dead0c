import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

export const migrationsFolder = join(import.meta.dirname, "migrations");

/** One migration file. `hash` is what Drizzle's migrator writes down when it has applied it. */
export type Migration = { readonly tag: string; readonly hash: string };

const Journal = z.object({ entries: z.array(z.object({ tag: z.string() })) });

/** The migration files in their order. Node alone: a Worker has no files. */
export function listMigrations(): readonly Migration[] {
  const journal = Journal.parse(JSON.parse(readFileSync(join(migrationsFolder, "meta", "_journal.json"), "utf8")));
  return journal.entries.map(({ tag }) => {
    const text = readFileSync(join(migrationsFolder, `${tag}.sql`), "utf8");
    return { tag, hash: createHash("sha256").update(text).digest("hex") };
  });
}

/** How a database stands to the files: what it lacks, and how many it has that no file is of. */
export function compareMigrations(files: readonly Migration[], applied: readonly string[]) {
  const known = new Set(files.map(({ hash }) => hash));
  return {
    missing: files.filter(({ hash }) => !applied.includes(hash)).map(({ tag }) => tag),
    unknown: applied.filter((hash) => !known.has(hash)).length,
  };
}
