import type { FactorName } from "../contracts/event.ts";
import { ok, type Result } from "../contracts/result.ts";
import type { Reader } from "./handles.ts";
import { boundOf, msOf, runRead, spanMsOf } from "./run-read.ts";
import type { StoredEvidence } from "./schema.ts";
import type { StoreError } from "./store-error.ts";

/** A factor at one run. The headlines of its evidence stand with the events. */
export type FactorPoint = {
  readonly asOfMs: number;
  readonly validUntilMs: number;
  readonly value: number;
  readonly evidence: readonly StoredEvidence[];
};

/** Readings of one factor within [fromMs, toMs] in time order; a long range is thinned to the last of each span. */
export async function readFactorHistory(
  reader: Reader,
  range: { readonly factor: FactorName; readonly fromMs: number; readonly toMs: number },
): Promise<Result<readonly FactorPoint[], StoreError>> {
  const { factor, fromMs, toMs } = range;
  if (toMs < fromMs) return ok([]);
  const spanMs = spanMsOf(range);
  return runRead(reader, async (sql) => {
    const rows = await sql<(FactorPoint & { span: number })[]>`
      select distinct on (span) floor((${msOf(sql, "as_of_at")} - ${fromMs}::float8) / ${spanMs}::float8) as span,
        ${msOf(sql, "as_of_at")} as "asOfMs", ${msOf(sql, "valid_until_at")} as "validUntilMs", value, evidence
      from factors
      where factor = ${factor} and as_of_at between ${boundOf(fromMs)} and ${boundOf(toMs)}
      order by span, as_of_at desc`;
    return rows.map(({ span: _, ...point }) => point);
  });
}
