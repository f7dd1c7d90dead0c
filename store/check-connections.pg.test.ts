import { readFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase } from "../local/postgres/create-database.ts";
import { startTestPostgres, type TestPostgres } from "../local/postgres/test-postgres.ts";
import { checkConnections } from "./check-connections.ts";
import { listMigrations, migrationsFolder } from "./list-migrations.ts";
import { migrate } from "./migrate.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startTestPostgres();
}, 60_000);
afterAll(() => server?.stop());

async function run(url: string, ...texts: readonly string[]) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    let rows: readonly object[] = [];
    for (const text of texts) rows = [...(await sql.unsafe(text))];
    return rows;
  } finally {
    await sql.end();
  }
}

const linesOf = async (settings: Parameters<typeof checkConnections>[0]) =>
  (await checkConnections(settings)).filter(({ isSound }) => !isSound).map(({ line }) => line);

test("a sound database has no fault", async () => {
  const { url, settings } = await server.freshDatabase();
  expect(await linesOf({ writer: settings, reads: url, replica: null })).toEqual([]);
});

test("missing migrations are named, and unknown ones are told", async () => {
  const { url, settings } = await server.freshDatabase();
  const last = listMigrations().at(-1);
  await run(url, `update drizzle.__drizzle_migrations set hash = 'of another release' where hash = '${last?.hash}'`);
  const [missing, unknown, ...more] = await linesOf({ writer: settings, reads: url, replica: null });
  expect(missing).toBe(`writes: lacks the migrations ${last?.tag}: run \`node store/migrate.ts\``);
  expect(unknown).toMatch(/^writes: has 1 migrations that this release does not know/);
  expect(more).toEqual([]);
  await run(url, "drop schema drizzle cascade");
  const names = listMigrations().map(({ tag }) => tag);
  expect(await linesOf({ writer: settings, reads: url, replica: null })).toEqual([
    `writes: lacks the migrations ${names.join(", ")}: run \`node store/migrate.ts\``,
  ]);
});

test("reads of another database are told", async () => {
  const [one, other] = [await server.freshDatabase(), await server.freshDatabase()];
  const line = /^reads: is another database \(test_\d+\) than the one that writes go to \(test_\d+\)$/;
  const faults = await linesOf({ writer: one.settings, reads: other.url, replica: null });
  expect(faults).toEqual([expect.stringMatching(line)]);
});

test("a server that is down is one line per connection, without a password", async () => {
  const { url, settings } = await server.freshDatabase();
  await server.stopServer();
  try {
    const lines = await linesOf({ writer: settings, reads: url, replica: null });
    expect(lines.map((line) => line.slice(0, 23))).toEqual(["writes: does not answer", "reads: does not answer:"]);
    expect(lines.join()).not.toContain(new URL(url).password);
  } finally {
    await server.startServer();
  }
}, 20_000);

test("a database of the first release is migrated with its rows", async () => {
  const { url: fresh } = await server.freshDatabase();
  const url = new URL(fresh);
  url.pathname = "/first_release";
  await createDatabase(fresh, "first_release");
  const first = listMigrations()[0];
  const text = readFileSync(join(migrationsFolder, `${first?.tag}.sql`), "utf8");
  await run(
    url.href,
    text,
    "create schema drizzle",
    "create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)",
    `insert into drizzle.__drizzle_migrations (hash, created_at) values ('${first?.hash}', 1795237659273)`,
    `insert into prices values ('ETH-USD:1', 1, 'ETH-USD', 2000, 1990, 2010, now(), now(), now(), 0.5,
      '[{"source": "a", "priceUsd": 2000, "sampleAtMs": 1}, {"source": "b", "priceUsd": null, "sampleAtMs": null, "refused": "no-data"}]')`,
    `insert into events values ('e', 1, 'e', 'e', 'title', 's', 'f', now(), now(), now(), 0.5, 'alien landing', '{}', '{}', 1,
      null, 'r', now(), '1')`,
  );
  await migrate(url.href);
  expect(await run(url.href, "select open_usd, dispersion, sources from prices")).toEqual([
    {
      open_usd: 2_000,
      dispersion: 0,
      sources: [
        { source: "a", price: 2_000, quote: "USD", rateUsd: 1, priceUsd: 2_000, range: null, sampleAtMs: 1 },
        {
          source: "b",
          price: null,
          quote: "USD",
          rateUsd: 1,
          priceUsd: null,
          range: null,
          sampleAtMs: null,
          refused: "no-data",
        },
      ],
    },
  ]);
  expect(await run(url.href, "select category from events")).toEqual([{ category: "other" }]);
});
