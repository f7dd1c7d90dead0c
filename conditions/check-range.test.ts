import fc from "fast-check";
import { expect, test } from "vitest";
import { compileCondition } from "./compile-condition.ts";
import { and, not, or, type Truth } from "./join-leaves.ts";
import { type CatalogueSignal, catalogueOf } from "./signal-catalogue.ts";

type Sample = { readonly value: number; readonly low: number; readonly high: number };
/** The samples of every signal, just before and now. */
type World = Readonly<Record<string, { readonly before: Sample; readonly now: Sample }>>;
type Moment = "before" | "now";

/** A text with what it means, apart from the compiler. */
type NumberText = { readonly text: string; readonly read: (world: World, at: Moment) => number | null };
type TruthText = { readonly text: string; readonly judge: (world: World) => Truth };

const ranges: Readonly<Record<string, readonly [number | undefined, number | undefined]>> = {
  "price.A": [0, undefined],
  "price.B": [0, undefined],
  "factor.f": [-1, 1],
  "market.m": [0, 1],
  "market.any": [undefined, undefined],
  "market.low": [undefined, -2],
};

// Units are another check: here nothing has one.
const catalogue = catalogueOf(
  new Map(
    Object.entries(ranges).map(([key, [min, max]]): [string, CatalogueSignal] => [
      key,
      { unit: undefined, min, max, stepMs: 120_000, stalenessMs: 360_000, description: "" },
    ]),
  ),
);

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
const edges = [5e-324, 1e-300, 1e-17, 0.5, 1, 2, 3, 1e17, 1e300];
const constants = ["0", "1", "-1", "0.5", "2", "-2", "3", "1e-300", "1e300"];

const arbitraryValue = (key: string): fc.Arbitrary<number> => {
  const [min, max] = ranges[key] ?? [];
  const isPrice = key.startsWith("price.");
  const edge = fc.constantFrom(...edges.flatMap((value) => [value, -value]), 0);
  return fc
    .oneof(edge, fc.double({ noNaN: true, noDefaultInfinity: true }))
    .filter((value) => (isPrice ? value > 0 : value >= (min ?? -Infinity)) && value <= (max ?? Infinity));
};

const sampleOf = (key: string): fc.Arbitrary<Sample> =>
  fc.tuple(arbitraryValue(key), arbitraryValue(key), arbitraryValue(key)).map(([value, a, b]) => ({
    value,
    low: Math.min(a, b),
    high: Math.max(a, b),
  }));

const worlds: fc.Arbitrary<World> = fc.record(
  Object.fromEntries(Object.keys(ranges).map((key) => [key, fc.record({ before: sampleOf(key), now: sampleOf(key) })])),
);

const signalText = fc
  .tuple(fc.constantFrom(...Object.keys(ranges)), fc.constantFrom("value", "low", "high"))
  .map(([key, field]): NumberText => {
    const name = field === "value" || !key.startsWith("price.") ? "value" : field;
    const text = name === "value" ? `signal('${key}')` : `${name}('${key.slice("price.".length)}')`;
    return { text, read: (world, at) => world[key]?.[at][name as keyof Sample] ?? null };
  });

const constantText = fc
  .constantFrom(...constants)
  .map((text): NumberText => ({ text: text.startsWith("-") ? `(${text})` : text, read: () => Number(text) }));

const arithmetic: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
};

const twice = (number: NumberText, world: World): readonly [number, number] | null => {
  const before = number.read(world, "before");
  const now = number.read(world, "now");
  return before === null || now === null ? null : [before, now];
};

/** Windows over two evaluations. Before them there is nothing, so that what was just before is unknown. */
const windows: Readonly<Record<string, (before: number, now: number) => number>> = {
  // A fall by all but 1e-17 rounds to −1, which is taken for never reached.
  change: (before, now) => (before === 0 || (now !== 0 && now / before - 1 === -1) ? Number.NaN : now / before - 1),
  sma: (before, now) => (before + now) / 2,
  min: Math.min,
  max: Math.max,
  stddev: (before, now) => Math.abs(before - now) / 2,
  zscore: (before, now) => (now - (before + now) / 2) / (Math.abs(before - now) / 2),
};

