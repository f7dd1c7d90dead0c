import type { CascadeEdge } from "../../../contracts/cascade.ts";
import { compareCodePoints } from "../../../contracts/compare-code-points.ts";
import { adjustForFalseDiscovery, penaltyOf } from "../../../statistics/adjust-for-false-discovery.ts";
import { studentTwoSided } from "../../../statistics/student-tail.ts";
import { alignLead, type Lead } from "./align-lead.ts";
import { checkLead, type LeadCheck } from "./check-lead.ts";
import type { LagStatistics } from "./lag-statistics.ts";
import { measureOverlap } from "./measure-overlap.ts";
import { pairsMin, type ScreenedPair, screenPairs } from "./screen-pairs.ts";
import { type StandardisedMarket, standardiseMarket } from "./standardise-market.ts";

export type CascadeSettings = {
  /** Share of the edges that may be noise. */
  readonly fdr: number;
  /** So many edges are kept, those of the least q. */
  readonly edgesMax: number;
  /**
   * So many pairs are checked on their returns, the most significant first; what is beyond is not found. Standard: 5,000; at
   * 5,040 bars a check takes about half a millisecond.
   */
  readonly checksMax?: number;
  /** The moment that the edges are seen at. */
  readonly asOfMs: number;
};

/** `found`: how many there are, whatever was kept. */
export type LearnedCascade = { readonly edges: readonly CascadeEdge[]; readonly found: number };

/** A lead that is no stronger than its mirror image, or than what stronger leads explain, is none: at this p at the most. */
const gatePMax = 0.01;
/** So many stronger leads of the same follower are held constant. */
const othersMax = 3;

type CheckedPair = { readonly pair: ScreenedPair; readonly check: LeadCheck; readonly q: number };

/**
 * The edges that the window shows. Screened by correlations, then checked on the returns; the larger p of both counts. p is
 * corrected for the choice among lags (Šidák), and then over all N(N − 1) pairs. The check can only raise a p, so the
 * pairs that the screen alone would find are all that could be.
 */
export function learnCascade(statistics: LagStatistics, settings: CascadeSettings): LearnedCascade {
  const { series, lagsMax } = statistics;
  const tests = series.length * (series.length - 1);
  if (tests === 0 || lagsMax === 0) return { edges: [], found: 0 };
  const correct = (p: number): number => -Math.expm1(lagsMax * Math.log1p(-p));
  const screened = screenPairs(statistics, leastT(settings.fdr / penaltyOf(tests) / lagsMax));
  const screenPs = screened.map(({ t, freedom }) => correct(studentTwoSided(t, freedom)));
  const candidates = screened
    .map((pair, index) => ({ pair, p: screenPs[index] as number }))
    .filter(keepFound(screenPs, tests, settings.fdr))
    .toSorted((a, b) => a.p - b.p || a.pair.from - b.pair.from || a.pair.to - b.pair.to)
    .slice(0, settings.checksMax ?? 5_000);
  if (candidates.length === 0) return { edges: [], found: 0 };
  const market = standardiseMarket(statistics);
  const check = createChecker(statistics, market);
  const checked = candidates
    .toSorted((a, b) => a.pair.to - b.pair.to)
    .map(({ pair, p }) => {
      const own = check(pair, []);
      return { pair, check: own, p: own.mirrorP <= gatePMax ? Math.max(p, correct(own.p)) : 1 };
    });
  const qs = adjustForFalseDiscovery(
    checked.map(({ p }) => p),
    tests,
  );
  const found = checked
    .map((one, index): CheckedPair => ({ ...one, q: qs[index] as number }))
    .filter(({ q }) => q <= settings.fdr);
  const direct = leaveOutExplained(found, check);
  const edges = direct
    .map((one) => toEdge(one, statistics, market, settings.asOfMs))
    .toSorted(compareEdges)
    .slice(0, settings.edgesMax);
  return { edges, found: direct.length };
}

const compareEdges = (a: CascadeEdge, b: CascadeEdge): number =>
  (a.q ?? 1) - (b.q ?? 1) || compareCodePoints(a.from, b.from) || compareCodePoints(a.to, b.to);

function keepFound(ps: readonly number[], tests: number, fdr: number): (_: unknown, index: number) => boolean {
  const qs = adjustForFalseDiscovery(ps, tests);
  return (_, index) => (qs[index] as number) <= fdr;
}

/** No t below it has a p this small, whatever the degrees of freedom. */
function leastT(p: number): number {
  let [low, high] = [0, 40];
  for (let halving = 0; halving < 50; halving += 1) {
    const middle = (low + high) / 2;
    if (studentTwoSided(middle, 1e7) > p) low = middle;
    else high = middle;
  }
  return low;
}

type Checker = (pair: ScreenedPair, others: readonly ScreenedPair[]) => LeadCheck;

function createChecker(statistics: LagStatistics, market: StandardisedMarket): Checker {
  const { series, steps, barMs } = statistics;
  const sums = series.length >= 4 ? market : null;
  const own = new Float64Array(steps);
  const other = new Float64Array(steps);
  let heldTo = -1;
  const read = ({ from, lag }: ScreenedPair, values: Float64Array): Lead => {
    market.fill(from, values);
    return { values, lag };
  };
  return (pair, others) => {
    if (pair.to !== heldTo) market.fill(pair.to, own);
    heldTo = pair.to;
    const held = others.map((one) => read(one, new Float64Array(steps)));
    const aligned = alignLead(read(pair, other), own, sums, held);
    const overlap =
      pair.lag === 1
        ? measureOverlap(statistics.agesMs(pair.from), statistics.agesMs(pair.to), aligned.steps, barMs)
        : 0;
    return checkLead(aligned, pairsMin, pair.inflation, overlap);
  };
}

/**
 * Of several leads of one follower those that the stronger ones explain are left out: whoever moves with a leader, and what comes
 * by way of another, which has its own edge.
 */
function leaveOutExplained(found: readonly CheckedPair[], check: Checker): CheckedPair[] {
  const byFollower = Map.groupBy(found, ({ pair }) => pair.to);
  return [...byFollower.values()].flatMap((leads) => {
    const kept: CheckedPair[] = [];
    for (const lead of leads.toSorted((a, b) => a.q - b.q || b.pair.t - a.pair.t || a.pair.from - b.pair.from)) {
      const stronger = kept.slice(0, othersMax).map(({ pair }) => pair);
      const again = stronger.length === 0 ? lead.check : check(lead.pair, stronger);
      if (again.p <= gatePMax) kept.push({ ...lead, check: again });
    }
    return kept;
  });
}

/** Where the normal distribution leaves 2.5 % on each side. */
const z95 = 1.96;

function toEdge(
  { pair, check, q }: CheckedPair,
  { series, barMs }: LagStatistics,
  { deviations }: StandardisedMarket,
  asOfMs: number,
): CascadeEdge {
  const scale = (deviations[pair.to] as number) / (deviations[pair.from] as number);
  return {
    from: series[pair.from] as string,
    to: series[pair.to] as string,
    weight: check.slope * scale,
    low: (check.slope - z95 * check.error) * scale,
    high: (check.slope + z95 * check.error) * scale,
    lagMs: pair.lag * barMs,
    support: check.support,
    q,
    origin: "learned",
    lastSeenMs: asOfMs,
  };
}
