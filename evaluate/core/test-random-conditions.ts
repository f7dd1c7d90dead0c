import fc from "fast-check";

/** What conditions can speak of. */
export type RandomScene = {
  readonly cadenceMs: number;
  readonly longestStepMs: number;
  /** Each symbol keeps near its base. */
  readonly prices: readonly { readonly symbol: string; readonly base: number }[];
  /** Expressions of signals between 0 and 1. */
  readonly indices: readonly string[];
  readonly eventFilters: readonly string[];
};

/**
 * A numeric expression with literals near its values. `isExact`: whoever computes it gets the same bits, so that it may
 * be held against its own values; the others stand beside literals that they never equal.
 */
type Term = { readonly text: string; readonly literals: readonly number[]; readonly isExact: boolean };

/** A condition that passes all static checks and is both true and false for some prices near the bases. */
export function randomCondition(scene: RandomScene, depth = 3): fc.Arbitrary<string> {
  const leaf = randomLeaf(scene);
  if (depth === 0) return leaf;
  const part = randomCondition(scene, depth - 1);
  const wrapped = part.map((text) => `(${text})`);
  return fc.oneof(
    { weight: 6, arbitrary: leaf },
    { weight: 1, arbitrary: wrapped.map((text) => `!${text}`) },
    { weight: 2, arbitrary: fc.tuple(wrapped, wrapped).map((sides) => sides.join(" && ")) },
    { weight: 2, arbitrary: fc.tuple(wrapped, wrapped).map((sides) => sides.join(" || ")) },
    { weight: 1, arbitrary: fc.tuple(leaf, leaf, leaf).map(([a, b, c]) => `${a} || ${b} && !(${c})`) },
  );
}

function randomLeaf(scene: RandomScene): fc.Arbitrary<string> {
  const { prices } = scene;
  const touched = fc.constantFrom(...prices).chain(({ symbol, base }) =>
    fc
      .tuple(
        fc.constantFrom(`'${symbol}'`, `price('${symbol}')`),
        fc.oneof(
          fc.constantFrom(...aroundBase(base)).map(write),
          priceTerm(scene, { symbol, base }).map(({ text, isExact }) => (isExact ? text : `${text} * 1.0007`)),
        ),
      )
      .map((sides) => `touches(${sides.join(", ")})`),
  );
  const stopped = fc
    .tuple(fc.constantFrom(...prices), fc.boolean(), fc.constantFrom(0.01, 0.0237, 0.05, 0.0613, 0.1))
    .map(
      ([{ symbol }, isBare, fraction]) => `trailingStop(${isBare ? `'${symbol}'` : `price('${symbol}')`}, ${fraction})`,
    );
  const compared = term(scene).chain((left) => {
    const ops = left.isExact ? ["<", "<=", ">", ">=", "==", "!="] : ["<", "<=", ">", ">="];
    return fc
      .tuple(fc.constantFrom(...ops), fc.constantFrom(...left.literals), fc.boolean())
      .map(([op, literal, isTurned]) =>
        isTurned ? `${write(literal)} ${op} ${left.text}` : `${left.text} ${op} ${write(literal)}`,
      );
  });
  const crossing = fc.constantFrom("crossesAbove", "crossesBelow");
  const crossed = fc
    .tuple(crossing, term(scene))
    .chain(([name, { text, literals }]) =>
      fc.constantFrom(...literals).map((literal) => `${name}(${text}, ${write(literal)})`),
    );
  const comparedSides = fc
    .tuple(sides(scene), fc.constantFrom("<", "<=", ">", ">="))
    .map(([[left, right], op]) => `${left} ${op} ${right}`);
  const crossedSides = fc.tuple(crossing, sides(scene)).map(([name, both]) => `${name}(${both.join(", ")})`);
  return fc.oneof(
    { weight: 5, arbitrary: compared },
    { weight: 2, arbitrary: crossed },
    { weight: 3, arbitrary: comparedSides },
    { weight: 2, arbitrary: crossedSides },
    { weight: 2, arbitrary: touched },
    { weight: 2, arbitrary: stopped },
  );
}

