import type { TraceId } from "../../contracts/ids.ts";
import type { SignalSample, SignalSamples } from "../../contracts/signal-samples.ts";

/** Sample sets on their way to the grid point that uses them. */
export class SampleRows {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** A part of the sample set of a grid point. False where it is there already. */
  addPart(gridMs: number, { traceId, body: { part, samples } }: SignalSamples): boolean {
    const written = this.#sql.exec(
      "insert or ignore into parts (grid_ms, part, parts, trace_id, samples) values (?, ?, ?, ?, ?) returning 1",
      gridMs,
      part.index,
      part.count,
      traceId,
      JSON.stringify(samples),
    );
    return written.toArray().length > 0;
  }

  hasPart(gridMs: number, part: number): boolean {
    return this.#sql.exec("select 1 from parts where grid_ms = ? and part = ?", gridMs, part).toArray().length > 0;
  }

  /** Samples that belong to no grid point: the next evaluation after their time takes them. */
  addToInbox({ id, eventTimeMs, body }: SignalSamples): void {
    this.#sql.exec(
      "insert or ignore into inbox (id, sample_at_ms, samples) values (?, ?, ?)",
      id,
      eventTimeMs,
      JSON.stringify(body.samples),
    );
  }

  /** What came after its point had been evaluated: for the record, and for the comparison with a replay. */
  addLate(gridMs: number, { id, body }: SignalSamples): boolean {
    const written = this.#sql.exec(
      "insert or ignore into late (id, grid_ms, samples) values (?, ?, ?) returning 1",
      id,
      gridMs,
      JSON.stringify(body.samples),
    );
    return written.toArray().length > 0;
  }

  late(fromMs: number, toMs: number): { readonly gridMs: number; readonly samples: readonly SignalSample[] }[] {
    const rows = this.#sql.exec<{ grid_ms: number; samples: string }>(
      "select grid_ms, samples from late where grid_ms between ? and ? order by grid_ms, id",
      fromMs,
      toMs,
    );
    return [...rows].map(({ grid_ms, samples }) => ({
      gridMs: grid_ms,
      samples: JSON.parse(samples) as SignalSample[],
    }));
  }

  /** Points after `lastMs` whose sample set is complete, in order. */
  readyMs(lastMs: number | null): number[] {
    const rows = this.#sql.exec<{ grid_ms: number }>(
      "select grid_ms from parts where grid_ms > ? group by grid_ms having count(*) = max(parts) order by grid_ms",
      lastMs ?? -1,
    );
    return [...rows].map((row) => row.grid_ms);
  }

  traceOf(gridMs: number): TraceId | undefined {
    const [row] = this.#sql.exec<{ trace_id: string }>("select trace_id from parts where grid_ms = ? limit 1", gridMs);
    return row?.trace_id as TraceId | undefined;
  }

  /** The samples of a grid point: its parts, in order, and what waited in the inbox for it. */
  take(gridMs: number, tick: number): SignalSample[] {
    const parts = this.#sql.exec<{ samples: string }>(
      "select samples from parts where grid_ms = ? order by part",
      gridMs,
    );
    const waiting = this.#sql.exec<{ samples: string }>(
      "select samples from inbox where taken_tick is null and sample_at_ms <= ? order by sample_at_ms, id",
      gridMs,
    );
    const samples = [...parts, ...waiting].flatMap((row) => JSON.parse(row.samples) as SignalSample[]);
    this.#sql.exec(
      "update inbox set taken_tick = ?, samples = '' where taken_tick is null and sample_at_ms <= ?",
      tick,
      gridMs,
    );
    // The rows stay for a while, so that a repeat is recognised.
    this.#sql.exec("update parts set samples = '' where grid_ms = ?", gridMs);
    return samples;
  }

  forget(beforeMs: number): void {
    this.#sql.exec("delete from parts where grid_ms < ?", beforeMs);
    this.#sql.exec("delete from inbox where sample_at_ms < ? and taken_tick is not null", beforeMs);
    this.#sql.exec("delete from late where grid_ms < ?", beforeMs);
  }
}
