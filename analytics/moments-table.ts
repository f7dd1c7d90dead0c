import type { BarsTable } from "./bars-table.ts";
import { barReturns } from "./core/bar-returns.ts";
import type { ReturnGrid } from "./core/build-returns.ts";
import { CoMoments, type CoMomentsSettings } from "./core/moments/co-moments.ts";
import { SumsHeader, type SumsPiece } from "./core/moments/stored-sums.ts";
import { analyticsSettings } from "./settings.ts";

/**
 * The rolling sums as of the last run, in rows. They are a cache over the bars: without them, or where a bar that they hold has
 * changed, they are made anew, and are the same to the bit.
 */
export class MomentsTable {
  readonly #sql: SqlStorage;
  readonly #settings: CoMomentsSettings;

  constructor(sql: SqlStorage, kernel: WebAssembly.Module) {
    const { fast, lagsMax, assetsMax: seriesMax } = analyticsSettings;
    this.#sql = sql;
    this.#settings = { barMs: fast.barMs, windowBars: fast.windowMs / fast.barMs, lagsMax, seriesMax, kernel };
  }

  /** The sums as of the end of a grid. Costs what is new since the last run. */
  bringUpTo({ asOfMs, windowMs, barMs }: ReturnGrid, bars: BarsTable): CoMoments {
    const stored = this.#load();
    const moments = stored !== null && (stored.newestMs ?? 0) <= asOfMs ? stored : new CoMoments(this.#settings);
    const startMs = asOfMs - windowMs + barMs;
    const fromMs = moments.newestMs === null ? startMs : Math.max(startMs, moments.newestMs + barMs);
    const recent = new Map<number, Float64Array>();
    for (const { atMs, prices } of bars.read(fromMs - 2 * barMs, asOfMs, barMs)) {
      recent.set(atMs, prices);
      if (atMs >= fromMs) {
        const returns = barReturns(recent.get(atMs - 2 * barMs), recent.get(atMs - barMs), prices);
        moments.addBar(atMs, nameReturns(bars.assets, returns));
      }
      recent.delete(atMs - 2 * barMs);
    }
    // A bar that nothing is known of has its place, too.
    moments.addBar(asOfMs, new Map());
    moments.fold();
    return moments;
  }

  /** Within a transaction of the caller's: a bar is new, or has a new price. Sums that hold its time are of no use any more. */
  noteChange(atMs: number): void {
    const [stored] = this.#sql.exec<{ newest_ms: number }>("select newest_ms from moments_header");
    if (stored !== undefined && atMs <= stored.newest_ms) this.#sql.exec("delete from moments_header");
  }

  /** Within a transaction of the caller's. */
  save(moments: CoMoments): void {
    this.#sql.exec("delete from moments");
    this.#sql.exec("delete from moments_header");
    const stored = moments.store();
    if (stored === null) return;
    const header = JSON.stringify(stored.header);
    this.#sql.exec("insert into moments_header (newest_ms, header) values (?, ?)", moments.newestMs ?? 0, header);
    let piece = 0;
    for (const { bytes, checksum } of stored.pieces) {
      this.#sql.exec("insert into moments (piece, checksum, bytes) values (?, ?, ?)", piece, checksum, bytes);
      piece += 1;
    }
  }

  #load(): CoMoments | null {
    const [row] = this.#sql.exec<{ header: string }>("select header from moments_header");
    const header = SumsHeader.safeParse(row === undefined ? null : JSON.parse(row.header));
    return header.success ? CoMoments.restore(this.#settings, header.data, this.#pieces()) : null;
  }

  *#pieces(): Generator<SumsPiece> {
    const rows = this.#sql.exec<{ checksum: number; bytes: ArrayBuffer }>(
      "select checksum, bytes from moments order by piece",
    );
    for (const { checksum, bytes } of rows) yield { checksum, bytes: new Uint8Array(bytes) };
  }
}

function nameReturns(assets: readonly string[], returns: Float64Array): Map<string, number> {
  const named = new Map<string, number>();
  for (const [slot, value] of returns.entries()) if (!Number.isNaN(value)) named.set(assets[slot] as string, value);
  return named;
}
