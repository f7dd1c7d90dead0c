/** What a condition can call: what it gives, how it is written, and of how many arguments. */
export type FunctionSignature = {
  readonly gives: "number" | "truth";
  readonly form: string;
  readonly arity: 1 | 2;
};

const signature = (gives: "number" | "truth", form: string): readonly [string, FunctionSignature] => [
  form.slice(0, form.indexOf("(")),
  { gives, form, arity: form.includes(",") ? 2 : 1 },
];

export const functionSignatures: ReadonlyMap<string, FunctionSignature> = new Map([
  signature("number", "price(symbol)"),
  signature("number", "low(symbol)"),
  signature("number", "high(symbol)"),
  signature("number", "factor(name)"),
  signature("number", "market(id)"),
  signature("number", "cluster(symbol, measure)"),
  signature("number", "signal(key)"),
  signature("number", "change(number, window)"),
  signature("number", "sma(number, window)"),
  signature("number", "min(number, window)"),
  signature("number", "max(number, window)"),
  signature("number", "stddev(number, window)"),
  signature("number", "zscore(number, window)"),
  signature("number", "ema(number, window)"),
  signature("number", "spread(a, b)"),
  signature("number", "ratio(a, b)"),
  signature("number", "eventCount(filter, window)"),
  signature("truth", "crossesAbove(a, b)"),
  signature("truth", "crossesBelow(a, b)"),
  signature("truth", "touches(symbol, level)"),
  signature("truth", "trailingStop(symbol, fraction)"),
]);

/** Names under which other systems know these functions. */
export const otherFunctionNames: ReadonlyMap<string, string> = new Map([
  ["avg", "sma"],
  ["average", "sma"],
  ["mean", "sma"],
  ["ma", "sma"],
  ["std", "stddev"],
  ["stdev", "stddev"],
  ["last", "price"],
  ["close", "price"],
  ["lowest", "min"],
  ["highest", "max"],
  ["returns", "change"],
  ["percentchange", "change"],
  ["crossover", "crossesAbove"],
  ["crossabove", "crossesAbove"],
  ["crossunder", "crossesBelow"],
  ["crossbelow", "crossesBelow"],
  ["count", "eventCount"],
  ["events", "eventCount"],
]);