const { number } = fc.letrec<{ number: NumberText }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { arbitrary: signalText, weight: 4 },
    { arbitrary: constantText, weight: 2 },
    {
      arbitrary: fc.tuple(tie("number"), fc.constantFrom("+", "-", "*", "/"), tie("number")).map(
        ([a, op, b]): NumberText => ({
          text: `(${a.text} ${op} ${b.text})`,
          read: (world, at) => {
            const left = a.read(world, at);
            const right = b.read(world, at);
            return left === null || right === null ? null : finite(arithmetic[op]?.(left, right) ?? Number.NaN);
          },
        }),
      ),
      weight: 4,
    },
    {
      arbitrary: tie("number").map(
        (of): NumberText => ({
          text: `-${of.text}`,
          read: (world, at) => {
            const value = of.read(world, at);
            return value === null ? null : -value;
          },
        }),
      ),
      weight: 1,
    },
    {
      arbitrary: fc.tuple(fc.constantFrom("change", "sma", "min", "max", "stddev", "zscore"), tie("number")).map(
        ([name, of]): NumberText => ({
          text: `${name}(${of.text}, '4m')`,
          read: (world, at) => {
            const values = at === "now" ? twice(of, world) : null;
            return values === null ? null : finite(windows[name]?.(...values) ?? Number.NaN);
          },
        }),
      ),
      weight: 2,
    },
  ),
}));

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
};

const comparisonOf = (left: fc.Arbitrary<NumberText>, right: fc.Arbitrary<NumberText>): fc.Arbitrary<TruthText> =>
  fc.tuple(left, fc.constantFrom(...Object.keys(comparisons)), right).map(([a, op, b]) => ({
    text: `${a.text} ${op} ${b.text}`,
    judge: (world) => {
      const x = a.read(world, "now");
      const y = b.read(world, "now");
      return x === null || y === null ? null : (comparisons[op]?.(x, y) ?? null);
    },
  }));

const crossing = fc.tuple(fc.constantFrom("crossesAbove", "crossesBelow"), number, number).map(
  ([name, a, b]): TruthText => ({
    text: `${name}(${a.text}, ${b.text})`,
    judge: (world) => {
      const x = a.read(world, "now");
      const y = b.read(world, "now");
      if (x === null || y === null) return null;
      const before = [a.read(world, "before"), b.read(world, "before")];
      const [p, q] = before;
      if (p === null || q === null || p === undefined || q === undefined) return false;
      return name === "crossesAbove" ? p <= q && x > y : p >= q && x < y;
    },
  }),
);

const touch = fc.tuple(fc.constantFrom("A", "B"), number).map(
  ([symbol, level]): TruthText => ({
    text: `touches('${symbol}', ${level.text})`,
    judge: (world) => {
      const sample = world[`price.${symbol}`]?.now;
      const value = level.read(world, "now");
      return sample === undefined || value === null ? null : sample.low <= value && value <= sample.high;
    },
  }),
);

const { join } = fc.letrec<{ join: TruthText }>((tie) => ({
  join: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    // Plain bounds on few signals, so that conjunctions often speak of the same number.
    { arbitrary: comparisonOf(signalText, constantText), weight: 4 },
    { arbitrary: comparisonOf(constantText, signalText), weight: 1 },
    { arbitrary: comparisonOf(number, number), weight: 3 },
    { arbitrary: crossing, weight: 1 },
    { arbitrary: touch, weight: 1 },
    {
      arbitrary: tie("join").map(
        (of): TruthText => ({ text: `!(${of.text})`, judge: (world) => not(of.judge(world)) }),
      ),
      weight: 2,
    },
    {
      arbitrary: fc.tuple(tie("join"), fc.boolean(), tie("join")).map(
        ([a, isAnd, b]): TruthText => ({
          text: `(${a.text} ${isAnd ? "&&" : "||"} ${b.text})`,
          judge: (world) => (isAnd ? and : or)(a.judge(world), b.judge(world)),
        }),
      ),
      weight: 5,
    },
  ),
}));

test("what is true for some values in the declared ranges is not refused as never true", { timeout: 60_000 }, () => {
  let refused = 0;
  let trueSomewhere = 0;
  fc.assert(
    fc.property(join, fc.array(worlds, { minLength: 20, maxLength: 20 }), (condition, tried) => {
      const compiled = compileCondition(condition.text, { catalogue, cadenceMs: 120_000 });
      const world = tried.find((values) => condition.judge(values) === true);
      if (world !== undefined) trueSomewhere += 1;
      if (compiled.ok || compiled.error.code !== "never-true") return;
      refused += 1;
      expect(world, compiled.error.message).toBeUndefined();
    }),
    { numRuns: 5_000 },
  );
  // Both kinds are common, so that the property is not true by having nothing to say.
  expect(Math.min(refused, trueSomewhere)).toBeGreaterThan(250);
});
