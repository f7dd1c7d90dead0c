import { expect, test } from "vitest";
import { compileCondition } from "../../../../../conditions/compile-condition.ts";
import { createSignalCatalogue } from "../../../../../conditions/signal-catalogue.ts";
import { pipelines } from "../../../../../contracts/pipelines.gen.ts";
import { conditionWindowMsMax } from "../../../../../contracts/trigger.ts";
import { applySuggestion, errorRange } from "./error-range.ts";

const settings = { catalogue: createSignalCatalogue(pipelines), cadenceMs: 120_000, windowMsMax: conditionWindowMsMax };

function errorOf(text: string) {
  const compiled = compileCondition(text, settings);
  return compiled.ok ? null : compiled.error;
}

test.each([
  ["a signal that there is not", "price('ETH') < 2500", "price", "price('ETH-USD') < 2500"],
  ["a symbol without quotes", "price(ETH) < 2500", "ETH", "price('ETH-USD') < 2500"],
  ["a symbol with a hyphen, without quotes", "price(ETH-USD) < 2500", "ETH", "price('ETH-USD') < 2500"],
  ["a factor with a slip", "factor('rsk') < 0", "factor", "factor('risk') < 0"],
  ["a touch", "touches('ETHUSDT', 2500)", "'ETHUSDT'", "touches('ETH-USD', 2500)"],
  ["a window off the grid", "change(price('ETH-USD'), '5m') < -0.05", "'5m'", "change(price('ETH-USD'), '4m') < -0.05"],
  ["a window without quotes", "change(price('ETH-USD'), 1h) < -0.05", "h", "change(price('ETH-USD'), '1h') < -0.05"],
  ["and", "factor('risk') < 0 and factor('growth') < 0", "and", "factor('risk') < 0 && factor('growth') < 0"],
  ["one =", "factor('risk') = 0", "=", "factor('risk') == 0"],
  ["another system's function", "avg(price('ETH-USD'), '1h') < 9", "avg", "sma(price('ETH-USD'), '1h') < 9"],
  ["a bare name", "ETH < 2500", "ETH", "price('ETH-USD') < 2500"],
  ["a percentage as a fraction", "trailingStop('ETH-USD', 7)", "7", "trailingStop('ETH-USD', 0.07)"],
  ["a bracket that is missing", "price('ETH-USD' < 2500", "2500", null],
  ["what can never be", "factor('risk') > 0 && factor('risk') < 0", "factor", null],
])("%s", (_, text, underlined, mended) => {
  const error = errorOf(text);
  if (error === null) throw new Error("it is no mistake");
  const { start, end } = errorRange(text, error);
  expect(text.slice(start, end)).toBe(underlined);
  const applied = applySuggestion(text, error, errorOf)?.text ?? null;
  expect(applied).toBe(mended);
  if (applied !== null) expect(errorOf(applied)).toBeNull();
});

test("of several mistakes one is mended, and the next is told", () => {
  const text = "price('ETH') < 2500 and price('BTC') > 3";
  const error = errorOf(text);
  const first = error === null ? null : applySuggestion(text, error, errorOf);
  expect(first?.text).toBe("price('ETH') < 2500 && price('BTC') > 3");
});

test("nothing to underline is no trouble", () => {
  expect(errorRange("", { position: 0 })).toEqual({ start: 0, end: 0 });
  expect(errorRange("  ", { position: 0 })).toEqual({ start: 0, end: 2 });
});
