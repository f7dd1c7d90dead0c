import { ok, type Result } from "../contracts/result.ts";
import type { MarketReading } from "../contracts/world.ts";
import type { Reader } from "./handles.ts";
import { boundOf, msOf, runRead, spanMsOf } from "./run-read.ts";
import type { StoreError } from "./store-error.ts";

export type MarketPoint = Pick<MarketReading, "sampleAtMs" | "probability" | "logit" | "shift" | "volumeUsd" | "state">;

/** Readings of one prediction market within [fromMs, toMs] in time order; a long range is thinned to the last of each span. */
export async function readMarketHistory(
  reader: Reader,
  range: { readonly market: string; readonly fromMs: number; readonly toMs: number },
): Promise<Result<readonly MarketPoint[], StoreError>> {
  const { market, fromMs, toMs } = range;
  if (toMs < fromMs) return ok([]);
  const spanMs = spanMsOf(range);
  return runRead(reader, async (sql) => {
    const rows = await sql<(MarketPoint & { span: number })[]>`
      select distinct on (span) floor((${msOf(sql, "sample_at")} - ${fromMs}::float8) / ${spanMs}::float8) as span,
        ${msOf(sql, "sample_at")} as "sampleAtMs", probability, logit, shift, volume_usd as "volumeUsd", state
      from markets
      where market = ${market} and sample_at between ${boundOf(fromMs)} and ${boundOf(toMs)}
      order by span, sample_at desc`;
    return rows.map(({ span: _, ...point }) => point);
  });
}

/**
 * The last reading of each market at or before `atMs` and not older than `ageMsMax`: what a shift over a day is measured
 * from. Markets without one are left out.
 */
export function readMarketsAt(
  reader: Reader,
  at: { readonly atMs: number; readonly ageMsMax: number },
): Promise<Result<readonly { id: string; sampleAtMs: number; logit: number; probability: number }[], StoreError>> {
  return runRead(reader, async (sql) => [
    ...(await sql<{ id: string; sampleAtMs: number; logit: number; probability: number }[]>`
      select distinct on (market) market as "id", ${msOf(sql, "sample_at")} as "sampleAtMs", logit, probability
      from markets
      where sample_at between ${boundOf(at.atMs - at.ageMsMax)} and ${boundOf(at.atMs)}
      order by market, sample_at desc
      limit 1000`),
  ]);
}
