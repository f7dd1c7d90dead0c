import type { SignalKey } from "../../../contracts/ids.ts";
import { type GridSample, mergeGridSamples } from "../grid-sample.ts";

/** One signal's recorded samples in the order in which they became known. */
export type Series = {
  readonly key: SignalKey;
  /** When each became known; rising. */
  readonly knownAtMs: Float64Array;
  readonly value: Float64Array;
  /** Null: the source gives no range, so the previous value belongs to it. */
  readonly range: { readonly low: Float64Array; readonly high: Float64Array } | null;
  /** Null: only their age counts. */
  readonly validUntilMs: Float64Array | null;
};

/** Walks recorded series along the grid: at each point what became known since the point before. */
export class SeriesReader {
  readonly #cursors: { readonly series: Series; next: number }[];

  constructor(series: readonly Series[]) {
    this.#cursors = series.map((one) => ({ series: one, next: 0 }));
  }

  /** Everything known up to `untilMs` that was not read before, one sample per signal. */
  readUntil(untilMs: number): Map<string, GridSample> {
    const samples = new Map<string, GridSample>();
    for (const cursor of this.#cursors) {
      const { series } = cursor;
      let sample: GridSample | undefined;
      while (cursor.next < series.knownAtMs.length && (series.knownAtMs[cursor.next] as number) <= untilMs) {
        const read = sampleAt(series, cursor.next);
        sample = sample === undefined ? read : mergeGridSamples(sample, read);
        cursor.next += 1;
      }
      if (sample !== undefined) samples.set(series.key, sample);
    }
    return samples;
  }

  /** When the next sample becomes known; Infinity after the last. */
  nextKnownAtMs(): number {
    return this.#cursors.reduce(
      (least, { series, next }) => Math.min(least, series.knownAtMs[next] ?? Number.POSITIVE_INFINITY),
      Number.POSITIVE_INFINITY,
    );
  }

  /** Samples that are left. */
  remaining(): number {
    return this.#cursors.reduce((sum, { series, next }) => sum + series.knownAtMs.length - next, 0);
  }
}

function sampleAt({ key, knownAtMs, value, range, validUntilMs }: Series, at: number): GridSample {
  const present = value[at] as number;
  return {
    key,
    value: present,
    low: range === null ? present : (range.low[at] as number),
    high: range === null ? present : (range.high[at] as number),
    sampleAtMs: knownAtMs[at] as number,
    validUntilMs: validUntilMs === null ? Number.POSITIVE_INFINITY : (validUntilMs[at] as number),
    joinsPrevious: range === null,
    count: 1,
  };
}
