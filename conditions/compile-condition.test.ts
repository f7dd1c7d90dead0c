import { describe, expect, test } from "vitest";
import { conditionTextMax } from "../contracts/trigger.ts";
import { type CompileSettings, compileCondition, formatConditionError } from "./compile-condition.ts";
import type { Condition, Leaf, NumberExpression } from "./condition.ts";
import type { ConditionErrorCode } from "./condition-error.ts";
import { type CatalogueSignal, catalogueOf } from "./signal-catalogue.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const signal = (unit: string | undefined, min: number | undefined, max: number | undefined, stepMs = 2 * minuteMs) =>
  ({ unit, min, max, stepMs, stalenessMs: 3 * stepMs, description: "" }) satisfies CatalogueSignal;

const catalogue = catalogueOf(
  new Map<string, CatalogueSignal>([
    ["price.BTC/USDT", signal("USDT", 0, undefined)],
    ["price.DOT/USDT", signal("USDT", 0, undefined)],
    ["price.ETH/BTC", signal("BTC", 0, undefined)],
    ["price.ETH/USDT", signal("USDT", 0, undefined)],
    ["price.SLOW-USD", signal("USD", 0, undefined, 10 * minuteMs)],
    ["factor.risk", signal(undefined, -1, 1, 30 * minuteMs)],
    ["market.moon", signal(undefined, 0, 1)],
    ["market.gas", signal("gwei", undefined, undefined)],
    ["cluster.ETH/USDT.cohesion", signal(undefined, -1, 1, 6 * hourMs)],
    ["event.war", signal(undefined, 0, undefined)],
    ["event.war.east", signal(undefined, 0, undefined)],
    ["event.wares", signal(undefined, 0, undefined)],
  ]),
);
const replay: CompileSettings = { catalogue, cadenceMs: 2 * minuteMs };
const live: CompileSettings = { ...replay, windowMsMax: 7 * dayMs };

function compileOk(text: string, settings = replay): Condition {
  const compiled = compileCondition(text, settings);
  if (!compiled.ok) throw new Error(formatConditionError(text, compiled.error));
  return compiled.value;
}

function refusalOf(text: string, settings = replay) {
  const compiled = compileCondition(text, settings);
  if (compiled.ok) throw new Error(`it was accepted: ${text}`);
  return compiled.error;
}

/** `¦` marks the place at which a text is wrong. */
function unmark(marked: string): { readonly text: string; readonly position: number } {
  return { text: marked.replace("¦", ""), position: marked.indexOf("¦") };
}

