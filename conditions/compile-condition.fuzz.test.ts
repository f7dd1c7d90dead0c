import { expect, test } from "vitest";
import { compileCondition, formatConditionError } from "./compile-condition.ts";
import type { Condition } from "./condition.ts";
import { type CatalogueSignal, catalogueOf } from "./signal-catalogue.ts";

const inputs = 1_000_000;
const codes = [
  "syntax",
  "unsupported",
  "unknown-signal",
  "wrong-type",
  "mixed-units",
  "bad-window",
  "never-true",
  "too-large",
] as const;

const signal = (unit: string | undefined, min?: number, max?: number, stepMs = 120_000): CatalogueSignal => ({
  unit,
  min,
  max,
  stepMs,
  stalenessMs: 3 * stepMs,
  description: "",
});

const catalogue = catalogueOf(
  new Map([
    ...["BTC/USDT", "ETH/USDT", "ETH/BTC", "DOGE-USD", "😀/USD"].map(
      (symbol) => [`price.${symbol}`, signal(symbol.endsWith("BTC") ? "BTC" : "USD", 0)] as const,
    ),
    ["factor.risk", signal(undefined, -1, 1, 1_800_000)],
    ["market.moon", signal(undefined, 0, 1)],
    ["market.gas", signal("gwei")],
    ["cluster.ETH/USDT.cohesion", signal(undefined, -1, 1)],
    ["event.war", signal(undefined, 0)],
    ["event.war.east", signal(undefined, 0)],
  ]),
);

test(`no text makes the compiler throw (${inputs} texts)`, { timeout: 300_000 }, () => {
  const random = createRandom(20_210_519);
  const outcomes = new Map<string, number>();
  const faults: string[] = [];
  for (let index = 0; index < inputs && faults.length < 5; index += 1) {
    const text = generateText(random);
    const outcome = tryText(text, index % 2 === 0 ? { windowMsMax: 604_800_000 } : {});
    outcomes.set(outcome.name, (outcomes.get(outcome.name) ?? 0) + 1);
    if (outcome.fault !== null) faults.push(`${outcome.fault}: ${JSON.stringify(text)}`);
  }
  expect(faults).toEqual([]);
  // The texts reach every way out, so that none of them goes untried.
  const common = ["ok", ...codes].filter((name) => (outcomes.get(name) ?? 0) >= inputs / 1_000);
  expect(common).toEqual(["ok", ...codes]);
});

type Outcome = { readonly name: string; readonly fault: string | null };

function tryText(text: string, limits: { readonly windowMsMax?: number }): Outcome {
  const settings = { catalogue, cadenceMs: 120_000, ...limits };
  try {
    const compiled = compileCondition(text, settings);
    if (compiled.ok) return { name: "ok", fault: findConditionFault(text, compiled.value) };
    const { code, position, message, suggestion } = compiled.error;
    const isTyped =
      codes.includes(code) &&
      Number.isInteger(position) &&
      position >= 0 &&
      position <= text.length &&
      message.length > 0 &&
      message.length < 300 &&
      (suggestion === null || (suggestion.length > 0 && suggestion.length < 300));
    const isThreeLines = formatConditionError(text, compiled.error).split("\n").length === 3;
    return { name: code, fault: isTyped && isThreeLines ? null : `${code} at ${position}: ${message}` };
  } catch (cause) {
    return { name: "thrown", fault: String(cause) };
  }
}

