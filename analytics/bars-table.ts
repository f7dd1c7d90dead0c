/** What became of prices: new ones, ones that were there already, ones too old to be kept. */
export type AddReport = { readonly added: number; readonly repeated: number; readonly expired: number };

/** All prices that became known at the end of one bar; NaN where an asset has none. In the order of `BarsTable.assets`. */
export type Bar = { readonly atMs: number; readonly prices: Float64Array };

/**
 * The price history: one row per bar, in it a float64 per asset, by the asset's slot. Slots are given once and stay. The first
 * price of an asset and bar stays, so a message that comes twice changes nothing.
 */
export class BarsTable {
  readonly #sql: SqlStorage;
  readonly #slots = new Map<string, number>();

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    const rows = sql.exec<{ asset: string; slot: number }>("select asset, slot from assets order by slot");
    for (const { asset, slot } of rows) this.#slots.set(asset, slot);
  }

  /** By slot. */
  get assets(): readonly string[] {
    return [...this.#slots.keys()];
  }

  /** Within a transaction of the caller's. Returns how many prices are new. */
  add(atMs: number, prices: readonly (readonly [asset: string, priceUsd: number])[]): number {
    const stored = this.#read(atMs);
    for (const [asset] of prices) this.#claimSlot(asset);
    const bar = new Float64Array(this.#slots.size).fill(Number.NaN);
    bar.set(stored);
    let added = 0;
    for (const [asset, priceUsd] of prices) {
      const slot = this.#slots.get(asset) as number;
      if (!Number.isNaN(bar[slot] as number)) continue;
      bar[slot] = priceUsd;
      added += 1;
    }
    if (added > 0) this.#sql.exec("insert or replace into bars (at_ms, prices) values (?, ?)", atMs, bar.buffer);
    return added;
  }

  removeBefore(atMs: number): void {
    this.#sql.exec("delete from bars where at_ms < ?", atMs);
  }

  /** Bars with `fromMs ≤ atMs ≤ toMs` in time order, one in memory at a time; `everyMs`: only whole multiples of it. */
  *read(fromMs: number, toMs: number, everyMs = 1): Generator<Bar> {
    const rows = this.#sql.exec<{ at_ms: number; prices: ArrayBuffer }>(
      "select at_ms, prices from bars where at_ms between ? and ? and at_ms % ? = 0 order by at_ms",
      fromMs,
      toMs,
      everyMs,
    );
    for (const { at_ms: atMs, prices } of rows) yield { atMs, prices: this.#widen(new Float64Array(prices)) };
  }

  /** When the oldest and the newest kept bar ended; null before the first. */
  span(): { readonly firstMs: number; readonly latestMs: number } | null {
    const query = "select min(at_ms) as first, max(at_ms) as latest from bars";
    const { first, latest } = this.#sql.exec<{ first: number | null; latest: number | null }>(query).one();
    return first === null || latest === null ? null : { firstMs: first, latestMs: latest };
  }

  #read(atMs: number): Float64Array {
    const [row] = this.#sql.exec<{ prices: ArrayBuffer }>("select prices from bars where at_ms = ?", atMs);
    return row === undefined ? new Float64Array() : new Float64Array(row.prices);
  }

  /** Bars from before an asset came are shorter. */
  #widen(prices: Float64Array): Float64Array {
    if (prices.length === this.#slots.size) return prices;
    const wide = new Float64Array(this.#slots.size).fill(Number.NaN);
    wide.set(prices);
    return wide;
  }

  #claimSlot(asset: string): void {
    if (this.#slots.has(asset)) return;
    const slot = this.#slots.size;
    this.#sql.exec("insert into assets (slot, asset) values (?, ?)", slot, asset);
    this.#slots.set(asset, slot);
  }
}