describe("what a condition becomes", () => {
  test.each<[string, string[], string[], number]>([
    ["price('ETH/USDT') < 2500", ["price('ETH/USDT') < 2500"], ["price.ETH/USDT"], 0],
    [
      "change(price('ETH/USDT'), '1h') < -0.05",
      ["change(price('ETH/USDT'), '1h') < -0.05"],
      ["price.ETH/USDT"],
      hourMs,
    ],
    [
      "low('BTC/USDT') <= 30000 && !(factor('risk') > 0 || signal('cluster.ETH/USDT.cohesion') >= 0.9)",
      ["low('BTC/USDT') <= 30000", "factor('risk') > 0", "signal('cluster.ETH/USDT.cohesion') >= 0.9"],
      ["cluster.ETH/USDT.cohesion", "factor.risk", "price.BTC/USDT"],
      0,
    ],
    // Brackets around a side belong to its leaf; brackets around a leaf do not.
    [
      "((( price('BTC/USDT') + 1) * 2 > (3)) || 3 < ((price('BTC/USDT') /* ( */)))".replace("/* ( */", "// (\n"),
      ["( price('BTC/USDT') + 1) * 2 > (3)", "3 < ((price('BTC/USDT') // (\n))"],
      ["price.BTC/USDT"],
      0,
    ],
    // Nested windows add up along one path; the longest path counts.
    [
      "zscore(sma(change(price('BTC/USDT'), '1h'), '2h') + max(price('ETH/BTC') / price('ETH/BTC'), '4h'), '1d') > 2",
      ["zscore(sma(change(price('BTC/USDT'), '1h'), '2h') + max(price('ETH/BTC') / price('ETH/BTC'), '4h'), '1d') > 2"],
      ["price.BTC/USDT", "price.ETH/BTC"],
      dayMs + 4 * hourMs,
    ],
    ["eventCount('war', '1h') >= 3", ["eventCount('war', '1h') >= 3"], ["event.war", "event.war.east"], hourMs],
    [
      "eventCount('*', '2h') > 0",
      ["eventCount('*', '2h') > 0"],
      ["event.war", "event.war.east", "event.wares"],
      2 * hourMs,
    ],
    [
      "touches('BTC/USDT', sma(price('ETH/USDT'), '6m')) || trailingStop('DOT/USDT', 0.07)",
      ["touches('BTC/USDT', sma(price('ETH/USDT'), '6m'))", "trailingStop('DOT/USDT', 0.07)"],
      ["price.BTC/USDT", "price.DOT/USDT", "price.ETH/USDT"],
      6 * minuteMs,
    ],
  ])("%s", (text, leaves, signals, windowMsMax) => {
    const condition = compileOk(text);
    expect(condition.leaves.map((leaf) => leaf.text)).toEqual(leaves);
    expect(condition).toMatchObject({ signals, windowMsMax });
  });

  test("joins keep CEL's precedence, and leaves are numbered in text order", () => {
    const text = "factor('risk') > 0.1 || factor('risk') > 0.2 && !(factor('risk') > 0.3) || factor('risk') > 0.4";
    const leaf = (index: number) => ({ kind: "leaf", index });
    expect(compileOk(text).root).toEqual({
      kind: "or",
      left: { kind: "or", left: leaf(0), right: { kind: "and", left: leaf(1), right: { kind: "not", of: leaf(2) } } },
      right: leaf(3),
    });
  });

  const priceOf = (symbol: string, field = "value") => ({ kind: "signal", key: `price.${symbol}`, field });
  const number = (value: number) => ({ kind: "number", value });
  const btc = priceOf("BTC/USDT");

  test.each<[string, unknown]>([
    ["price('BTC/USDT')", btc],
    ['signal("price.BTC/USDT")', btc],
    ["low('BTC/USDT')", priceOf("BTC/USDT", "low")],
    ["high('BTC/USDT')", priceOf("BTC/USDT", "high")],
    ["factor('risk')", { kind: "signal", key: "factor.risk", field: "value" }],
    ["market('moon')", { kind: "signal", key: "market.moon", field: "value" }],
    ["cluster('ETH/USDT', 'cohesion')", { kind: "signal", key: "cluster.ETH/USDT.cohesion", field: "value" }],
    ["spread(price('BTC/USDT'), 1)", { kind: "arithmetic", op: "-", left: btc, right: number(1) }],
    ["ratio(1, price('BTC/USDT'))", { kind: "arithmetic", op: "/", left: number(1), right: btc }],
    ["-price('BTC/USDT')", { kind: "negate", of: btc }],
    ["change(price('BTC/USDT'), '4m')", { kind: "change", of: btc, windowMs: 240_000 }],
    ["ema(price('BTC/USDT'), '4m')", { kind: "ema", of: btc, windowMs: 240_000 }],
    ["stddev(price('BTC/USDT'), '4m')", { kind: "window", aggregate: "stddev", of: btc, windowMs: 240_000 }],
    ["min(price('BTC/USDT'), '04m')", { kind: "window", aggregate: "min", of: btc, windowMs: 240_000 }],
    ["eventCount('war', '2m')", { kind: "event-count", filter: "war", windowMs: 120_000 }],
    // Only what is literal throughout is folded, with the doubles and in the order that are written.
    ["0.1 + 0.2 + price('BTC/USDT')", { kind: "arithmetic", op: "+", left: number(0.1 + 0.2), right: btc }],
    [
      "price('BTC/USDT') + 0.1 + 0.2",
      {
        kind: "arithmetic",
        op: "+",
        left: { kind: "arithmetic", op: "+", left: btc, right: number(0.1) },
        right: number(0.2),
      },
    ],
    [
      "price('BTC/USDT') * -(1 + 2e0) / 0x10",
      {
        kind: "arithmetic",
        op: "/",
        left: { kind: "arithmetic", op: "*", left: btc, right: number(-3) },
        right: number(16),
      },
    ],
    ["price('BTC/USDT') * ratio(1, 4)", { kind: "arithmetic", op: "*", left: btc, right: number(0.25) }],
  ])("the number %s", (text, expression) => {
    const [leaf] = compileOk(`${text} != 12345`).leaves;
    expect(leaf).toMatchObject({ kind: "comparison", op: "!=", left: expression, right: number(12_345) });
  });

  test.each<[string, Leaf["kind"], Record<string, unknown>]>([
    ["crossesAbove(price('BTC/USDT'), 5)", "crossing", { op: "crossesAbove", left: btc, right: number(5) }],
    ["crossesBelow(5, price('BTC/USDT'))", "crossing", { op: "crossesBelow", left: number(5), right: btc }],
    ["touches('BTC/USDT', 5)", "touch", { op: "touches", key: "price.BTC/USDT", level: number(5) }],
    ["touches(price('BTC/USDT'), 5)", "touch", { op: "touches", key: "price.BTC/USDT", level: number(5) }],
    ["touches(signal('price.BTC/USDT'), 5)", "touch", { op: "touches", key: "price.BTC/USDT", level: number(5) }],
    ["trailingStop('BTC/USDT', 0.07)", "trailing-stop", { op: "trailingStop", key: "price.BTC/USDT", fraction: 0.07 }],
    ["trailingStop(price('BTC/USDT'), 1 / 8)", "trailing-stop", { fraction: 0.125 }],
  ])("the leaf %s", (text, kind, fields) => {
    expect(compileOk(text).leaves).toMatchObject([{ kind, text, ...fields }]);
  });
});

