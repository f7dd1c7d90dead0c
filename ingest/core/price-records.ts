import type { JournalRecord } from "../../contracts/journal-records.ts";
import type { PriceTick, RefusedAsset } from "../../contracts/price-ticks.ts";
import type { SourceRun } from "../../contracts/source-run.ts";

export const toPriceRecord = (tick: PriceTick, windowEndMs: number): JournalRecord => ({
  table: "prices",
  key: `${tick.asset}:${windowEndMs}`,
  version: 1,
  row: { ...tick, windowEndMs },
});

/**
 * The side output. Beside a price, the quotes that it left out; without one, all that is known of the window, so that it can be
 * judged again as a whole. What a price was made of stands with the price. A window in which nobody said anything leaves nothing.
 */
export function toRefusedRecords(result: PriceTick | RefusedAsset, windowEndMs: number): readonly JournalRecord[] {
  const { asset, sources } = result;
  const hasPrice = "priceUsd" in result;
  if (sources.every(({ price }) => price === null)) return [];
  return sources.flatMap(({ refused = hasPrice ? undefined : "no-quorum", ...source }) =>
    refused === undefined || (hasPrice && source.price === null)
      ? []
      : [
          {
            table: "refused_quotes" as const,
            key: `${asset}:${windowEndMs}:${source.source}`,
            version: 1,
            row: { ...source, refused, asset, windowEndMs },
          },
        ],
  );
}

export const toSourceRunRecord = (run: SourceRun): JournalRecord => ({
  table: "source_runs",
  key: `${run.source}:${run.atMs}`,
  version: 1,
  row: run,
});
