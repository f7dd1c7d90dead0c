import type { Cast } from "../../contracts/cast.ts";
import { compareCodePoints } from "../../contracts/compare-code-points.ts";
import type { Fire } from "../../contracts/fires.ts";
import type { VaultHistory } from "../../contracts/vault-view.ts";
import { ColumnBuffer, type Columns } from "./column-buffer.ts";
import type { ExportValue } from "./dataset.ts";
import { vaultDatasets } from "./vault-datasets.ts";

/** Rows of a vault's dataset from its own records, by event time, then id. */
export function vaultColumns(page: Exclude<VaultHistory, { readonly kind: "audit" }>): Columns {
  const rows = page.kind === "casts" ? page.records.map(castRow) : page.records.map(fireRow);
  const buffer = new ColumnBuffer(vaultDatasets[page.kind]);
  for (const { values } of rows.toSorted((a, b) => a.atMs - b.atMs || compareCodePoints(a.id, b.id))) {
    buffer.push(values);
  }
  return buffer.take(rows.length);
}

type Row = { readonly atMs: number; readonly id: string; readonly values: readonly ExportValue[] };

const bigintOf = (text: string | null): bigint | null => (text === null ? null : BigInt(text));

const castRow = (cast: Cast): Row => ({
  atMs: cast.firedAtMs,
  id: cast.id,
  values: [
    ...[cast.id, cast.firedAtMs, cast.spell, cast.cause, cast.triggerId, cast.fireId, cast.traceId],
    ...[cast.priority, cast.lane, cast.state, cast.reason?.code ?? null, cast.notAfterMs, cast.freshUntilMs],
    ...[cast.txHash, bigintOf(cast.blockNumber), cast.blockHash, bigintOf(cast.gasPaidWei), cast.attempts.length],
    ...[cast.order?.id ?? null, cast.order?.status ?? null, cast.healthAfter],
    ...[JSON.stringify(cast.balancesBefore), JSON.stringify(cast.balancesAfter)],
    ...[cast.steps[0]?.atWallMs ?? null, cast.steps.at(-1)?.atWallMs ?? null],
  ],
});

const fireRow = (fire: Fire): Row => ({
  atMs: fire.atMs,
  id: fire.fireId,
  values: [
    ...[fire.fireId, fire.atMs, fire.triggerId, fire.version, fire.epoch, fire.deadlineMs, fire.snapshot],
    ...[fire.explain.map(({ leaf }) => leaf), JSON.stringify(fire.explain)],
  ],
});