describe("what is refused, where the mistake stands", () => {
  const btc = "price('BTC/USDT')";
  test.each<[string, ConditionErrorCode, string, string | null]>([
    // Syntax.
    ["¦", "syntax", "the condition is empty", null],
    ["  // nothing¦", "syntax", "ends too early", null],
    [`${btc} <¦`, "syntax", "ends too early", null],
    [`(${btc} < 1¦`, "syntax", "a closing ) is missing", null],
    [`${btc} < 1¦)`, "syntax", "did not expect ) here", null],
    [`${btc} < 1 ¦and factor('risk') > 0`, "syntax", "joined with &&", "&&"],
    [`${btc} < 1 ¦| factor('risk') > 0`, "syntax", "joined with ||", "||"],
    [`${btc} ¦= 1`, "syntax", "equality is written ==", "=="],
    [`${btc} ¦≤ 1`, "syntax", "at most is written <=", "<="],
    [`${btc} <¦> 1`, "syntax", "did not expect > here", null],
    [`${btc} < ¦.5`, "syntax", "begins with a digit", "0.5"],
    [`${btc} < 40¦,000`, "syntax", "did not expect , here", null],
    [`${btc} < ¦$5`, "syntax", "without a currency sign", null],
    ["price(¦‘BTC/USDT’) < 5", "syntax", "straight quotes", null],
    ["price(¦'BTC/USDT) < 5", "syntax", "no closing quote", null],
    [`sma(${btc}, 1¦h) < 5`, "syntax", "a window stands in quotes", "'1h'"],
    // Of another type.
    [`¦${btc}`, "wrong-type", "expected a comparison", null],
    ["¦true", "wrong-type", "expected a comparison", null],
    [`${btc} < 2500 && ¦1`, "wrong-type", "expected a comparison", null],
    [`!¦${btc}`, "wrong-type", "expected a comparison", null],
    [`¦1 < ${btc} < 3`, "wrong-type", "comparisons do not chain", null],
    [`(¦${btc} < 1) == (${btc} < 2)`, "wrong-type", "take no truth values", null],
    [`${btc} < ¦true`, "wrong-type", "expected a number", null],
    [`${btc} < ¦null`, "wrong-type", "expected a number", null],
    [`${btc} < ¦'low'`, "wrong-type", "expected a number, not a text", null],
    [`3 < ¦'ETH/USDT'`, "wrong-type", "expected a number, not a text", "price('ETH/USDT')"],
    [`${btc} < ¦crossesAbove(${btc}, 1)`, "wrong-type", "crossesAbove is true or false", null],
    [`¦change(${btc}) < 0`, "wrong-type", "change takes 2 arguments: change(number, window)", null],
    ["¦price('A', 'B') < 1", "wrong-type", "price takes one argument: price(symbol)", null],
    ["price(¦5) < 1", "wrong-type", "expected a symbol in quotes", null],
    [`sma(${btc}, ¦14) < 1`, "wrong-type", "expected a window in quotes", null],
    ["¦1 < 2", "wrong-type", "neither side has a signal", null],
    ["¦crossesAbove(1, 2)", "wrong-type", "neither side has a signal", null],
    ["sma(¦3 * 4, '1h') > 1", "wrong-type", "3 * 4 has no signal in it", null],
    ["touches(¦market('gas'), 5)", "wrong-type", "expected a symbol in quotes", null],
    ["touches(¦low('BTC/USDT'), 5)", "wrong-type", "expected a symbol in quotes", null],
    ["touches(¦5, 5)", "wrong-type", "expected a symbol in quotes", null],
    [`trailingStop('BTC/USDT', ¦${btc})`, "wrong-type", "a constant such as 0.07", null],
    ["trailingStop('BTC/USDT', ¦7)", "wrong-type", "between 0 and 1", "0.07"],
    ["trailingStop('BTC/USDT', ¦1)", "wrong-type", "between 0 and 1", null],
    ["trailingStop('BTC/USDT', ¦0)", "wrong-type", "between 0 and 1", null],
    [`${btc} < ¦1 / 0`, "wrong-type", "not a finite number", null],
    [`${btc} < ¦0 / 0`, "wrong-type", "not a finite number", null],
    [`${btc} < ¦1e308 * 10`, "wrong-type", "not a finite number", null],
    [`${btc} < ¦1e999`, "wrong-type", "too large for a double", null],
    [`${btc} < ¦1${"0".repeat(400)}`, "wrong-type", "not a finite number", null],
    // Not in the language.
    ["¦magic('ETH/USDT') < 1", "unsupported", "there is no function magic", null],
    [`¦smma(${btc}, '1h') < 1`, "unsupported", "there is no function smma", "sma"],
    [`¦avg(${btc}, '1h') < 1`, "unsupported", "there is no function avg", "sma"],
    [`¦crossAbove(${btc}, 1)`, "unsupported", "there is no function crossAbove", "crossesAbove"],
    [`¦constructor(${btc}, 1) > 0`, "unsupported", "there is no function constructor", null],
    ["price(¦BTC) < 1", "unsupported", "put the symbol in quotes", "price('BTC/USDT')"],
    ["price(¦ETH/BTC) < 1", "unsupported", "put the symbol in quotes", "price('ETH/BTC')"],
    ["signal(¦price.ETH) < 1", "unsupported", "put the name in quotes", "signal('price.ETH')"],
    ["touches(¦ETH, 1)", "unsupported", "put the symbol in quotes", "'ETH/USDT'"],
    ["¦BTC < 1", "unsupported", "there are no variables", "price('BTC/USDT')"],
    ["¦ready", "unsupported", "there are no variables", null],
    [`¦${btc} % 2 < 1`, "unsupported", "5% is written 0.05", null],
    [`¦${btc} > 1 ? true : false`, "unsupported", "there is no choice", null],
    [`¦${btc} in [1, 2]`, "unsupported", "there is no in here", null],
    [`${btc} < ¦[1]`, "unsupported", "no lists", null],
    [`${btc} < ¦{1: 2}`, "unsupported", "no lists", null],
    [`¦${btc}.close < 1`, "unsupported", "there are no fields", null],
    [`¦${btc}.abs() < 1`, "unsupported", "there are no methods", null],
    [`¦[1][0] < ${btc}`, "unsupported", "there are no fields", null],
    [`${btc} < ¦5u`, "unsupported", "without u", "5"],
    // Signals.
    ["¦price('DOGE/USDT') < 1", "unknown-signal", "there is no signal price.DOGE/USDT", null],
    ["2 > ¦signal('no such')", "unknown-signal", "there is no signal no such", null],
    ["¦price('ETHUSDT') < 1", "unknown-signal", "there is no signal price.ETHUSDT", "price('ETH/USDT')"],
    ["¦low('eth-usdt') < 1", "unknown-signal", "there is no signal price.eth-usdt", "low('ETH/USDT')"],
    ["¦price('ETH') < 1", "unknown-signal", "there is no signal price.ETH", "price('ETH/USDT')"],
    ["¦price('ETH/EUR') < 1", "unknown-signal", "there is no signal price.ETH/EUR", "price('ETH/USDT')"],
    ["¦price('price.ETH/BTC') < 1", "unknown-signal", "there is no signal", "price('ETH/BTC')"],
    ["touches(¦'BTCUSDT', 1)", "unknown-signal", "there is no signal price.BTCUSDT", "'BTC/USDT'"],
    ["¦factor('rsk') < 1", "unknown-signal", "there is no signal factor.rsk", "factor('risk')"],
    ["¦signal('factr.risk') < 1", "unknown-signal", "there is no signal factr.risk", "signal('factor.risk')"],
    ["¦signal('ETH/BTC') < 1", "unknown-signal", "there is no signal ETH/BTC", "signal('price.ETH/BTC')"],
    ["¦cluster('ETH/USDT', 'cohesio') < 1", "unknown-signal", "no signal cluster", "cluster('ETH/USDT', 'cohesion')"],
    ["eventCount(¦'wra', '1h') > 1", "unknown-signal", "there are no events wra", "'war'"],
    ["eventCount(¦'peace', '1h') > 1", "unknown-signal", "there are no events peace", null],
    ["¦price('') < 1", "unknown-signal", "there is no signal price.", null],
    ["¦signal('__proto__') < 1", "unknown-signal", "there is no signal __proto__", null],
    // Windows.
    [`change(${btc}, ¦'90s') < 0`, "bad-window", "a whole multiple of 2m", "'2m'"],
    [`change(${btc}, ¦'3m') < 0`, "bad-window", "the nearest are 2m and 4m", "'2m'"],
    [`change(${btc}, ¦'0s') < 0`, "bad-window", "longer than 0", null],
    [`change(${btc}, ¦'soon') < 0`, "bad-window", "expected a window such as", null],
    [`change(${btc}, ¦'1.5h') < 0`, "bad-window", "expected a window such as", "'90m'"],
    [`change(${btc}, ¦'2 Weeks') < 0`, "bad-window", "expected a window such as", "'14d'"],
    [`change(${btc}, ¦'-1h') < 0`, "bad-window", "expected a window such as", null],
    ["eventCount('war', ¦'5m') < 1", "bad-window", "whole multiple of 2m", "'4m'"],
    ["ema(price('SLOW-USD'), ¦'8m') < 1", "bad-window", "price.SLOW-USD comes every 10m", "'10m'"],
    // Units.
    [`${btc} < ¦factor('risk')`, "mixed-units", "price.BTC/USDT is in USD, factor.risk is without unit", null],
    [`${btc} < ¦price('ETH/BTC')`, "mixed-units", "price.ETH/BTC is in BTC", null],
    [`${btc} + ¦change(${btc}, '1h') > 0`, "mixed-units", "they cannot be added", null],
    [`spread(${btc}, ¦market('gas')) > 0`, "mixed-units", "they cannot be subtracted", null],
    [`${btc} * ${btc} > ¦2 * ${btc}`, "mixed-units", "is in USD^2, 2 * price('BTC/USDT') is in USD", null],
    [`1 / ${btc} > ¦${btc}`, "mixed-units", "is in 1/USD, price.BTC/USDT is in USD", null],
    [`market('gas') > ¦${btc} / price('ETH/BTC')`, "mixed-units", "is in USD/BTC", null],
    [`crossesAbove(zscore(${btc}, '1h'), ¦${btc})`, "mixed-units", "is without unit", null],
    ["touches('BTC/USDT', ¦factor('risk'))", "mixed-units", "is without unit", null],
    [`stddev(${btc}, '1h') > ¦eventCount('war', '1h')`, "mixed-units", "is in USD", null],
  ])("%s", (marked, code, message, suggestion) => {
    const { text, position } = unmark(marked);
    const error = refusalOf(text);
    expect(error).toEqual({ code, position, suggestion, message: expect.stringContaining(message) as string });
  });

  const times = (count: number, text: string, separator = ""): string =>
    Array.from({ length: count }, () => text).join(separator);

  test.each<[string, string, number, string]>([
    ["33 leaves", times(33, `${btc}<2`, "&&"), 32 * 21, "at most 32 comparisons"],
    ["257 numbers", `${btc} < ${times(129, "1", "+")}`, 20 + 2 * 127, "at most 256 numbers"],
    ["40 brackets", `${times(40, "(")}1`, 32, "nests at most 32 deep"],
    ["40 calls", `${times(40, "-ratio(1, ")}1`, 32 * 10, "nests at most 32 deep"],
    ["3,000 negations", `${times(3_000, "!")}(${btc} > 1)`, 32, "nests at most 32 deep"],
    ["40 minus signs", `${times(40, "- ")}1 < ${btc}`, 64, "nests at most 32 deep"],
    ["signs between comments", `${times(40, "- // '\n")}1 < ${btc}`, 224, "nests at most 32 deep"],
    ["1,500 sums", `${times(1_500, "1+")}1 < ${btc}`, 0, "too many parts"],
    ["900 arguments", `price(${times(900, "1,")}1) < 1`, 22, "too many parts"],
    ["8,000 characters", `${btc} < 1 ${times(1_000, "&& true")}`, conditionTextMax, "at most 4000 characters"],
  ])("too large: %s", (_, text, position, message) => {
    const error = refusalOf(text);
    expect({ code: error.code, position: error.position }).toEqual({ code: "too-large", position });
    expect(error.message).toContain(message);
  });

  test.each<[string, string]>([
    ["32 leaves", times(32, `${btc}<2`, "&&")],
    ["256 numbers", `${btc} < ${times(128, "1", "+")}`],
    ["32 brackets", `${times(32, "(")}1${times(32, ")")} < ${btc}`],
    ["32 negations", `${times(31, "!")}(${btc} != 1)`],
    [
      "brackets in texts and comments",
      `${btc} < 1 // ${times(40, "(")}\n || signal('market.gas') > 1 // ${times(40, "-")}`,
    ],
  ])("large enough: %s", (_, text) => {
    expect(compileOk(text).leaves.length).toBeGreaterThan(0);
  });

  const gas = "market('gas')";
  const weeks = (count: number): string => times(count, "sma(market('gas'), '7d')", "+");
  test.each<[string, ConditionErrorCode | null, string]>([
    [`sma(${gas}, '7d') > 1`, null, ""],
    [`sma(${gas}, '8d') > 1`, "bad-window", "the longest window is 7d"],
    // 7 days are 5,040 evaluations, so that a condition has 256 numbers before it has 198 such windows.
    [`${weeks(80)} > 1`, null, ""],
  ])("live, windows are limited: %#", (text, code, message) => {
    if (code === null) expect(compileOk(text, live).windowMsMax).toBe(7 * dayMs);
    else expect(refusalOf(text, live)).toMatchObject({ code, message: expect.stringContaining(message) as string });
  });

  test("live, the windows of one condition are limited together", () => {
    const months: CompileSettings = { ...replay, windowMsMax: 60 * dayMs };
    const windows = (count: number): string => `${times(count, `sma(${gas}, '60d')`, " + ")} > 1`;
    expect(compileOk(windows(23), months).leaves).toHaveLength(1);
    expect(refusalOf(windows(24), months)).toMatchObject({ code: "too-large", position: 23 * 28 + 19 });
    expect(compileOk(windows(24)).leaves).toHaveLength(1);
  });

  test("a replay has no longest window", () => {
    expect(compileOk(`sma(${btc}, '999d') > 1`).windowMsMax).toBe(999 * dayMs);
  });
});

