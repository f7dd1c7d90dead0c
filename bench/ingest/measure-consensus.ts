import type { TraceId } from "../../contracts/ids.ts";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import type { PipelinesFile } from "../../contracts/pipelines-file.ts";
import { buildMessages } from "../../ingest/core/build-messages.ts";
import { listPricedAssets, priceRule } from "../../ingest/core/declared-assets.ts";
import { priceAssets, type SourceQuotes } from "../../ingest/core/price-assets.ts";
import { emptyMemory, noteWindow } from "../../ingest/core/source-memory.ts";
import { makeRow } from "../evaluate/make-row.ts";
import { readInput, writeOutput } from "../evaluate/run-child.ts";
import type { Row } from "../measurement.ts";
import { declareMarket } from "./declare-market.ts";
import { cadenceMs, createMarket, windowEndMs } from "./market.ts";
import { findPlainMedians } from "./plain-median.ts";
import { toSourceQuotes } from "./to-quotes.ts";

export type ConsensusInput = { readonly n: number; readonly windows: number };

const traceId = "a".repeat(32) as TraceId;
const warmWindows = 30;

/**
 * Milliseconds of CPU a window, garbage collection included, of what the stage does with quotes that are there: to judge and
 * price them, with what was said in the window before, and to build the messages. Beside it the plain median of the same.
 */
export function measureConsensus({ n, windows }: ConsensusInput): readonly Row[] {
  const market = createMarket({ n, barsMax: n });
  const sources: PipelinesFile["sources"] = pipelines.sources;
  const declared = declareMarket(market, sources);
  const assets = listPricedAssets(declared);
  const stablecoins = new Set(assets.filter(({ kind }) => kind === "stablecoin").map(({ id }) => id as string));
  const inputs = [1, 2, 3, 4].map((window) => {
    const endMs = windowEndMs(window);
    return { startMs: endMs - cadenceMs, endMs, quotes: toSourceQuotes(market, endMs, declared.sources) };
  });
  const priceOne = (quotes: readonly SourceQuotes[], window: { startMs: number; endMs: number }) =>
    priceAssets(assets, quotes, window, priceRule, repetitions);
  const [first] = inputs;
  if (first === undefined) throw new Error("there is no window");
  let repetitions = emptyMemory.repetitions;
  repetitions = noteWindow(
    emptyMemory,
    first,
    assets,
    priceOne(first.quotes, first),
    new Map(),
    breakerRule,
  ).repetitions;
  const inputAt = (at: number) => inputs[1 + (at % 3)] ?? first;

  const pricedMs = timeCpuMs(windows, (at) => priceOne(inputAt(at).quotes, inputAt(at)).ticks.length);
  const wholeMs = timeCpuMs(windows, (at) => {
    const { quotes, startMs, endMs } = inputAt(at);
    const { ticks, refused } = priceOne(quotes, { startMs, endMs });
    return buildMessages({
      windowStartMs: startMs,
      windowEndMs: endMs,
      traceId,
      ticks,
      refused,
      sourceRuns: [],
      stablecoins,
    }).length;
  });
  const plainMs = timeCpuMs(windows, (at) => findPlainMedians(assets, inputAt(at).quotes).size);
  const unit = "ms";
  return [
    makeRow({ case: "ingest/consensus", n, value: wholeMs, unit }),
    makeRow({ case: "ingest/consensus", n, value: plainMs, unit }, { name: "plain-median", ours: wholeMs }),
    makeRow({ case: "ingest/consensus-prices", n, value: pricedMs, unit }),
    makeRow({ case: "ingest/consensus-prices", n, value: plainMs, unit }, { name: "plain-median", ours: pricedMs }),
  ];
}

const breakerRule = { failuresMax: 3, openMs: 240_000, openMsMax: 1_800_000 };

/** `run` answers something, which is looked at, so that nothing of it can be left out. */
function timeCpuMs(windows: number, run: (at: number) => number): number {
  let seen = 0;
  for (let at = 0; at < warmWindows; at += 1) seen += run(at);
  const before = process.cpuUsage();
  for (let at = 0; at < windows; at += 1) seen += run(at);
  const { user, system } = process.cpuUsage(before);
  if (seen === 0) throw new Error("nothing was priced");
  return (user + system) / 1_000 / windows;
}

if (import.meta.main) writeOutput(measureConsensus(readInput<ConsensusInput>()));
