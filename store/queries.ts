import { AssetId } from "../contracts/ids.ts";
import type { PriceHistory } from "../contracts/live.ts";
import { ok, type Result } from "../contracts/result.ts";
import type { Reader } from "./handles.ts";
import { runRead } from "./run-read.ts";
import { type JournalTable, journalTables } from "./schema.ts";
import type { StoreError } from "./store-error.ts";

/** Points that one asset's line may have, and all lines together. */
const pointsPerAsset = 1_000;
const pointsInAll = 50_000;

/**
 * Consensus prices of windows that end within [fromMs, toMs], per asset in time order; assets by name, those without
 * a point left out. A range with more windows than a line may have points is thinned: the last window of each of as many
 * equal spans stands for it. With many assets a line has fewer points, so that none is left out: `assetCount` says how many there are
 * where `assets` does not.
 */
export async function readPriceHistory(
  reader: Reader,
  range: {
    readonly fromMs: number;
    readonly toMs: number;
    readonly assets?: readonly AssetId[];
    readonly assetCount?: number;
  },
): Promise<Result<PriceHistory["series"], StoreError>> {
  const { fromMs, toMs, assets, assetCount = assets?.length ?? 1 } = range;
  if (toMs < fromMs || assets?.length === 0) return ok([]);
  const points = Math.min(pointsPerAsset, Math.max(1, Math.floor(pointsInAll / Math.max(1, assetCount))));
  const spanMs = Math.max(1, Math.ceil((toMs - fromMs + 1) / points));
  return runRead(reader, async (sql) => {
    // Arrays need the types that Hyperdrive connections do not fetch; a list does not.
    const chosen = assets === undefined ? sql`` : sql`and asset in ${sql([...assets])}`;
    const rows = await sql<{ asset: string; at_ms: number; price_usd: number }[]>`
      select distinct on (asset, span) asset, at_ms, price_usd
      from (
        select asset, price_usd, at_ms, floor((at_ms - ${fromMs}::float8) / ${spanMs}::float8) as span
        from (
          select asset, price_usd, (extract(epoch from window_end_at) * 1000)::float8 as at_ms
          from prices
          where window_end_at between ${new Date(fromMs)} and ${new Date(toMs)} ${chosen}
        ) as windows
      ) as spans
      order by asset, span, at_ms desc
      limit ${pointsInAll}`;
    const series = Map.groupBy(rows, (row) => row.asset);
    return [...series].map(([asset, points]) => ({
      asset: AssetId.parse(asset),
      points: points.map((row) => ({ atMs: row.at_ms, priceUsd: row.price_usd })),
    }));
  });
}

/** Exact number of rows of every journal table, of one moment. */
export async function countRows(reader: Reader): Promise<Result<Record<JournalTable, number>, StoreError>> {
  return runRead(reader, async (sql) => {
    const names = Object.keys(journalTables) as JournalTable[];
    const columns = names.map((name) => sql`(select count(*)::float8 from ${sql(name)}) as ${sql(name)}`);
    const list = columns.reduce((all, column) => sql`${all}, ${column}`);
    const [row] = await sql<Record<JournalTable, number>[]>`select ${list}`;
    if (row === undefined) throw new Error("a select without a table gives one row");
    return { ...row };
  });
}
