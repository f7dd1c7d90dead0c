import { compareCodePoints } from "../../contracts/compare-code-points.ts";
import type { ExportRow } from "../../store/read-export-rows.ts";
import type { ExportRows } from "./export-rows.ts";
import type { TimeRange } from "./part-keys.ts";

export type MemoryRow = ExportRow & { readonly key: string };

/** Rows of one dataset for tests that run where Postgres does not, in the order and pages of the real ones. */
export function memoryExportRows(): ExportRows & {
  put(rows: readonly MemoryRow[]): void;
  prune(beforeMs: number): void;
} {
  const stored = new Map<string, MemoryRow>();
  const inOrder = () => [...stored.values()].toSorted((a, b) => a.atMs - b.atMs || compareCodePoints(a.key, b.key));
  const within = ({ fromMs, toMs }: TimeRange) => inOrder().filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
  return {
    put(rows) {
      for (const row of rows) if (row.version > (stored.get(row.key)?.version ?? -1)) stored.set(row.key, row);
    },
    prune(beforeMs) {
      for (const { key, atMs } of inOrder()) if (atMs < beforeMs) stored.delete(key);
    },
    firstMs: async () => inOrder()[0]?.atMs ?? null,
    counts: async (_, ranges) =>
      ranges.map((range) => {
        const rows = within(range);
        const versions = rows.reduce((sum, { version }) => sum + BigInt(version), 0n).toString();
        return { rows: rows.length, firstMs: rows[0]?.atMs ?? null, versions };
      }),
    async page(_, { after, limit, ...range }) {
      const rows = within(range).filter(
        ({ atMs, key }) =>
          after === null || atMs > after.atMs || (atMs === after.atMs && compareCodePoints(key, after.key) > 0),
      );
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        rows: page,
        next: rows.length > limit && last !== undefined ? { atMs: last.atMs, key: last.key } : null,
      };
    },
  };
}