/** Two sides that are near each other and of the same unit, but not one text. */
function sides(scene: RandomScene): fc.Arbitrary<readonly [string, string]> {
  const ofOne = fc
    .tuple(fc.constantFrom(...scene.prices), window(scene), window(scene), emaWindow(scene), emaWindow(scene))
    .chain(([{ symbol, base }, short, long, emaShort, emaLong]) => {
      const spot = `price('${symbol}')`;
      return fc.oneof(
        windowedPriceTerm(scene, { symbol, base }).map(({ text, isExact }): readonly [string, string] =>
          isExact ? [spot, `${text} - 1`] : [spot, `${text} * 1.0007`],
        ),
        fc.constantFrom<readonly [string, string]>(
          [spot, `sma(${spot}, '${long}') * 0.9993`],
          [spot, `max(${spot}, '${long}')`],
          [`low('${symbol}')`, `min(${spot}, '${long}')`],
          [`ema(${spot}, '${emaShort}')`, `ema(${spot}, '${emaLong}') * 1.0013`],
          [`sma(${spot}, '${short}') * 1.0013`, `ema(high('${symbol}'), '${emaLong}')`],
          [`stddev(${spot}, '${long}')`, `0.0137 * ${spot}`],
          [`zscore(${spot}, '${long}')`, `zscore(high('${symbol}'), '${long}') + 0.0113`],
          [`change(${spot}, '${short}')`, `change(low('${symbol}'), '${long}') + 0.0013`],
        ),
      );
    });
  if (scene.prices.length < 2) return ofOne;
  const ofTwo = pair(scene).map(([a, b]): readonly [string, string] => [
    `price('${a.symbol}')`,
    `price('${b.symbol}') * ${write(a.base / b.base)}`,
  ]);
  return fc.oneof({ weight: 3, arbitrary: ofOne }, { weight: 1, arbitrary: ofTwo });
}

function term(scene: RandomScene): fc.Arbitrary<Term> {
  const shares = [0.1, 0.3, 0.5, 0.7, 0.9];
  const ofOne = fc
    .constantFrom(...scene.prices)
    .chain((price) =>
      fc.oneof(
        { weight: 5, arbitrary: priceTerm(scene, price) },
        { weight: 4, arbitrary: fc.tuple(priceTerm(scene, price), window(scene), emaWindow(scene)).chain(derive) },
      ),
    );
  const terms = [{ weight: 6, arbitrary: ofOne }];
  if (scene.prices.length > 1) {
    terms.push({ weight: 3, arbitrary: fc.tuple(pair(scene), window(scene), emaWindow(scene)).chain(joinPair) });
  }
  if (scene.indices.length > 0) {
    const ofIndex = fc
      .tuple(fc.constantFrom(...scene.indices), window(scene))
      .chain(([text, length]) =>
        fc.constantFrom<Term>(
          { text, literals: shares, isExact: true },
          { text: `max(${text}, '${length}')`, literals: shares, isExact: true },
          { text: `sma(${text}, '${length}')`, literals: nudge(shares), isExact: false },
          { text: `change(${text}, '${length}')`, literals: [-0.4137, 0.0137, 0.8137], isExact: false },
        ),
      );
    terms.push({ weight: 2, arbitrary: ofIndex });
  }
  if (scene.eventFilters.length > 0) {
    const ofEvents = fc
      .tuple(fc.constantFrom(...scene.eventFilters), window(scene))
      .map(([filter, length]) => ({ text: `eventCount('${filter}', '${length}')`, literals: [1, 2], isExact: true }));
    terms.push({ weight: 1, arbitrary: ofEvents });
  }
  return fc.oneof(...terms);
}

type Price = { readonly symbol: string; readonly base: number };

/** A term that moves about the base of a symbol. */
function priceTerm(scene: RandomScene, price: Price): fc.Arbitrary<Term> {
  const { symbol, base } = price;
  const spot = fc
    .constantFrom(`price('${symbol}')`, `low('${symbol}')`, `high('${symbol}')`, `signal("price.${symbol}")`)
    .map((text): Term => ({ text, literals: aroundBase(base), isExact: true }));
  return fc.oneof({ weight: 1, arbitrary: spot }, { weight: 2, arbitrary: windowedPriceTerm(scene, price) });
}

/** The same, but never the present price alone: neither side of a comparison with it is needless. */
function windowedPriceTerm(scene: RandomScene, { symbol, base }: Price): fc.Arbitrary<Term> {
  const spot = `price('${symbol}')`;
  const literals = aroundBase(base);
  const exact = (text: string): Term => ({ text, literals, isExact: true });
  const inexact = (text: string): Term => ({ text, literals: nudge(literals), isExact: false });
  return fc
    .tuple(window(scene), window(scene), emaWindow(scene))
    .chain(([length, longer, emaLength]) =>
      fc.oneof(
        fc.constantFrom(
          exact(`min(${spot}, '${length}')`),
          exact(`max(${spot}, '${length}')`),
          exact(`min(max(${spot}, '${length}'), '${longer}')`),
          exact(`(${spot} + high('${symbol}')) / 2`),
          exact(`spread(${spot} * 2, low('${symbol}'))`),
        ),
        fc.constantFrom(
          inexact(`sma(${spot}, '${length}')`),
          inexact(`sma(high('${symbol}') - 0.5, '${length}')`),
          inexact(`ema(${spot}, '${emaLength}')`),
          inexact(`ema(low('${symbol}'), '${emaLength}')`),
          inexact(`max(sma(${spot}, '${length}'), '${longer}')`),
          inexact(`sma(ema(${spot}, '${emaLength}'), '${longer}')`),
        ),
      ),
    );
}