/** What holds of every condition that is accepted: JSON keeps it whole, and each leaf's text is that leaf. */
function findConditionFault(text: string, condition: Condition): string | null {
  const json = JSON.stringify(condition);
  if (/null|undefined|NaN|Infinity/.test(json.replaceAll(/"(?:\\.|[^"\\])*"/g, ""))) return "not all of it is data";
  let from = 0;
  for (const leaf of condition.leaves) {
    const place = text.indexOf(leaf.text, from);
    if (place === -1) return `a leaf is not in the text: ${leaf.text}`;
    from = place + leaf.text.length;
    const alone = compileCondition(leaf.text, { catalogue, cadenceMs: 120_000 });
    const isSame = alone.ok
      ? JSON.stringify(alone.value.leaves) === JSON.stringify([leaf])
      : alone.error.code === "never-true";
    if (!isSame) return `a leaf's text is not that leaf: ${leaf.text}`;
  }
  return null;
}

type Random = { readonly below: (limit: number) => number; readonly pick: <T>(of: readonly [T, ...T[]]) => T };

/** Mulberry32. */
function createRandom(seed: number): Random {
  let state = seed;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
  return { below, pick: (of) => of[below(of.length)] ?? of[0] };
}

const tokens = [
  ..."( ) ( ) , . < > <= >= == != + - * / % ! && || ? : [ ] { } = & | ' \" ''' \\ // # $ ; @ ` ~ ^".split(" "),
  ..."1 0 0.5 -1 1e9 1e999 .5 5. 0x1f 7u 00 1e 9007199254740993 true false null in and or not this".split(" "),
  ..."'1h' '90s' '2m' '7d' '30m' '9999d' '999999999d' '0s' \"4m\" '1 h' r'2m' b'2m' '\\u0041' '\\x' '\\ud800'".split(
    " ",
  ),
  ..."'BTC/USDT' 'ETH/USDT' 'ETH/BTC' 'DOGE-USD' '😀/USD' 'ETHUSDT' 'risk' 'gas' 'moon' 'cohesion' 'war' '*' ''".split(
    " ",
  ),
  ..."price low high factor market cluster signal change sma min max stddev zscore ema spread ratio".split(" "),
  ..."eventCount crossesAbove crossesBelow touches trailingStop avg has map all exists cel.bind x.map".split(" "),
  ..."constructor __proto__ toString hasOwnProperty a b as const BTC ETH-USD \n \t \r \0 \u2028 ‘ ≤ 😀 \ud800 é".split(
    " ",
  ),
] as [string, ...string[]];

function generateText(random: Random): string {
  const shape = random.below(100);
  if (shape < 15) return generateJoin(random, 3);
  if (shape < 60) return mutateTokens(random, generateJoin(random, 3));
  if (shape < 75)
    return Array.from({ length: 1 + random.below(20) }, () => random.pick(tokens)).join(random.pick(["", " "]));
  if (shape < 88) return generateCharacters(random, random.below(random.pick([4, 20, 200])));
  if (shape < 92) return generateNesting(random);
  if (shape < 96) return generateLong(random);
  return mutateCharacters(random, generateJoin(random, 2));
}

function generateJoin(random: Random, depth: number): string {
  const shape = depth === 0 ? 0 : random.below(8);
  if (shape < 4) return generateLeaf(random);
  if (shape === 4) return `!(${generateJoin(random, depth - 1)})`;
  if (shape === 5) return `(${generateJoin(random, depth - 1)})`;
  return `${generateJoin(random, depth - 1)} ${random.pick(["&&", "||"])} ${generateJoin(random, depth - 1)}`;
}

function generateLeaf(random: Random): string {
  const shape = random.below(12);
  const kind = random.pick(["price", "price", "none", "gas"]);
  const number = (): string => generateNumber(random, kind, 2);
  if (shape < 8) return `${number()} ${random.pick(["<", "<=", ">", ">=", "==", "!="])} ${number()}`;
  if (shape < 10) return `crosses${random.pick(["Above", "Below"])}(${number()}, ${number()})`;
  if (shape < 11) return `touches(${generateStopped(random)}, ${generateNumber(random, "price", 1)})`;
  return `trailingStop(${generateStopped(random)}, 0.${1 + random.below(99)})`;
}

const symbols = ["'BTC/USDT'", "'ETH/USDT'", "'DOGE-USD'", "'😀/USD'"] as const;
const generateStopped = (random: Random): string => `${random.pick(["", "price"])}(${random.pick(symbols)})`;
const generateWindow = (random: Random): string => `'${random.pick([2, 30, 60, 120, 1_440])}m'`;

/** Mostly of one kind of unit, so that many are accepted. */
function generateNumber(random: Random, kind: string, depth: number): string {
  const inner = (of = kind): string => generateNumber(random, random.below(60) === 0 ? "price" : of, depth - 1);
  const shape = depth === 0 ? random.below(5) : random.below(16);
  if (shape < 2) return random.pick(["0", "1", "2500", "0.05", "-3", "1e-3", "-(1 + 2) * 3", "1 / 8", "40000.0"]);
  if (shape < 5) return generateSignal(random, kind);
  if (shape < 7) return `${inner()} ${random.pick(["+", "-"])} ${inner()}`;
  if (shape < 9) return `${random.pick(["0.97", "-2", inner("none")])} * ${inner()}`;
  if (shape < 10) return `(${inner()}) / ${random.pick(["2", `(${inner("none")})`])}`;
  if (shape < 11) return `-${inner()}`;
  if (shape < 12) return `spread(${inner()}, ${inner()})`;
  if (kind !== "none") {
    const name = random.pick(["sma", "min", "max", "stddev", "ema"]);
    return `${name}(${generateSignal(random, kind)} + ${inner()}, ${generateWindow(random)})`;
  }
  if (shape < 13) return `ratio(${inner("price")}, ${inner("price")})`;
  if (shape < 14) return `eventCount(${random.pick(["'war'", "'*'", "'war.east'"])}, ${generateWindow(random)})`;
  return `${random.pick(["change", "zscore"])}(${generateSignal(random, "price")}, ${generateWindow(random)})`;
}

function generateSignal(random: Random, kind: string): string {
  if (kind === "price") return `${random.pick(["price", "low", "high"])}(${random.pick(symbols)})`;
  if (kind === "gas") return random.pick(["market('gas')", "signal('market.gas')"]);
  return random.pick(["factor('risk')", "market('moon')", "cluster('ETH/USDT', 'cohesion')", 'signal("event.war")']);
}

const pieces = /\s+|\w+|'[^']*'|&&|\|\||[<>=!]=|./gsu;

