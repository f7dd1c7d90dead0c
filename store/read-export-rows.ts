import type { Sql } from "postgres";
import type { Result } from "../contracts/result.ts";
import { type ExportTable, type ExportTableName, exportTables } from "./export-tables.ts";
import type { Reader } from "./handles.ts";
import type { PageCursor } from "./page-cursor.ts";
import { boundLimit, boundOf, msOf, runRead } from "./run-read.ts";
import type { StoreError } from "./store-error.ts";

/** Event time `fromMs ≤ t < toMs`. */
export type ExportRange = { readonly fromMs: number; readonly toMs: number };

/** One row: its fields in the dataset's order, and the version under which it is stored. */
export type ExportRow = {
  readonly atMs: number;
  readonly version: number;
  readonly values: readonly (string | number | boolean | null | readonly string[])[];
};
export type ExportPage = { readonly rows: readonly ExportRow[]; readonly next: PageCursor | null };

/** Rows of one range: how many, the earliest, and the sum of their versions, which grows when a row is replaced. */
export type ExportCount = { readonly rows: number; readonly firstMs: number | null; readonly versions: string };

const rowsPerPageMax = 10_000;

/**
 * Rows of one range in the order of event time, then of the key by code point, one page at a time: `after` is the `next` of the page
 * before, null at the start and at the end. Rows that arrive meanwhile neither repeat nor move others.
 */
export function readExportPage(
  reader: Reader,
  name: ExportTableName,
  range: ExportRange & { readonly after: PageCursor | null; readonly limit: number },
): Promise<Result<ExportPage, StoreError>> {
  const { time, columns, lists }: ExportTable = exportTables[name];
  const { after } = range;
  const limit = boundLimit(range.limit, rowsPerPageMax);
  const fromMs = Math.max(range.fromMs, after?.atMs ?? 0);
  return runRead(reader, async (sql) => {
    // The order is the same whatever the database's own; the bound on time alone lets the index on it serve.
    const key = sql`key collate "C"`;
    const found = (await sql`
      select ${msOf(sql, time)}, key, version::float8, ${sql.unsafe(columns.join(", "))}
      from ${sql(name)}
      where ${sql(time)} >= ${boundOf(fromMs)} and ${sql(time)} < ${boundOf(range.toMs)}
        ${after === null ? sql`` : sql`and (${sql(time)} > ${boundOf(after.atMs)} or ${key} > ${after.key})`}
      order by ${sql(time)}, ${key}
      limit ${limit + 1}`.values()) as unknown as readonly (readonly [number, string, number, ...Cell[]])[];
    const parse = listParser();
    const rows = found.slice(0, limit).map(([atMs, , version, ...values]): ExportRow => {
      const cells: ExportRow["values"][number][] = values;
      for (const place of lists) cells[place] = parse(cells[place] as string);
      return { atMs, version, values: cells };
    });
    const last = found[limit - 1];
    const hasMore = found.length > limit && last !== undefined;
    return { rows, next: hasMore ? { atMs: last[0], key: last[1] } : null };
  });
}

type Cell = string | number | boolean | null;

/** One list for each text that repeats. */
function listParser(): (text: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (text) => {
    const found = known.get(text) ?? (JSON.parse(text) as readonly string[]);
    known.set(text, found);
    return found;
  };
}

/** What each range holds, in the order of the ranges: one query. */
export function countExportRows(
  reader: Reader,
  name: ExportTableName,
  ranges: readonly ExportRange[],
): Promise<Result<readonly ExportCount[], StoreError>> {
  const { time }: ExportTable = exportTables[name];
  const bounds = ranges.map(({ fromMs, toMs }, place) => ({ place, from_at: boundOf(fromMs), to_at: boundOf(toMs) }));
  return runRead(reader, async (sql) => [
    ...(await sql<ExportCount[]>`
      select found.rows as "rows", found.first_ms as "firstMs", found.versions as "versions"
      from jsonb_to_recordset(${JSON.stringify(bounds)}::text::jsonb)
        as part(place int, from_at timestamptz, to_at timestamptz)
      cross join lateral (
        select count(*)::float8 as rows, ${minMsOf(sql, time)} as first_ms, coalesce(sum(version), 0)::text as versions
        from ${sql(name)} where ${sql(time)} >= part.from_at and ${sql(time)} < part.to_at
      ) as found
      order by part.place`),
  ]);
}

/** Event time of the earliest row; null in an empty table. */
export function readFirstExportMs(reader: Reader, name: ExportTableName): Promise<Result<number | null, StoreError>> {
  return runRead(reader, async (sql) => {
    const [found] = await sql<{ firstMs: number | null }[]>`
      select ${minMsOf(sql, exportTables[name].time)} as "firstMs" from ${sql(name)}`;
    return found?.firstMs ?? null;
  });
}

const minMsOf = (sql: Sql, column: string) => sql`round(extract(epoch from min(${sql(column)})) * 1000)::float8`;