describe("what can never be true in the declared ranges", () => {
  const btc = "price('BTC/USDT')";
  const risk = "factor('risk')";
  test.each<[string, string]>([
    [`¦${btc} < 0`, "price.BTC/USDT is always above 0"],
    [`¦${btc} <= 0`, "price.BTC/USDT is always above 0"],
    [`¦0 >= ${btc}`, "price.BTC/USDT is always above 0"],
    [`¦${btc} == -5`, "price.BTC/USDT is always above 0"],
    [`¦low('BTC/USDT') <= 0`, "always above 0"],
    [`¦min(${btc}, '1h') <= 0`, "always above 0"],
    [`¦sma(${btc}, '1h') < -1`, "always above 0"],
    [`¦-${btc} >= 0`, "always below 0"],
    [`¦${btc} + ${btc} <= 0`, "always above 0"],
    [`¦${btc} * 2 < 0`, "never below 0"],
    [`¦ratio(${btc}, ${btc}) < 0`, "never below 0"],
    [`¦${risk} > 1`, "factor.risk is never above 1"],
    [`¦${risk} > 1.5`, "factor.risk is never above 1"],
    [`¦${risk} * ${risk} + 3 <= 1`, "never below 2"],
    [`¦${risk} != ${risk}`, "both sides are the same"],
    [`¦0 * ${btc} != 0`, "both sides are the same"],
    [`¦${btc} < price('BTC/USDT')`, "both sides are the same"],
    [`¦change(${btc}, '1h') <= -1`, "is always above -1"],
    [`¦change(-${btc}, '1h') <= -1`, "is always above -1"],
    [`¦change(market('moon') + 1, '1h') > 1`, "is never above 1"],
    [`¦stddev(${btc}, '1h') < 0`, "is never below 0"],
    [`¦eventCount('war', '1h') < 0`, "is never below 0"],
    [`¦crossesBelow(${btc}, 0)`, "price.BTC/USDT is always above 0"],
    [`¦crossesAbove(${btc}, -1)`, "price.BTC/USDT is always above 0"],
    [`¦crossesAbove(${risk}, ${risk})`, "both sides are the same"],
    ["¦touches('BTC/USDT', 0)", "price.BTC/USDT is always above 0"],
    [`¦market('moon') > ${risk} + 2`, "never above 1"],
    // The whole, not a part, must be possible.
    [`${btc} > 5 && ¦${btc} < 0`, "price.BTC/USDT is always above 0"],
    [`¦${btc} < 0 || ${risk} > 1`, "price.BTC/USDT is always above 0"],
    [`!(¦${btc} > 0)`, "price.BTC/USDT is always above 0"],
    [`!(¦${btc} > 0 || ${risk} > 0)`, "price.BTC/USDT is always above 0"],
    [`!!(¦${risk} > 2)`, "factor.risk is never above 1"],
    // Comparisons of one number that exclude one another.
    [`${btc} > 10 && ¦${btc} < 5`, "price.BTC/USDT cannot be > 10 and < 5 at once"],
    [`${btc} > 10 && ${risk} > 0 && ¦10 >= ${btc}`, "cannot be > 10 and <= 10 at once"],
    [`${btc} == 10 && ¦${btc} != 10`, "cannot be == 10 and != 10 at once"],
    [`${risk} >= 1 && !(¦${risk} == 1)`, "cannot be >= 1 and != 1 at once"],
    [`!(${btc} <= 10 || ¦${btc} >= 5)`, "cannot be > 10 and < 5 at once"],
    [`(${risk} > 0 || ${btc} > 1) && (${btc} > 2 && ¦${btc} < 2)`, "cannot be > 2 and < 2 at once"],
    [`change(${btc}, '1h') > 0.1 && ¦change(${btc},'60m') < -0.1`, "at once"],
  ])("%s", (marked, message) => {
    const { text, position } = unmark(marked);
    const error = refusalOf(text);
    expect({ code: error.code, position: error.position }).toEqual({ code: "never-true", position });
    expect(error.message).toContain(message);
  });

  test.each([
    `${btc} > 0`,
    `${btc} >= 1e-300`,
    `!(${btc} < 0)`,
    `${btc} < 0 || ${risk} > 0`,
    `${risk} >= 1 && ${risk} <= 1`,
    `${risk} == -1`,
    `!(${risk} > -1)`,
    `${btc} > 10 || ${btc} < 5`,
    `${btc} > 10 && low('BTC/USDT') < 5`,
    `!(${btc} > 10 && ${btc} < 5)`,
    `${btc} >= 10 && ${btc} <= 10`,
    `change(${btc}, '1h') > 1000`,
    `change(market('moon'), '1h') <= -1`,
    `change(${risk}, '1h') < -5`,
    `spread(${btc}, price('ETH/USDT')) < -500`,
    `1 / ${risk} > 1000`,
    `${risk} / ${risk} < 1`,
    `zscore(${btc}, '1h') < -2.5`,
    // A product, a quotient or a sum of doubles can round to its bound.
    `${btc} * ${btc} <= 0`,
    `ratio(${btc}, ${btc}) == 0`,
    `${btc} + 5 <= 5`,
    `crossesBelow(${risk}, 1)`,
    `touches('BTC/USDT', ${btc})`,
    `market('gas') < -5`,
  ])("%s may be true", (text) => {
    expect(compileOk(text).leaves.length).toBeGreaterThan(0);
  });
});

