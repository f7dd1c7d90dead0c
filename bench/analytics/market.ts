import { createRandom } from "../../local/feed/seeded-random.ts";

export const barMs = 120_000;
const sectors = 20;

/** Log returns by series. */
export type BarReturns = ReadonlyMap<string, number>;

export type Market = { readonly names: readonly string[]; readonly next: () => BarReturns };

/** Bars of so many series, one after the other: a common factor, sectors, a rest of its own, and returns that are missing at random. */
export function createMarket(n: number, missingShare: number): Market {
  const random = createRandom(n);
  // Close to normal, and quick.
  const noise = (): number => random.uniform() + random.uniform() + random.uniform() - 1.5;
  const names = Array.from({ length: n }, (_, index) => `S${String(index).padStart(4, "0")}`);
  const next = (): BarReturns => {
    const market = noise();
    const ofSector = Array.from({ length: sectors }, noise);
    const returns = new Map<string, number>();
    for (const [index, name] of names.entries()) {
      const value = (market + (ofSector[index % sectors] as number) + 1.5 * noise()) / 1_000;
      if (missingShare === 0 || random.uniform() >= missingShare) returns.set(name, value);
    }
    return returns;
  };
  return { names, next };
}
