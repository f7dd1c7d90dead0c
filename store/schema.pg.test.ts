import { getTableConfig } from "drizzle-orm/pg-core";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPostgres, type TestPostgres } from "../local/postgres/test-postgres.ts";
import { migrate } from "./migrate.ts";
import { journalTables } from "./schema.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startTestPostgres();
}, 60_000);
afterAll(() => server?.stop());

async function query<Row extends object>(url: string, text: string): Promise<Row[]> {
  const sql = postgres(url, { max: 1 });
  try {
    return [...(await sql.unsafe<Row[]>(text))];
  } finally {
    await sql.end();
  }
}

test("the migrated database and schema.ts agree on tables, columns and indexes", async () => {
  const { url } = await server.freshDatabase();
  const columns = await query<{ line: string }>(
    url,
    `select format('%s.%s %s%s%s', relname, attname, format_type(atttypid, atttypmod),
       case when attnotnull then ' not null' end, case when attnum = any(conkey) then ' primary key' end) as line
     from pg_class join pg_attribute on attrelid = pg_class.oid
       left join pg_constraint on conrelid = pg_class.oid and contype = 'p'
     where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0`,
  );
  const indexes = await query<{ line: string }>(
    url,
    `select format('%s %s (%s)', tablename, indexname, substring(indexdef from '\\(([^)]*)\\)')) as line
     from pg_indexes where schemaname = 'public' and indexname not like '%\\_pkey'`,
  );
  const configs = Object.entries(journalTables).map(([name, table]) => ({ ...getTableConfig(table), name }));
  const declaredColumns = configs.flatMap((table) =>
    table.columns.map((column) => {
      const type = column.getSQLType().replace("timestamp (", "timestamp(");
      return `${table.name} ${column.name} ${type}${column.notNull ? " not null" : ""}${column.primary ? " primary key" : ""}`;
    }),
  );
  const declaredIndexes = configs.flatMap((table) =>
    table.indexes.map(({ config }) => {
      const names = config.columns.map((column) => ("name" in column ? column.name : "expression"));
      return `${table.name} ${config.name} (${names.join(", ")})`;
    }),
  );
  expect(new Set(columns.map(({ line }) => line.replace(".", " ")))).toEqual(new Set(declaredColumns));
  expect(new Set(indexes.map(({ line }) => line))).toEqual(new Set(declaredIndexes));
});

test("migrating again, or twice at once, does nothing more", async () => {
  const { url } = await server.freshDatabase();
  const readApplied = () => query<{ hash: string }>(url, "select hash from drizzle.__drizzle_migrations order by id");
  const applied = await readApplied();
  expect(applied.length).toBeGreaterThan(0);
  await Promise.all([migrate(url), migrate(url)]);
  expect(await readApplied()).toEqual(applied);

  await query(url, `drop schema drizzle cascade; drop table ${Object.keys(journalTables).join(", ")}`);
  await Promise.all([migrate(url), migrate(url)]);
  expect(await readApplied()).toEqual(applied);
  expect(await query(url, "select * from casts")).toEqual([]);
});
