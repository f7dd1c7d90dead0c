import { compareCodePoints } from "../../contracts/compare-code-points.ts";
import type { SignalKey, VaultAddress } from "../../contracts/ids.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import type { RegisteredCondition } from "../../contracts/trigger.ts";
import { type Columns, decodeColumns, encodeColumns } from "../core/encode-columns.ts";
import type { GridSample } from "../core/grid-sample.ts";

/** What happened to a shard, in order. Its state is these entries, applied one after another to an empty engine. */
export type LogEntry =
  | {
      readonly kind: "put";
      readonly slot: number;
      readonly vault: VaultAddress;
      readonly registered: RegisteredCondition;
    }
  | { readonly kind: "drop"; readonly slot: number }
  | { readonly kind: "inhibit"; readonly slot: number; readonly inhibitors: readonly number[] }
  | {
      readonly kind: "point";
      /** The sample set that the evaluation used. */
      readonly samples: ReadonlyMap<string, GridSample>;
      /** What fired: slot and epoch. */
      readonly fires: readonly (readonly [slot: number, epoch: number])[];
    };

export type LogRow = { readonly seq: number; readonly tick: number; readonly entry: LogEntry };

/** The log of a shard. A row that was damaged is recognised by its checksum. */
export class LogRows {
  readonly #sql: SqlStorage;
  readonly #keys: SignalKey[] = [];
  readonly #ids = new Map<string, number>();

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    for (const { id, key } of sql.exec<{ id: number; key: string }>("select id, key from signal_keys")) {
      this.#keys[id] = key as SignalKey;
      this.#ids.set(key, id);
    }
  }

  add(tick: number, entry: LogEntry): void {
    this.#sql.exec("insert into log (tick, body) values (?, ?)", tick, encodeColumns(this.#encode(entry)).buffer);
  }

  lastSeq(): number {
    return this.#sql.exec<{ seq: number }>("select coalesce(max(seq), 0) as seq from log").one().seq;
  }

  firstSeq(): number {
    return this.#sql.exec<{ seq: number }>("select coalesce(min(seq), 0) as seq from log").one().seq;
  }

  /** Rows after `seq`, in order, up to `untilTick`. */
  *after(seq: number, untilTick = Number.MAX_SAFE_INTEGER): Generator<Result<LogRow, string>> {
    const rows = this.#sql.exec<StoredRow>(
      "select seq, tick, body from log where seq > ? and tick <= ? order by seq",
      seq,
      untilTick,
    );
    for (const row of rows) yield this.#read(row);
  }

  /** The recorded points from `fromTick` to `toTick`; damaged rows are left out. */
  *points(fromTick: number, toTick: number): Generator<{ tick: number; samples: ReadonlyMap<string, GridSample> }> {
    const rows = this.#sql.exec<StoredRow>(
      "select seq, tick, body from log where tick between ? and ? order by seq",
      fromTick,
      toTick,
    );
    for (const row of rows) {
      const read = this.#read(row);
      if (read.ok && read.value.entry.kind === "point") yield { tick: row.tick, samples: read.value.entry.samples };
    }
  }

  firstTick(): number | null {
    return this.#sql.exec<{ tick: number | null }>("select min(tick) as tick from log where tick > 0").one().tick;
  }

  lastTick(): number {
    return this.#sql.exec<{ tick: number }>("select coalesce(max(tick), 0) as tick from log").one().tick;
  }

  /** Drops what came before a point, as far as a snapshot stands for it. */
  forget(beforeTick: number, upToSeq: number): void {
    this.#sql.exec(
      "delete from log where seq <= (select max(seq) from log where tick > 0 and tick < ?) and seq <= ?",
      beforeTick,
      upToSeq,
    );
  }

  #read({ seq, tick, body }: StoredRow): Result<LogRow, string> {
    const decoded = decodeColumns(new Uint8Array(body));
    if (!decoded.ok) return err(`row ${seq} of the log ${decoded.error}`);
    return ok({ seq, tick, entry: this.#decode(decoded.value) });
  }

  #encode(entry: LogEntry): Columns {
    if (entry.kind !== "point") return { header: entry, columns: [] };
    const samples = [...entry.samples.values()].sort((a, b) => compareCodePoints(a.key, b.key));
    return {
      header: { kind: "point", fires: entry.fires },
      columns: [
        Uint32Array.from(samples, ({ key }) => this.#idOf(key)),
        Float64Array.from(samples, ({ value }) => value),
        Float64Array.from(samples, ({ low }) => low),
        Float64Array.from(samples, ({ high }) => high),
        Float64Array.from(samples, ({ sampleAtMs }) => sampleAtMs),
        Float64Array.from(samples, ({ validUntilMs }) => validUntilMs),
        Uint32Array.from(samples, ({ count }) => count),
        Uint8Array.from(samples, ({ joinsPrevious }) => (joinsPrevious ? 1 : 0)),
      ],
    };
  }

  #decode({ header, columns }: Columns): LogEntry {
    const entry = header as LogEntry;
    if (entry.kind !== "point") return entry;
    const [ids = [], value = [], low = [], high = [], sampleAtMs = [], validUntilMs = [], count = [], joins = []] =
      columns;
    const samples = new Map<string, GridSample>();
    ids.forEach((id, at) => {
      const key = this.#keys[id];
      if (key === undefined) throw new Error(`the log names a signal ${id} that has no key`);
      samples.set(key, {
        key,
        value: value[at] ?? 0,
        low: low[at] ?? 0,
        high: high[at] ?? 0,
        sampleAtMs: sampleAtMs[at] ?? 0,
        validUntilMs: validUntilMs[at] ?? 0,
        count: count[at] ?? 0,
        joinsPrevious: joins[at] === 1,
      });
    });
    return { kind: "point", samples, fires: entry.fires };
  }

  #idOf(key: SignalKey): number {
    const held = this.#ids.get(key);
    if (held !== undefined) return held;
    const { id } = this.#sql
      .exec<{ id: number }>(
        "insert into signal_keys (key) values (?) on conflict (key) do update set key = excluded.key returning id",
        key,
      )
      .one();
    this.#keys[id] = key;
    this.#ids.set(key, id);
    return id;
  }
}

type StoredRow = { seq: number; tick: number; body: ArrayBuffer };
