import type { SignalKey } from "../contracts/ids.ts";
import { ok, type Result } from "../contracts/result.ts";
import type { Reader } from "./handles.ts";
import { boundOf, msOf, runRead, spanMsOf } from "./run-read.ts";
import type { StoreError } from "./store-error.ts";

/** The last sample of a span, with the range of all samples in it. */
export type SignalPoint = {
  readonly atMs: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly validUntilMs: number;
};
export type SignalHistory = { readonly unit: string | null; readonly points: readonly SignalPoint[] };

/** One signal within [fromMs, toMs] in time order, at most a thousand points: no extreme is lost by the thinning. */
export async function readSignalHistory(
  reader: Reader,
  range: { readonly key: SignalKey; readonly fromMs: number; readonly toMs: number },
): Promise<Result<SignalHistory, StoreError>> {
  const { key, fromMs, toMs } = range;
  if (toMs < fromMs) return ok({ unit: null, points: [] });
  const spanMs = spanMsOf(range);
  return runRead(reader, async (sql) => {
    const rows = await sql<(SignalPoint & { unit: string })[]>`
      select distinct on (span) unit, ${msOf(sql, "sample_at")} as "atMs", ${msOf(sql, "valid_until_at")} as "validUntilMs",
        value, min(coalesce(low, value)) over (partition by span) as low,
        max(coalesce(high, value)) over (partition by span) as high
      from (
        select *, floor((${msOf(sql, "sample_at")} - ${fromMs}::float8) / ${spanMs}::float8) as span
        from signals
        where signal = ${key} and sample_at between ${boundOf(fromMs)} and ${boundOf(toMs)}
      ) as spans
      order by span, sample_at desc`;
    return { unit: rows.at(-1)?.unit ?? null, points: rows.map(({ unit: _, ...point }) => point) };
  });
}
