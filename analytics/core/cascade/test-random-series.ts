/** Seeded chance for the tests: mulberry32, and the normal distribution by Box and Muller. */
export type Chance = { readonly uniform: () => number; readonly normal: () => number };

export function seedChance(seed: number): Chance {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

/** Size of an ordinary return of the simulated series. */
const sizeOf = 0.003;

type MakeSeries = (chance: Chance, size: number, steps: number) => Float64Array[];

const each = (size: number, make: () => Float64Array): Float64Array[] => Array.from({ length: size }, make);
const over = (steps: number, value: (step: number) => number): Float64Array =>
  Float64Array.from({ length: steps }, (_, step) => value(step));

function remember(chance: Chance, steps: number, memory: number): Float64Array {
  let level = 0;
  return over(steps, () => {
    level = memory * level + chance.normal();
    return level;
  });
}

const heavy = (chance: Chance): number => chance.normal() / Math.sqrt(-Math.log(1 - chance.uniform()));

function share(chance: Chance, size: number, factor: Float64Array): Float64Array[] {
  return each(size, () => {
    const loading = 0.5 + chance.uniform();
    return over(factor.length, (step) => sizeOf * (loading * (factor[step] as number) + chance.normal()));
  });
}

/** Series in which nothing leads anything. */
export const noises: Readonly<Record<string, MakeSeries>> = {
  independent: (chance, size, steps) => each(size, () => over(steps, () => sizeOf * chance.normal())),
  "volatility clusters (GARCH)": (chance, size, steps) =>
    each(size, () => {
      let [variance, last] = [1, 0];
      return over(steps, () => {
        variance = 0.02 + 0.13 * last * last + 0.85 * variance;
        last = Math.sqrt(variance) * chance.normal();
        return sizeOf * last;
      });
    }),
  "common volatility": (chance, size, steps) => {
    let level = 0;
    const volatility = over(steps, () => {
      level = 0.97 * level + 0.4 * chance.normal();
      return Math.exp(level / 2);
    });
    const market = volatility.map((each) => each * chance.normal());
    return each(size, () =>
      over(steps, (step) => {
        const own = (volatility[step] as number) * chance.normal();
        return sizeOf * 0.7 * ((market[step] as number) + own);
      }),
    );
  },
  "one common factor": (chance, size, steps) => share(chance, size, remember(chance, steps, 0)),
  "one factor that remembers (0.4)": (chance, size, steps) => share(chance, size, remember(chance, steps, 0.4)),
  "one factor that remembers (0.8)": (chance, size, steps) => share(chance, size, remember(chance, steps, 0.8)),
  "two factors that remember": (chance, size, steps) => {
    const [first, second] = [remember(chance, steps, 0.5), remember(chance, steps, -0.3)];
    return share(chance, size, first).map((series) => {
      const loading = sizeOf * chance.normal();
      return series.map((value, step) => value + loading * (second[step] as number));
    });
  },
  "series that remember": (chance, size, steps) =>
    each(size, () => remember(chance, steps, 0.8 * chance.uniform()).map((value) => sizeOf * value)),
  "heavy tails (2 degrees)": (chance, size, steps) => each(size, () => over(steps, () => sizeOf * heavy(chance))),
  "one joint crash": (chance, size, steps) =>
    each(size, () => {
      const crash = Math.floor(0.6 * steps);
      return over(steps, (step) => {
        const jump = step === crash ? -0.3 * (0.5 + chance.uniform()) : step === crash + 1 ? 0.1 * chance.uniform() : 0;
        return jump + sizeOf * chance.normal();
      });
    }),
};

/** `to` follows `from`: so much more, so many steps later. Indexes. */
export type PlantedLink = { readonly from: number; readonly to: number; readonly lag: number; readonly weight: number };

/** White series with a common factor of that loading, and what is planted. Links in the order of their causes. */
export function plantLinks(
  chance: Chance,
  shape: { readonly size: number; readonly steps: number; readonly factor: number },
  links: readonly PlantedLink[],
): Float64Array[] {
  const market = remember(chance, shape.steps, 0);
  const series = each(shape.size, () =>
    over(shape.steps, (step) => sizeOf * (shape.factor * (market[step] as number) + chance.normal())),
  );
  for (let step = 0; step < shape.steps; step += 1) {
    for (const { from, to, lag, weight } of links) {
      const target = series[to] as Float64Array;
      if (step >= lag) target[step] = (target[step] as number) + weight * (series[from]?.[step - lag] ?? 0);
    }
  }
  return series;
}

/** Weight with which an otherwise independent series has that share of its variance from the leader. */
export const weightOf = (share: number): number => Math.sqrt(share / (1 - share));

/** `A`, `B`, …: names by code point. */
export const nameSeries = (size: number): string[] =>
  Array.from({ length: size }, (_, index) => String.fromCodePoint(65 + index));
