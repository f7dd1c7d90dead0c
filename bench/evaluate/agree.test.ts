import { expect, test } from "vitest";
import { compileCondition } from "../../conditions/compile-condition.ts";
import { truth } from "../../evaluate/core/join-shape.ts";
import { buildEngine } from "./build-engine.ts";
import { describeCondition, writeCondition } from "./describe-trigger.ts";
import { cadenceMs, catalogue, toPeakShares, toSamples, walkPrices } from "./market.ts";
import { createCelSweep } from "./peers/cel-sweep.ts";
import { createCrossingLoop } from "./peers/crossing-loop.ts";
import { createJsonRules } from "./peers/json-rules.ts";
import { createTypedScan } from "./peers/typed-scan.ts";
import { createPopulation, type Kind, kinds, type Population } from "./population.ts";

const n = 1_000;
const ticks = 40;
const prices = walkPrices(ticks, { sigma: 0.02 });
const peers = {
  "crossing-loop": createCrossingLoop,
  "typed-scan": createTypedScan,
  "cel-sweep": (population: Population) => createCelSweep(population, n),
  "json-rules-engine": (population: Population) => createJsonRules(population, n),
};
const cases = kinds.flatMap((kind) => Object.entries(peers).map(([name, create]) => ({ kind, name, create })));

/** The triggers that hold after each point. A stop that fired starts anew in the engine alone: it holds from then on. */
const expected = Object.fromEntries(kinds.map((kind) => [kind, stepEngine(kind)]));

test.each(cases)("$name and the engine agree at every point on which $kind triggers hold", async ({ kind, create }) => {
  const peer = create(createPopulation(kind, n));
  const readings = kind === "trailing" ? toPeakShares(prices) : prices;
  const fired = new Set<number>();
  const seen: number[][] = [];
  for (const row of readings) {
    await peer.tick(row);
    const holding = triggers().filter((trigger) => peer.holds(trigger));
    for (const trigger of holding) fired.add(trigger);
    seen.push(kind === "trailing" ? [...fired].sort((a, b) => a - b) : holding);
  }
  expect(seen).toEqual(expected[kind]);
});

test.each(kinds)("between first and last point verdicts of %s triggers change", (kind) => {
  expect(expected[kind]?.at(-1)).not.toEqual(expected[kind]?.at(0));
});

test.each(kinds)("a %s condition is what its text compiles to", (kind) => {
  const population = createPopulation(kind, 50);
  for (let trigger = 0; trigger < 50; trigger += 1) {
    const compiled = compileCondition(writeCondition(population, trigger), { catalogue, cadenceMs });
    expect(compiled).toEqual({ ok: true, value: describeCondition(population, trigger) });
  }
});

function triggers(): number[] {
  return Array.from({ length: n }, (_, trigger) => trigger);
}

function stepEngine(kind: Kind): number[][] {
  const engine = buildEngine(createPopulation(kind, n));
  const fired = new Set<number>();
  return prices.map((row, at) => {
    engine.step(at + 1, toSamples(at + 1, row), (slot) => fired.add(slot));
    if (kind === "trailing") return [...fired].sort((a, b) => a - b);
    return triggers().filter((trigger) => engine.statusOf(trigger).verdict === truth);
  });
}
