import { describe, expect, test } from "vitest";
import { compileCondition } from "../../../../../conditions/compile-condition.ts";
import { createSignalCatalogue } from "../../../../../conditions/signal-catalogue.ts";
import { pipelines } from "../../../../../contracts/pipelines.gen.ts";
import { conditionWindowMsMax } from "../../../../../contracts/trigger.ts";
import { completeAt } from "./complete.ts";

const known = { catalogue: createSignalCatalogue(pipelines), cadenceMs: 120_000, windowMsMax: conditionWindowMsMax };

/** The caret is the bar. */
function complete(marked: string) {
  const caret = marked.indexOf("|");
  const text = marked.replace("|", "");
  const completion = completeAt(text, caret, known);
  const labels = completion.options.map(({ label }) => label);
  const accept = (label: string): string => {
    const option = completion.options.find((each) => each.label === label);
    if (option === undefined) throw new Error(`${label} is not among ${labels.slice(0, 8).join(" ")}`);
    return `${text.slice(0, completion.from)}${option.insert}|${text.slice(completion.to)}`;
  };
  return { ...completion, labels, accept };
}

describe("what is offered, and what becomes of the text", () => {
  test.each([
    ["a function by its first letters", "cha|", "change(number, window)", "change(|"],
    ["a price by the asset alone", "eth|", "price('ETH-USD')", "price('ETH-USD')|"],
    ["a factor by its name", "ris|", "factor('risk')", "factor('risk')|"],
    ["a function that begins with a text opens its quote", "pri|", "price(symbol)", "price('|"],
    ["a symbol in quotes that are open", "price('et|", "ETH-USD", "price('ETH-USD')|"],
    ["a symbol where brackets are there", "price('et|') < 1", "ETH-USD", "price('ETH-USD|') < 1"],
    ["a symbol where the quote is missing", "price('et|) < 1", "ETH-USD", "price('ETH-USD')|"],
    ["a symbol without quotes", "price(|)", "BTC-USD", "price('BTC-USD'|)"],
    ["in double quotes", 'price("et|', "ETH-USD", 'price("ETH-USD")|'],
    ["a window", "change(price('ETH-USD'), '|", "1h", "change(price('ETH-USD'), '1h')|"],
    ["a window without quotes", "change(price('ETH-USD'), |)", "1d", "change(price('ETH-USD'), '1d'|)"],
    ["a window that is typed without quotes", "change(price('ETH-USD'), 1h|", "1h", "change(price('ETH-USD'), '1h')|"],
    ["a cluster's asset, then comes its measure", "cluster('ETH|", "ETH-USD", "cluster('ETH-USD', |"],
    ["the measures of that cluster", "cluster('ETH-USD', '|", "stress", "cluster('ETH-USD', 'stress')|"],
    ["events", "eventCount('conf|", "conflict", "eventCount('conflict', |"],
    ["any signal by its key", "signal('fund|", "funding.ETH-USD", "signal('funding.ETH-USD')|"],
    [
      "a second comparison",
      "factor('risk') < 0 && btc|",
      "price('BTC-USD')",
      "factor('risk') < 0 && price('BTC-USD')|",
    ],
    ["another system's name", "avg|", "sma(number, window)", "sma(|"],
    ["an operator where one is missing", "price('ETH-USD') |", "<=", "price('ETH-USD') <= |"],
    ["within a nested call", "sma(change(price('ETH-USD'), '|", "6m", "sma(change(price('ETH-USD'), '6m')|"],
  ])("%s", (_, marked, label, after) => {
    expect(complete(marked).accept(label)).toBe(after);
  });
});

test.each([
  ["a number wants no help", "price('ETH-USD') < 25|", []],
  ["nor does a whole name", "price('ETH-USD|')", []],
  ["nothing of that name", "zzz|", []],
  ["windows fit the cadence", "change(factor('risk'), '90|", []],
])("%s", (_, marked, labels) => {
  expect(complete(marked).labels).toEqual(labels);
});

test("while someone types it comes by itself; elsewhere it waits to be asked", () => {
  expect(complete("eth|").isEager).toBe(true);
  expect(complete("price('|").isEager).toBe(true);
  expect(complete("|").isEager).toBe(false);
  expect(complete("price('ETH-USD') |").isEager).toBe(false);
});

test("units stand beside a signal, its range where it has none", () => {
  const detailOf = (marked: string, label: string) =>
    complete(marked).options.find((option) => option.label === label)?.detail;
  expect(detailOf("eth|", "price('ETH-USD')")).toMatch(/^USD · Consensus price/);
  expect(detailOf("factor('|", "risk")).toMatch(/^-1 to 1 · Reading of the world's risk/);
});

test("every signal that is offered by its name compiles", () => {
  for (const { kind, insert } of complete("|").options.filter((option) => option.kind === "signal")) {
    expect([kind, compileCondition(`${insert} > 0.001`, known)]).toMatchObject(["signal", { ok: true }]);
  }
});
