import { compareCodePoints } from "../../../contracts/compare-code-points.ts";
import { createRandom } from "../../../local/feed/seeded-random.ts";
import { noReturn, toUnits } from "./fixed-point.ts";

export type StreamBar = { readonly atMs: number; readonly returns: Map<string, number> };

/**
 * Bars of a second: series that come, miss bars and go for good, now and then a price that moves up to a thousandfold and
 * back, and stretches of time without any bar.
 */
export function* streamBars(seed: number, bars: number, seriesMax: number): Generator<StreamBar> {
  const random = createRandom(seed).uniform;
  const living = new Map<string, { size: number; misses: number; owed: number }>();
  let born = 0;
  let second = 1_000_000;
  for (let bar = 0; bar < bars; bar += 1) {
    second += random() < 0.02 ? 1 + Math.floor(random() * 20) : 1;
    if (living.size < seriesMax && random() < 0.2)
      living.set(`s${born++}`, {
        size: 10 ** -(2 + 4 * random()),
        misses: random() < 0.5 ? 0 : 0.3 * random(),
        owed: 0,
      });
    const returns = new Map<string, number>();
    const common = random() - 0.5;
    for (const [name, series] of living) {
      if (random() < 0.01) living.delete(name);
      if (random() < series.misses) continue;
      const jump = random() < 0.01 ? (random() - 0.5) * 2 * Math.log(1_000) : 0;
      returns.set(name, series.size * (common + random() - 0.5) + jump - series.owed);
      series.owed = jump;
    }
    yield { atMs: second * 1_000, returns };
  }
}

/** The window as plain rows: what sums are compared with. */
export class PlainWindow {
  readonly #bars: number;
  rows: { atMs: number; units: Map<string, number> }[] = [];

  constructor(bars: number) {
    this.#bars = bars;
  }

  add(atMs: number, returns: ReadonlyMap<string, number>): void {
    const units = new Map([...returns].map(([name, value]) => [name, toUnits(value) ?? noReturn]));
    this.rows = [...this.rows, { atMs, units }].filter((row) => row.atMs > atMs - this.#bars * 1_000);
  }

  series(): string[] {
    return [...new Set(this.rows.flatMap(({ units }) => [...units.keys()]))].toSorted(compareCodePoints);
  }

  productSum(earlier: string, later: string, lag: number): bigint {
    const byTime = new Map(this.rows.map(({ atMs, units }) => [atMs, units]));
    let sum = 0n;
    for (const { atMs, units } of this.rows) {
      const x = byTime.get(atMs - lag * 1_000)?.get(earlier);
      const y = units.get(later);
      if (x !== undefined && y !== undefined) sum += BigInt(x) * BigInt(y);
    }
    return BigInt.asIntN(64, sum);
  }

  /** NaN where there is none, from the first bar that there ever was, at most a window back. */
  returns(name: string, steps: number): Float64Array {
    const newestMs = this.rows.at(-1)?.atMs ?? 0;
    const values = new Float64Array(steps).fill(Number.NaN);
    for (const { atMs, units } of this.rows) {
      const value = units.get(name);
      if (value !== undefined) values[steps - 1 - (newestMs - atMs) / 1_000] = value * 2 ** -27;
    }
    return values;
  }
}
