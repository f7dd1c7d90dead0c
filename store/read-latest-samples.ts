import type { SignalKey } from "../contracts/ids.ts";
import { ok, type Result } from "../contracts/result.ts";
import type { Reader } from "./handles.ts";
import { boundOf, msOf, runRead, spanMsOf } from "./run-read.ts";
import type { StoreError } from "./store-error.ts";

const signalsMax = 2_000;

/** When each named signal's newest stored sample was made; those without one are left out. At most two thousand names. */
export async function readLatestSamples(
  reader: Reader,
  keys: readonly SignalKey[],
): Promise<Result<ReadonlyMap<string, number>, StoreError>> {
  if (keys.length === 0) return ok(new Map());
  const names = keys.slice(0, signalsMax).map((key) => [key]);
  return runRead(reader, async (sql) => {
    // One look at the end of the index for each name, whatever the length of its history.
    const rows = await sql<{ signal: string; atMs: number }[]>`
      select signal, ${msOf(sql, "newest")} as "atMs"
      from (
        select signal, (select max(sample_at) from signals where signals.signal = named.signal) as newest
        from (values ${sql(names)}) as named (signal)
      ) as latest
      where newest is not null`;
    return new Map(rows.map(({ signal, atMs }) => [signal, atMs]));
  });
}

export type SignalAgePoint = { readonly atMs: number; readonly ageMs: number | null };

/**
 * How old one signal had become at most, by event time, when its next sample came, per span of [fromMs, toMs], at most a
 * thousand points; null for the first sample of all.
 */
export async function readSignalAges(
  reader: Reader,
  range: { readonly key: SignalKey; readonly fromMs: number; readonly toMs: number },
): Promise<Result<readonly SignalAgePoint[], StoreError>> {
  const { key, fromMs, toMs } = range;
  if (toMs < fromMs) return ok([]);
  const spanMs = spanMsOf(range);
  return runRead(reader, async (sql) => {
    const before = sql`
      select ${msOf(sql, "newest")} from (
        select max(sample_at) as newest from signals where signal = ${key} and sample_at < ${boundOf(fromMs)}
      ) as earlier`;
    const rows = await sql<(SignalAgePoint & { span: number })[]>`
      select floor((at_ms - ${fromMs}::float8) / ${spanMs}::float8) as span, max(at_ms) as "atMs",
        max(at_ms - coalesce(before_ms, (${before}))) as "ageMs"
      from (
        select at_ms, lag(at_ms) over (order by at_ms) as before_ms
        from (
          select ${msOf(sql, "sample_at")} as at_ms from signals
          where signal = ${key} and sample_at between ${boundOf(fromMs)} and ${boundOf(toMs)}
        ) as samples
      ) as ages
      group by span
      order by span`;
    return rows.map(({ span: _, ...point }) => point);
  });
}
