import type { CastLane } from "../../contracts/cast.ts";
import type { CastRecord } from "../core/cast-record.ts";

const dayMs = 86_400_000;

/**
 * What each lane of a vault spends on gas: of a cast under way the most that it can cost, of one that was mined what it did
 * cost. Counted over 24 hours of chain time. Written in the same transaction as the cast.
 */
export class GasRecords {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  note({ cast, attempts, submission }: CastRecord): void {
    const newest = attempts.at(-1);
    if (newest === undefined || submission === null) return;
    const wei = cast.gasPaidWei ?? (BigInt(newest.maxFeeWei) * BigInt(submission.gasLimit)).toString();
    this.#sql.exec(
      `insert into gas (cast_id, lane, at_ms, wei) values (?, ?, ?, ?)
       on conflict (cast_id) do update set wei = excluded.wei`,
      cast.id,
      cast.lane,
      cast.firedAtMs,
      wei,
    );
    this.#sql.exec("delete from gas where at_ms < ?", cast.firedAtMs - 7 * dayMs);
  }

  /** Casts that were signed in the 24 hours up to then. */
  countCasts(nowMs: number): number {
    return this.#sql.exec<{ n: number }>("select count(*) as n from gas where at_ms > ?", nowMs - dayMs).one().n;
  }

  /** In wei, over the 24 hours up to then. */
  spentWei(lane: CastLane, nowMs: number): bigint {
    const rows = this.#sql.exec<{ wei: string }>(
      "select wei from gas where lane = ? and at_ms > ?",
      lane,
      nowMs - dayMs,
    );
    return [...rows].reduce((sum, { wei }) => sum + BigInt(wei), 0n);
  }
}