test("dollars and their coins are one unit, and constants fit any", () => {
  for (const text of [
    "price('BTC/USDT') < price('SLOW-USD')",
    "price('ETH/BTC') * price('BTC/USDT') / price('ETH/USDT') > 1.01",
    "(price('BTC/USDT') - 5) / price('ETH/USDT') > factor('risk')",
    "stddev(price('BTC/USDT'), '1h') > 0.02 * price('BTC/USDT')",
    "eventCount('war', '1h') > factor('risk') + zscore(market('gas'), '1h')",
    "ema(market('gas'), '1h') > min(market('gas'), '1h') + 3",
  ]) {
    expect(compileOk(text).leaves).toHaveLength(1);
  }
});

test("every number of a compiled condition is finite or a signal that it names", () => {
  const condition = compileOk("crossesAbove(ema(price('BTC/USDT') * 2, '1h'), max(low('ETH/USDT'), '2h') - 1e-3)");
  const seen: (number | string)[] = [];
  const visit = (expression: NumberExpression): void => {
    if (expression.kind === "number") seen.push(expression.value);
    else if (expression.kind === "signal") seen.push(expression.key);
    else if (expression.kind === "arithmetic") [expression.left, expression.right].forEach(visit);
    else if (expression.kind !== "event-count") visit(expression.of);
  };
  for (const leaf of condition.leaves) if (leaf.kind === "crossing") [leaf.left, leaf.right].forEach(visit);
  expect(seen).toEqual(["price.BTC/USDT", 2, "price.ETH/USDT", 1e-3]);
  expect(condition.signals).toEqual(["price.BTC/USDT", "price.ETH/USDT"]);
});

