/** Exponents of base units, none of them 0: `USD / BTC` is `{USD: 1, BTC: -1}`. Empty: a number without dimension. */
export type Unit = ReadonlyMap<string, number>;

export const noUnit: Unit = new Map();

/** Coins that stand for one dollar are compared with it and with one another. */
const dollars: ReadonlySet<string> = new Set(["USD", "USDT", "USDC", "BUSD", "DAI", "TUSD", "FDUSD"]);

export const isDollar = (name: string): boolean => dollars.has(name);

export function unitOf(name: string | undefined): Unit {
  return name === undefined ? noUnit : new Map([[isDollar(name) ? "USD" : name, 1]]);
}

export const multiplyUnits = (a: Unit, b: Unit): Unit => combine(a, b, 1);
export const divideUnits = (a: Unit, b: Unit): Unit => combine(a, b, -1);

export function isSameUnit(a: Unit, b: Unit): boolean {
  return a.size === b.size && [...a].every(([name, exponent]) => b.get(name) === exponent);
}

/** `in USD`, `in USD/BTC`, `without unit`. */
export function describeUnit(unit: Unit): string {
  if (unit.size === 0) return "without unit";
  const above = [...unit].filter(([, exponent]) => exponent > 0).map(showPower);
  const below = [...unit].filter(([, exponent]) => exponent < 0).map(showPower);
  const top = above.length === 0 ? "1" : above.join("·");
  return `in ${[top, ...below].join("/")}`;
}

function showPower([name, exponent]: readonly [string, number]): string {
  return Math.abs(exponent) === 1 ? name : `${name}^${Math.abs(exponent)}`;
}

function combine(a: Unit, b: Unit, sign: 1 | -1): Unit {
  const exponents = new Map(a);
  for (const [name, exponent] of b) {
    const sum = (exponents.get(name) ?? 0) + sign * exponent;
    if (sum === 0) exponents.delete(name);
    else exponents.set(name, sum);
  }
  return exponents;
}
