import { expect, test } from "vitest";
import { compareCodePoints } from "../../../contracts/compare-code-points.ts";
import { learnCascade } from "./learn-cascade.ts";
import { measureLags } from "./measure-lags.ts";
import { nameSeries, type PlantedLink, plantLinks, seedChance, weightOf } from "./test-random-series.ts";

const barMs = 600_000;
const week = 1_008;
const tenth = weightOf(0.1);
const leads = (weight: number): PlantedLink[] => [1, 2, 3].map((to) => ({ from: 0, to, lag: 5, weight }));

function learn(returns: readonly Float64Array[]) {
  const statistics = measureLags({ series: nameSeries(returns.length), returns, barMs, lagsMax: 6 });
  return learnCascade(statistics, { fdr: 0.05, edgesMax: 1_000, asOfMs: 42 }).edges;
}

const cases: Readonly<
  Record<string, { readonly size: number; readonly factor: number; readonly links: readonly PlantedLink[] }>
> = {
  "a leader of three, 10 % of their variance": { size: 8, factor: 0, links: leads(tenth) },
  "20 % of it": { size: 8, factor: 0, links: leads(weightOf(0.2)) },
  "two series": { size: 2, factor: 0, links: [{ from: 0, to: 1, lag: 5, weight: tenth }] },
  "three series": { size: 3, factor: 0, links: [{ from: 2, to: 0, lag: 1, weight: tenth }] },
  "among 20 series with a common factor": { size: 20, factor: 0.7, links: leads(tenth) },
  "a leader of all, with a common factor": {
    size: 12,
    factor: 0.7,
    links: Array.from({ length: 11 }, (_, index) => ({ from: 0, to: index + 1, lag: 1, weight: weightOf(0.15) })),
  },
  "a negative weight": { size: 8, factor: 0.7, links: [{ from: 3, to: 1, lag: 3, weight: -weightOf(0.15) }] },
  "a chain, without the edge across": {
    size: 6,
    factor: 0,
    links: [
      { from: 0, to: 1, lag: 1, weight: weightOf(0.2) },
      { from: 1, to: 2, lag: 1, weight: weightOf(0.2) },
    ],
  },
  "one cause at two lags, without an edge between its followers": {
    size: 6,
    factor: 0,
    links: [
      { from: 0, to: 1, lag: 2, weight: weightOf(0.2) },
      { from: 0, to: 2, lag: 5, weight: weightOf(0.2) },
    ],
  },
};

test.each(Object.entries(cases))("%s: each planted edge is found, with its sign, lag and weight", (_, planted) => {
  const [runs, expected] = [10, planted.links.length * 10];
  let [right, wrong, inside] = [0, 0, 0];
  for (let run = 0; run < runs; run += 1) {
    for (const edge of learn(plantLinks(seedChance(31 * run + 7), { ...planted, steps: week }, planted.links))) {
      const link = planted.links.find(
        ({ from, to, lag }) =>
          edge.from.codePointAt(0) === 65 + from && edge.to.codePointAt(0) === 65 + to && edge.lagMs === lag * barMs,
      );
      if (link === undefined) wrong += 1;
      else right += 1;
      if (link !== undefined && edge.low <= link.weight && link.weight <= edge.high) inside += 1;
      if (link !== undefined) expect(Math.sign(edge.weight)).toBe(Math.sign(link.weight));
      expect(edge).toMatchObject({ origin: "learned", lastSeenMs: 42 });
      expect(edge.support).toBeGreaterThan(900);
    }
  }
  expect(right / expected).toBeGreaterThanOrEqual(0.95);
  expect(wrong / (right + wrong)).toBeLessThanOrEqual(0.05);
  expect(inside / right).toBeGreaterThanOrEqual(0.8);
});

test("a crash of everything in one bar does not hide the leader", () => {
  const returns = plantLinks(seedChance(3), { size: 8, steps: week, factor: 0 }, leads(tenth)).map((series) => {
    series[600] = -0.3;
    return series;
  });
  expect(
    learn(returns)
      .map(({ from, to }) => `${from}${to}`)
      .toSorted(compareCodePoints),
  ).toEqual(["AB", "AC", "AD"]);
});

test("of two names of one leader one is kept", () => {
  const returns = plantLinks(seedChance(5), { size: 6, steps: week, factor: 0 }, [
    { from: 0, to: 1, lag: 2, weight: weightOf(0.2) },
  ]);
  const [leader] = returns;
  returns[5] = (leader as Float64Array).map((value, step) => value + 1e-4 * Math.sin(step));
  const edges = learn(returns).filter(({ to }) => to === "B");
  expect(edges).toHaveLength(1);
});
