import type { WorldEvent } from "../../contracts/event.ts";
import { barMs, type MinuteBar, type ReplayFeed } from "./feed.ts";
import { toEvent } from "./recorded-events.ts";
import { referenceDay, referencePrices, referenceTimes } from "./reference-points.ts";
import { createRandom, type Random } from "./seeded-random.ts";

const dayMs = 86_400_000;
/** Standard deviation of a minute's log return between reference points: shared by all assets, and each one's own. */
const sharedSigma = 0.0012;
const ownSigma = 0.0009;
const stepsPerMinute = 4;

/**
 * A reconstruction of 19 May 2021 for clones without the recorded files: between the published reference points a
 * seeded Brownian bridge, part shared by all assets, part each one's own. The same seed gives the same bars. It is not
 * the recorded day, and says so wherever it shows.
 */
export function reconstructFeed(seed = 20210519): ReplayFeed {
  const times = referenceTimes.map((time) => Date.parse(`${referenceDay}T${time}:00Z`));
  const shared = bridgeNoise(times, sharedSigma, createRandom(seed));
  const bars = new Map<string, readonly MinuteBar[]>();
  Object.entries(referencePrices).forEach(([symbol, prices], index) => {
    const own = bridgeNoise(times, ownSigma, createRandom(seed + index + 1));
    bars.set(symbol, buildBars(times, prices, shared, own));
  });
  return {
    kind: "reconstructed",
    description: "Reconstruction of 19 May 2021 from published reference prices, with seeded noise between them",
    bars,
    events: reconstructedEvents(),
    refusedRows: 0,
  };
}

/** Log-price noise per step that is zero at every reference time. */
function bridgeNoise(times: readonly number[], sigma: number, random: Random): Float64Array {
  const [first = 0] = times;
  const stepMs = barMs / stepsPerMinute;
  const noise = new Float64Array(((times.at(-1) ?? first) - first) / stepMs + 1);
  for (let segment = 0; segment + 1 < times.length; segment += 1) {
    const from = ((times[segment] ?? 0) - first) / stepMs;
    const to = ((times[segment + 1] ?? 0) - first) / stepMs;
    let walk = 0;
    const walks = [0];
    for (let step = from + 1; step <= to; step += 1) {
      walk += (sigma / Math.sqrt(stepsPerMinute)) * random.normal();
      walks.push(walk);
    }
    walks.forEach((value, offset) => {
      noise[from + offset] = value - (walk * offset) / (to - from);
    });
  }
  return noise;
}

function buildBars(
  times: readonly number[],
  prices: readonly number[],
  shared: Float64Array,
  own: Float64Array,
): MinuteBar[] {
  const [first = 0] = times;
  const stepMs = barMs / stepsPerMinute;
  const priceAt = (step: number): number => {
    const atMs = first + step * stepMs;
    const segment = Math.max(
      0,
      times.findLastIndex((time) => time <= atMs),
    );
    const [fromMs, toMs] = [times[segment] ?? atMs, times[segment + 1] ?? atMs];
    const [from, to] = [prices[segment] ?? 1, prices[segment + 1] ?? prices[segment] ?? 1];
    const share = toMs === fromMs ? 0 : (atMs - fromMs) / (toMs - fromMs);
    return from * (to / from) ** share * Math.exp((shared[step] ?? 0) + (own[step] ?? 0));
  };
  const bars: MinuteBar[] = [];
  for (let step = 0; step + stepsPerMinute < shared.length; step += stepsPerMinute) {
    const path = Array.from({ length: stepsPerMinute + 1 }, (_, offset) => roundPrice(priceAt(step + offset)));
    const [open = 1] = path;
    const close = path.at(-1) ?? open;
    bars.push({
      openAtMs: first + step * stepMs,
      open,
      high: Math.max(...path),
      low: Math.min(...path),
      close,
      volume: 0,
    });
  }
  return bars;
}

const roundPrice = (price: number): number => Number(price.toPrecision(7));

/** Public facts of those days, in this project's own words. */
function reconstructedEvents(): WorldEvent[] {
  const at = (text: string) => Date.parse(text);
  return [
    toEvent({
      id: "fact:2021-05-18:payment-associations",
      title: "Three Chinese payment associations tell members not to serve crypto business",
      source: "reference-facts",
      atMs: at("2021-05-18T12:00:00Z"),
      severity: 0.7,
      category: "regulation",
      factors: { regulation: -0.7, risk: -0.3 },
      rights: "facts",
      validForMs: 7 * dayMs,
    }),
    toEvent({
      id: "usgs:us7000e4aw",
      title: "M 6.7 earthquake, southern East Pacific Rise",
      source: "usgs",
      atMs: at("2021-05-19T00:42:19Z"),
      severity: 0.425,
      category: "earthquake",
      factors: { shock: -0.425 },
      rights: "US public domain",
      validForMs: 7 * dayMs,
      lat: -33.06,
      lon: -109.39,
    }),
    toEvent({
      id: "fact:2021-05-19:fear-greed",
      title: "Fear and greed index at 23 (Extreme Fear)",
      source: "reference-facts",
      atMs: at("2021-05-19T00:00:00Z"),
      severity: 0.54,
      category: "sentiment",
      factors: { risk: -0.32 },
      rights: "attribution",
      validForMs: 2 * dayMs,
    }),
  ];
}