function mutateTokens(random: Random, text: string): string {
  const parts: string[] = [...text.matchAll(pieces)].map((match) => match[0]);
  for (let left = 1 + random.below(3); left > 0; left -= 1) {
    const place = random.below(parts.length + 1);
    const other = random.below(parts.length + 1);
    const part = parts[place] ?? "";
    const act = random.below(10);
    if (act === 0) parts.splice(place, 1);
    else if (act === 1) parts.splice(place, 0, part);
    else if (act === 2) parts.splice(other, 0, random.pick(tokens));
    else if (act === 3) parts[place] = random.pick(tokens);
    else if (act === 4) [parts[place], parts[other]] = [parts[other] ?? "", part];
    else replaceAlike(random, parts, place);
  }
  return parts.join("");
}

/** Puts a token in the place of one of its kind, at or after `from`: the text still parses. */
function replaceAlike(random: Random, parts: string[], from: number): void {
  const kind = random.pick([/^'/, /^[a-z]\w+$/i, /^[\d.]+$/, /^([<>!=]=?|[-+*/%]|&&|\|\|)$/]);
  const place = parts.findIndex((part, index) => index >= from && kind.test(part));
  const alike = tokens.filter((token) => kind.test(token));
  if (place !== -1) parts[place] = alike[random.below(alike.length)] ?? "";
}

function mutateCharacters(random: Random, text: string): string {
  const place = random.below(text.length + 1);
  return text.slice(0, place) + generateCharacters(random, random.below(3)) + text.slice(place + random.below(3));
}

function generateCharacters(random: Random, length: number): string {
  const limit = random.pick([128, 256, 0x3_000, 0x10_000]);
  return Array.from({ length }, () => String.fromCharCode(random.below(limit))).join("");
}

function generateNesting(random: Random): string {
  const opener = random.pick([
    "(",
    "!",
    "-",
    "[",
    "{",
    "f(",
    "- ",
    "!(",
    "-(",
    "sma(",
    "min(price('BTC/USDT')+",
    "a?",
    "a.b(",
    "a[",
  ]);
  const closer = random.pick(["", ")", "]", "}", ",'2m')", ":b"]);
  const depth = 1 + random.below(random.pick([8, 40, 400]));
  const chain = random.pick([
    "1",
    "factor('risk') > 0",
    "price('BTC/USDT')",
    `1${" + 1".repeat(depth)}`,
    `a${".b".repeat(depth)}`,
  ]);
  return `${opener.repeat(depth)}${chain}${closer.repeat(depth)} < price('BTC/USDT')`;
}

function generateLong(random: Random): string {
  const length = random.pick([30, 300, 1_500, 5_000]);
  switch (random.below(7)) {
    case 0:
      return `price('BTC/USDT') < ${random.pick(["9", "0.", "1e", "0x", "0"])}${"9".repeat(length)}`;
    case 1:
      return `price('${random.pick(["x", "\\\\", "'", "BTC/", "é"]).repeat(length)}') < 5`;
    case 2:
      return `price(${"'BTC/USDT',".repeat(length / 30)}1) < 5`;
    case 3:
      return Array.from({ length: length / 30 }, () => "factor('risk') > 0").join(random.pick([" && ", " || ", " < "]));
    case 4:
      return `${"factor('risk')+".repeat(length / 30)}1 > 0`;
    case 5:
      return `[${"1,".repeat(length / 5)}] == {${"1:2,".repeat(length / 10)}}`;
    default:
      return `factor('risk') > 0${" ".repeat(length)}${"x".repeat(random.below(length))}`;
  }
}