/** A term made from another one of the same symbol, with values of its own. */
function derive([term, length, emaLength]: readonly [Term, string, string]): fc.Arbitrary<Term> {
  const { text } = term;
  const shares = [-0.0813, -0.0337, -0.0113, 0.0137, 0.0413, 0.0813];
  const inexact = (derived: string, literals: readonly number[]): Term => ({ text: derived, literals, isExact: false });
  const ofAny = [
    { ...term, text: `-(${text})`, literals: term.literals.map((literal) => -literal) },
    inexact(`change(${text}, '${length}')`, shares),
    inexact(`sma(change(${text}, '${length}'), '${length}')`, shares),
    inexact(`max(change(${text}, '${length}'), '${length}')`, shares),
    inexact(`ema(change(${text}, '${length}'), '${emaLength}')`, shares),
  ];
  // Of what is not exact the spread may be nothing but the last bits, where `zscore` has no value to agree on.
  const ofExact = [
    inexact(`stddev(${text}, '${length}')`, [0.3137, 0.8137, 1.3137, 2.3137]),
    inexact(`zscore(${text}, '${length}')`, [-2.1713, -1.2313, -0.4137, 0.4137, 1.2313, 2.1713]),
    inexact(`min(zscore(${text}, '${length}'), '${length}')`, [-1.7313, -1.1313, -0.4137]),
  ];
  return fc.constantFrom(...ofAny, ...(term.isExact ? ofExact : []));
}

function joinPair([[a, b], length, emaLength]: readonly [readonly [Price, Price], string, string]): fc.Arbitrary<Term> {
  const [left, right] = [`price('${a.symbol}')`, `price('${b.symbol}')`];
  const differences = aroundBase(a.base - b.base);
  const quotients = [0.93, 0.97, 1, 1.03, 1.07].map((factor) => (factor * a.base) / b.base);
  return fc.constantFrom<Term>(
    { text: `spread(${left}, ${right})`, literals: differences, isExact: true },
    { text: `${left} - low('${b.symbol}')`, literals: differences, isExact: true },
    { text: `sma(spread(${left}, ${right}), '${length}')`, literals: nudge(differences), isExact: false },
    { text: `ratio(${left}, ${right})`, literals: quotients, isExact: true },
    { text: `high('${a.symbol}') / ${right}`, literals: quotients, isExact: true },
    { text: `ema(ratio(${left}, ${right}), '${emaLength}')`, literals: nudge(quotients), isExact: false },
    { text: `change(ratio(${left}, ${right}), '${length}')`, literals: [-0.0613, 0.0137, 0.0613], isExact: false },
    { text: `zscore(spread(${left}, ${right}), '${length}')`, literals: [-1.2313, 0.0137, 1.2313], isExact: false },
    { text: `stddev(ratio(${left}, ${right}), '${length}')`, literals: [0.0213, 0.0613], isExact: false },
  );
}

function pair({ prices }: RandomScene): fc.Arbitrary<readonly [Price, Price]> {
  return fc.constantFrom(
    ...prices.flatMap((a) => prices.flatMap((b): (readonly [Price, Price])[] => (a === b ? [] : [[a, b]]))),
  );
}

/** Whole multiples of the cadence, short ones too, in which a symbol may have no sample. */
const window = ({ cadenceMs }: RandomScene): fc.Arbitrary<string> =>
  fc
    .oneof(
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }) },
      { weight: 4, arbitrary: fc.integer({ min: 4, max: 30 }) },
    )
    .map((count) => writeDuration(count * cadenceMs));

const emaWindow = ({ cadenceMs, longestStepMs }: RandomScene): fc.Arbitrary<string> =>
  fc.integer({ min: 0, max: 20 }).map((more) => {
    return writeDuration((Math.ceil(longestStepMs / cadenceMs) + more) * cadenceMs);
  });

const aroundBase = (base: number): readonly number[] =>
  [-6, -4, -3, -2, -1, -0.5, 0, 0.5, 1, 2, 3, 5].map((d) => base + d);
const nudge = (literals: readonly number[]): readonly number[] => literals.map((literal) => literal + 0.0137);

/** Decimal, without exponent. */
const write = (value: number): string => `${Number(value.toFixed(6))}`;

export function writeDuration(ms: number): string {
  if (ms > 0 && ms % 3_600_000 === 0) return `${ms / 3_600_000}h`;
  return ms % 60_000 === 0 ? `${ms / 60_000}m` : `${ms / 1_000}s`;
}
