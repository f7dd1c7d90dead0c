import { expect, test } from "vitest";
import { compileCondition } from "./compile-condition.ts";

const known = new Set(["price.ETH-USD", "price.BTC-USD", "factor.risk", "cluster.ETH-USD.cohesion"]);
const settings = { cadenceMs: 120_000, isKnownSignal: (key: string) => known.has(key) };

test.each<[string, string[], string[], number]>([
  ["price('ETH-USD') < 2500", ["price('ETH-USD') < 2500"], ["price.ETH-USD"], 0],
  ["change(price('ETH-USD'), '1h') < -0.05", ["change(price('ETH-USD'), '1h') < -0.05"], ["price.ETH-USD"], 3_600_000],
  [
    "low('BTC-USD') <= 30000 && !(factor('risk') > 0 || signal('cluster.ETH-USD.cohesion') >= 0.9)",
    ["low('BTC-USD') <= 30000", "factor('risk') > 0", "signal('cluster.ETH-USD.cohesion') >= 0.9"],
    ["cluster.ETH-USD.cohesion", "factor.risk", "price.BTC-USD"],
    0,
  ],
  [
    "price('BTC-USD') / price('ETH-USD') != -(1 + 2) * 3",
    ["price('BTC-USD') / price('ETH-USD') != -(1 + 2) * 3"],
    ["price.BTC-USD", "price.ETH-USD"],
    0,
  ],
  ["change(high('ETH-USD'), '7d') == 0.5", ["change(high('ETH-USD'), '7d') == 0.5"], ["price.ETH-USD"], 604_800_000],
])("%s", (text, leaves, signals, windowMsMax) => {
  const compiled = compileCondition(text, settings);
  if (!compiled.ok) throw new Error(compiled.error.message);
  expect(compiled.value.leaves.map((leaf) => leaf.text)).toEqual(leaves);
  expect(compiled.value).toMatchObject({ signals, windowMsMax });
});

test.each<[string, string, number, string]>([
  ["price('ETH-USD') <", "syntax", 18, ""],
  ["price('ETH-USD')", "wrong-type", 0, "expected a comparison"],
  ["price('ETH-USD') < 2500 && 1", "wrong-type", 27, "expected a comparison"],
  ["1 < price('ETH-USD') < 3", "wrong-type", 0, "comparisons do not chain"],
  ["price('ETH-USD') < true", "wrong-type", 19, "expected a number"],
  ["price('ETH-USD') < 'low'", "wrong-type", 19, "expected a number"],
  ["price('DOGE-USD') < 1", "unknown-signal", 0, "there is no signal price.DOGE-USD"],
  ["2 > signal('no such')", "unknown-signal", 4, "there is no signal no such"],
  ["magic('ETH-USD') < 1", "unsupported", 0, "there is no function magic"],
  ["price('ETH-USD') % 2 < 1", "unsupported", 0, "cannot be written with %"],
  ["change(price('ETH-USD'), '90s') < 0", "bad-window", 25, "whole multiple of 2m"],
  ["change(price('ETH-USD'), '0s') < 0", "bad-window", 25, "expected a window such as '1h'"],
  ["change(price('ETH-USD'), 'soon') < 0", "bad-window", 25, "expected a window such as '1h'"],
  ["change(price('ETH-USD'), '8d') < 0", "bad-window", 25, "the longest window is 7d"],
  ["change(price('ETH-USD')) < 0", "wrong-type", 0, ""],
  ["price(5) < 1", "wrong-type", 6, ""],
  [Array.from({ length: 33 }, () => "1 < 2").join(" && "), "too-large", 288, "at most 32 comparisons"],
])("%s is refused, where the mistake stands", (text, code, position, message) => {
  const compiled = compileCondition(text, settings);
  if (compiled.ok) throw new Error("it was accepted");
  expect({ code: compiled.error.code, position: compiled.error.position }).toEqual({ code, position });
  expect(compiled.error.message).toContain(message);
});
