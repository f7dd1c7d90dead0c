import type { JournalRecord } from "../../contracts/journal-records.ts";
import type { PriceTick, RefusedAsset } from "../../contracts/price-ticks.ts";
import type { SourceRun } from "../../contracts/source-run.ts";

export const toPriceRecord = (tick: PriceTick, windowEndMs: number): JournalRecord => ({
  table: "prices",
  key: `${tick.asset}:${windowEndMs}`,
  version: 1,
  row: { ...tick, windowEndMs },
});

/** The side output: every quote that was there and was not used, whether or not its asset has a price. */
export function toRefusedRecords(
  { asset, sources }: Pick<PriceTick | RefusedAsset, "asset" | "sources">,
  windowEndMs: number,
): readonly JournalRecord[] {
  return sources.flatMap(({ refused, ...source }) =>
    refused === undefined || source.price === null
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
