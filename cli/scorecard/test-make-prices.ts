import { createUniform } from "../../analytics/core/clusters/seeded-shuffle.ts";

export const startMs = Date.parse("2021-05-16T00:00Z");
export const stepMs = 600_000;

/** Normal numbers from a seed: Box and Muller (1958). */
function createNormal(seed: number): () => number {
  const uniform = createUniform(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

export type Market = {
  readonly symbols: readonly string[];
  readonly steps: number;
  readonly seed: number;
  /** What all symbols share at a step, by name. */
  readonly factors: readonly string[];
  /** Log return of a symbol at a step. `past`: its own and the others' returns so far. */
  readonly returnOf: (
    symbol: string,
    step: number,
    of: {
      readonly factor: (name: string) => number;
      readonly normal: () => number;
      readonly past: (symbol: string, stepsAgo: number) => number;
    },
  ) => number;
};

/** Rows of a price file, one per symbol and ten minutes. The same market gives the same rows. */
export function makePriceRows({ symbols, steps, seed, factors, returnOf }: Market): string[] {
  const normal = createNormal(seed);
  const returns = new Map(symbols.map((symbol) => [symbol, [] as number[]]));
  const logs = new Map(symbols.map((symbol) => [symbol, Math.log(100)]));
  const rows: string[] = [];
  for (let step = 0; step < steps; step += 1) {
    const drawn = new Map(factors.map((name) => [name, normal()]));
    const past = (symbol: string, stepsAgo: number): number => returns.get(symbol)?.[step - stepsAgo] ?? 0;
    const factor = (name: string): number => drawn.get(name) ?? 0;
    const now = symbols.map((symbol) => [symbol, returnOf(symbol, step, { factor, normal, past })] as const);
    for (const [symbol, value] of now) {
      returns.get(symbol)?.push(value);
      const log = (logs.get(symbol) ?? 0) + value;
      logs.set(symbol, log);
      rows.push(`${startMs + step * stepMs},${symbol},${Math.exp(log)}`);
    }
  }
  return rows;
}

export const toPriceFile = (rows: readonly string[]): string => ["ts_ms,symbol,price", ...rows].join("\n");
