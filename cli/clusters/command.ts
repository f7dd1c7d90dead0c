import { performance } from "node:perf_hooks";
import type { PricePoint } from "../../analytics/core/build-returns.ts";
import type { ClusterAnalysis } from "../../analytics/core/clusters/analyze-clusters.ts";
import { runClusters } from "../../analytics/core/clusters/run-clusters.ts";
import { ok, type Result } from "../../contracts/result.ts";
import { type Fault, fault } from "../arguments.ts";
import { type LoadedPrices, loadPrices } from "../prices/load-prices.ts";
import { readTextFiles } from "../read-text-file.ts";
import type { Streams } from "../streams.ts";
import { writeWhole } from "../write-whole.ts";
import { describeClustering } from "./describe-clustering.ts";
import { formatClusters } from "./format-clusters.ts";
import { loadPrevious } from "./load-previous.ts";
import { type ClustersOptions, readClustersOptions } from "./read-options.ts";

const help = `Usage: portent clusters --prices F… [--at T] [--window 7d] [--bar 1h] [--out F] [options]

Which assets move together, over recorded prices, with the code that runs live. One JSON object: assets used and refused,
correlation, linkage, clusters with medoid, cohesion, stress and lineage, communities, weights, regime.

  --prices F…          CSV (.gz too): ts_ms,symbol,open,high,low,close,volume or ts_ms,symbol,price
  --at T               as of when: milliseconds, 2021-05-19 or 2021-05-19T13:00Z (default: the last known price)
  --window 7d          how far back; a multiple of --bar
  --bar 1h             distance of the grid points that returns are between
  --bar-length L       length of the bars in the files, where they do not show it
  --method average     linkage: average, complete, single or ward
  --shrinkage none     none, auto (Ledoit-Wolf) or 0 to 1: how much of each correlation is taken off
  --min-overlap 0.8    least share of all steps at which an asset needs a return
  --cut C              where the tree is cut: correlation:X, height:X, count:K or silhouette
                       (default: correlation:0.7071067811865476, half of the variance in common)
  --previous F         an earlier output of this command: ids of clusters go on from it
  --out F              where the output goes; standard output without it
  --strict             a row that cannot be used ends the run

An asset is refused as too-few-returns or constant. A summary goes to standard error. Exit code 2: the input is at
fault, and nothing was written. docs/clusters.md says what each number means.`;

export function runClustersCommand(args: readonly string[], { out, err }: Streams): number {
  const failWith = (message: string): number => {
    err(`portent clusters: ${message}`);
    return 2;
  };
  const options = readClustersOptions(args);
  if (!options.ok) return failWith(options.error.message);
  if (options.value === null) {
    out(`${help}\n`);
    return 0;
  }
  const startMs = performance.now();
  const analyzed = analyzeFiles(options.value);
  if (!analyzed.ok) return failWith(analyzed.error.message);
  const { analysis, prices } = analyzed.value;
  const failed = writeWhole(options.value.out, formatClusters(analysis), out);
  if (failed !== null) return failWith(`--out: ${failed}`);
  for (const line of describeClustering(analysis, prices, performance.now() - startMs)) err(line);
  return 0;
}

/** The last moment that a date can be of. */
const momentMaxMs = 8.64e15;
/** What fits into memory several times over: 1,000 symbols with 20,000 bars each. */
const returnsMax = 20_000_000;

type Analyzed = { readonly analysis: ClusterAnalysis; readonly prices: LoadedPrices };

/** Reads the files and answers. Nothing is written. */
function analyzeFiles(options: ClustersOptions): Result<Analyzed, Fault> {
  const { barMs, windowMs, barLengthMs } = options;
  const files = readTextFiles(options.prices);
  if (!files.ok) return files;
  const previous = loadPrevious(options.previous);
  if (!previous.ok) return previous;
  const prices = loadPrices(files.value, { cadenceMs: barMs, barLengthMs });
  if (!prices.ok) return prices;
  const [firstRefused] = prices.value.refused;
  if (options.isStrict && firstRefused !== undefined) {
    return fault(`${firstRefused.file}:${firstRefused.line}: ${firstRefused.reason}`);
  }
  const atMs = options.atMs ?? prices.value.lastKnownMs;
  const asOfMs = Math.floor(atMs / barMs) * barMs;
  if (asOfMs < 0 || asOfMs > momentMaxMs)
    return fault(`--prices: the last price is known at ${atMs}, which is no date`);
  const returns = prices.value.series.length * (windowMs / barMs);
  if (returns > returnsMax) return fault(`--window: ${returns} returns are too many; the most is ${returnsMax}`);
  const analysis = runClusters(
    pricePoints(prices.value),
    { asOfMs, windowMs, barMs },
    { ...options, validForMs: 0 },
    previous.value,
  );
  return ok({ analysis, prices: prices.value });
}

function* pricePoints({ series }: LoadedPrices): Generator<PricePoint> {
  for (const { key, knownAtMs, value } of series) {
    const asset = key.slice("price.".length);
    for (let at = 0; at < knownAtMs.length; at += 1) {
      yield { asset, atMs: knownAtMs[at] as number, price: value[at] as number };
    }
  }
}
