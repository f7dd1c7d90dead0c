import { buildFreshReturns, type FreshReturns } from "../../analytics/core/cascade/build-fresh-returns.ts";
import { type LearnedCascade, learnCascade } from "../../analytics/core/cascade/learn-cascade.ts";
import { measureLags } from "../../analytics/core/cascade/measure-lags.ts";
import { checkShocks } from "../../analytics/core/cascade/parse-shocks.ts";
import { propagate } from "../../analytics/core/cascade/propagate.ts";
import { pairsMin } from "../../analytics/core/cascade/screen-pairs.ts";
import { ok, type Result } from "../../contracts/result.ts";
import { type Fault, fault } from "../arguments.ts";
import { type LoadedPrices, loadPrices } from "../prices/load-prices.ts";
import { readTextFiles } from "../read-text-file.ts";
import type { Streams } from "../streams.ts";
import { writeWhole } from "../write-whole.ts";
import { type CascadeOptions, readCascadeOptions } from "./read-options.ts";

const help = `Usage: portent cascade --prices F… --shock SYMBOL=-0.10[,…] [--out F] [options]

Learns from recorded prices which assets move after which, how much and when, and tells what a shock of some of them would
do to the others: one JSON object with the edges, and size, time of arrival and sources of each impact.

  --prices F…          CSV (.gz too): ts_ms,symbol,open,high,low,close,volume or ts_ms,symbol,price
  --shock S=R[,…]      sudden returns: ETH/USDT=-0.10 is a fall of 10 %
  --at T               as of when: milliseconds, or such as 2021-05-19T12:00Z (default: the last known sample)
  --window 7d          how far back prices are looked at; a multiple of the bar
  --bar 10m            distance of the grid points that returns are taken between
  --max-lag 1h         the longest delay that is tried; a multiple of the bar
  --fdr 0.05           the share of edges that may be noise
  --min-overlap 0.8    share of all steps at which an asset needs a return; with fewer it is refused
  --bar-length 1m      length of the bars, where the files do not show it
  --strict             a row that cannot be used ends the run
  --out F              where the answer goes; standard output without it

A summary goes to standard error, with the assets that are refused and why. Exit code 2: the input is at fault, and nothing
was written.`;

/** What there may be without bound, and is not kept without. */
const edgesMax = 10_000;

export function runCascadeCommand(args: readonly string[], { out, err }: Streams): number {
  const answered = answer(args);
  if (!answered.ok) {
    err(`portent cascade: ${answered.error.message}`);
    return 2;
  }
  if (answered.value === null) {
    out(`${help}\n`);
    return 0;
  }
  const failed = writeWhole(answered.value.out, answered.value.text, out);
  if (failed !== null) {
    err(`portent cascade: --out: ${failed}`);
    return 2;
  }
  for (const line of answered.value.summary) err(line);
  return 0;
}

type Answer = { readonly text: string; readonly out: string | undefined; readonly summary: readonly string[] };

function answer(args: readonly string[]): Result<Answer | null, Fault> {
  const read = readCascadeOptions(args);
  if (!read.ok) return read;
  if (read.value === null) return ok(null);
  const options = read.value;
  const files = readTextFiles(options.prices);
  if (!files.ok) return files;
  const prices = loadPrices(files.value, { cadenceMs: options.barMs, barLengthMs: options.barLengthMs });
  if (!prices.ok) return prices;
  const [firstRefused] = prices.value.refused;
  if (options.isStrict && firstRefused !== undefined) {
    return fault(`${firstRefused.file}:${firstRefused.line}: ${firstRefused.reason}`);
  }
  const shocks = checkShocks(
    options.shocks,
    prices.value.series.map(({ key }) => symbolOf(key)),
  );
  if (!shocks.ok) return fault(`--shock: ${shocks.error.message} in the price files`);
  const lastMs = Math.min(options.atMs ?? prices.value.lastKnownMs, prices.value.lastKnownMs);
  const run = learn(prices.value, options, Math.floor(lastMs / options.barMs) * options.barMs);
  return ok({
    text: `${JSON.stringify(describe(run, options))}\n`,
    out: options.out,
    summary: summarise(run, prices.value),
  });
}

const symbolOf = (key: string): string => key.slice("price.".length);

type Learned = LearnedCascade & Pick<FreshReturns, "assets" | "refused"> & { readonly asOfMs: number };

function learn({ series }: LoadedPrices, options: CascadeOptions, asOfMs: number): Learned {
  const { barMs, windowMs, lagsMax, minOverlap, fdr } = options;
  const { assets, returns, agesMs, refused } = buildFreshReturns(
    series.map(({ key, knownAtMs, value }) => ({ asset: symbolOf(key), atMs: knownAtMs, price: value })),
    { asOfMs, windowMs, barMs },
    { minOverlap, returnsMin: pairsMin },
  );
  const statistics = measureLags({ series: assets, returns, agesMs, barMs, lagsMax });
  return { ...learnCascade(statistics, { fdr, edgesMax, asOfMs }), assets, refused, asOfMs };
}

/** The answer as `--out` has it; what follows the agreed keys of an edge is its 95 % interval. */
function describe(run: Learned, { shocks }: CascadeOptions): object {
  const edges = run.edges.map(({ from, to, weight, lagMs, support, q, low, high }) => {
    return { from, to, weight, lagMs, support, q, low, high };
  });
  return { asOf: run.asOfMs, edges, impact: propagate(run.edges, shocks, run.asOfMs) };
}

function summarise(run: Learned, prices: LoadedPrices): string[] {
  const possible = run.assets.length * Math.max(0, run.assets.length - 1);
  return [
    `as of         ${new Date(run.asOfMs).toISOString()}`,
    `assets        ${run.assets.length}, refused ${run.refused.length}`,
    `edges         ${run.edges.length} of ${possible} possible`,
    ...(run.assets.length === 0
      ? ["              no asset has enough returns: does --window reach beyond the history?"]
      : []),
    ...(run.found > run.edges.length ? [`edges found   ${run.found}; those of the least q are kept`] : []),
    ...(prices.duplicates > 0 ? [`duplicates    ${prices.duplicates}`] : []),
    ...(prices.refused.length > 0 ? [`rows refused  ${prices.refused.length}`] : []),
    ...prices.refused.slice(0, 20).map(({ file, line, reason }) => `  ${file}:${line}: ${reason}`),
    ...run.refused.map(({ asset, reason }) => `  ${asset}: ${reason}`),
  ];
}