test.each([
  [
    "price('ETHUSDT') < 1",
    "at character 1: there is no signal price.ETHUSDT; did you mean price('ETH/USDT')?",
    "price('ETHUSDT') < 1",
    "^",
  ],
  [
    "factor('risk') >\n\t'a'",
    "at character 19: expected a number, not a text",
    "factor('risk') >  'a'",
    "                  ^",
  ],
  [
    `${"factor('risk') < 0.5 && ".repeat(5)}a < 1 && ${"factor('risk') < 0.5 && ".repeat(5)}factor('risk') < 1`,
    "at character 121: there are no variables: a signal is named by a function",
    "… factor('risk') < 0.5 && factor('risk') < 0.5 && a < 1 && factor('risk') < 0.5 && factor('risk') <…",
    `${" ".repeat(50)}^`,
  ],
  // A character beyond the basic plane counts as two, and takes one place.
  [
    "signal('😀') > factor('risk') && a",
    "at character 1: there is no signal 😀",
    "signal('😀') > factor('risk') && a",
    "^",
  ],
  [
    "market('gas') > 1 /* 😀 */",
    "at character 20: did not expect * here",
    "market('gas') > 1 /* 😀 */",
    "                   ^",
  ],
  [
    "factor('risk') > 0 && // 😀\nfactor('risk') > 2",
    "at character 29: this can never be true: factor.risk is never above 1",
    "factor('risk') > 0 && // 😀 factor('risk') > 2",
    "                           ^",
  ],
])("people read: %s", (text, ...lines) => {
  expect(formatConditionError(text, refusalOf(text)).split("\n")).toEqual(lines);
});
