import { pipelines } from "../../contracts/pipelines.gen.ts";
import type { PipelinesFile } from "../../contracts/pipelines-file.ts";
import { ok, type Result } from "../../contracts/result.ts";
import { durationMs } from "../../contracts/time.ts";
import { createHttpClient } from "../../ingest/adapters/http-client.ts";
import { listPricedAssets, priceRule } from "../../ingest/core/declared-assets.ts";
import type { PricedAsset } from "../../ingest/core/price-assets.ts";
import { sourceUrls } from "../../ingest/core/source-urls.ts";
import { type Fault, fault } from "../arguments.ts";
import { openStore } from "../open-store.ts";
import type { Streams } from "../streams.ts";
import { describeProgress, describeReport } from "./describe-backfill.ts";
import { loadFileQuotes, type SourceRule } from "./file-quotes.ts";
import { createWindowPricer } from "./price-window.ts";
import { type BackfillOptions, nameBackfill, readBackfillOptions } from "./read-options.ts";
import { type BackfillDeps, runBackfill } from "./run-backfill.ts";
import { createSourceAsker, type HistorySource } from "./source-quotes.ts";

const help = `Usage: portent backfill --prices [SOURCE=]F… | --sources A,B --from T --to T [options]

Fills any past range of prices, signals and refused quotes into the store, by the consensus that runs live and under the same
keys. What is there stays as it is. Killed at any moment, the same command goes on where the last batch was committed.

  --prices [SOURCE=]F…   recordings of a source (default: binance), as CSV (.gz too): ts_ms,symbol,open,high,low,close,volume or
                         ts_ms,symbol,price. Several files, and several sources, are one history
  --sources A,B          asks sources that serve history: binance, coinbase, kraken (its last 720 minutes). Window by window,
                         so a day takes many calls
  --from T --to T        windows that end after T and up to T: 2021-05-16, 2021-05-16T06:00Z or milliseconds
  --rate USDT=1.0        what a coin was worth in dollars, for recordings without a price of it. Quotes in it are refused otherwise
  --batch 6h             what is written in one transaction, with the progress
  --database-url URL     Postgres; default: DATABASE_URL (DATABASE_WEBSOCKET_PROXY for a plain one that is not on this machine)
  --partial              a source that gives nothing does not stop the backfill; prices are made without it
  --dry-run              prices everything and writes nothing
  --json                 the report as JSON on standard output

Progress goes to standard error. Exit code 2: the input is at fault, nothing was written. Exit code 1: the store or a source does
not answer; run the same command again.`;

const settings = pipelines.pipeline;
const sourceEntries: Readonly<Record<string, PipelinesFile["sources"][string]>> = pipelines.sources;
const cadenceMs = durationMs(settings.cadence);

export async function runBackfillCommand(
  args: readonly string[],
  { out, err }: Streams,
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const fail = (message: string, code: number): number => {
    err(`portent backfill: ${message}`);
    return code;
  };
  const read = readBackfillOptions(args, cadenceMs);
  if (!read.ok) return fail(read.error.message, 2);
  if (read.value === null) {
    out(`${help}\n`);
    return 0;
  }
  const chosen = read.value;
  if ("sources" in chosen.input && chosen.toMs > Date.now()) return fail("--to: this moment has not come yet", 2);
  const assets = listPricedAssets(pipelines);
  const asker = createAsker(chosen, assets, env, err);
  if (!asker.ok) return fail(asker.error.message, 2);
  const store = chosen.isDry ? ok(null) : await openStore(env, chosen.databaseUrl);
  if (!store.ok) return fail(store.error.message, 2);
  const { fromMs, toMs, batchMs } = chosen;
  const warmUpWindows = 2 * settings.frozen_windows;
  const plan = { ...nameBackfill(chosen), fromMs, toMs, cadenceMs, batchMs, warmUpWindows };
  try {
    const report = await runBackfill(plan, {
      store: store.value,
      pricer: createWindowPricer(assets, priceRule, chosen.rates),
      askWindow: asker.value,
      onBatch: (progress) => err(describeProgress(progress)),
    });
    if (!report.ok) return fail(`${report.error.message}; run the same command again to go on`, 1);
    if (chosen.isJson) out(`${JSON.stringify(report.value)}\n`);
    for (const line of describeReport(report.value, chosen.isDry)) err(line);
    return 0;
  } finally {
    await store.value?.close();
  }
}

const refusedShown = 20;

function createAsker(
  { input, mayMiss }: BackfillOptions,
  assets: readonly PricedAsset[],
  env: Readonly<Record<string, string | undefined>>,
  err: Streams["err"],
): Result<BackfillDeps["askWindow"], Fault> {
  if ("files" in input) {
    const rules = Object.fromEntries(Object.entries(sourceEntries).map(([name, entry]) => [name, ruleOf(entry)]));
    const loaded = loadFileQuotes(input.files, assets, rules);
    if (!loaded.ok) return loaded;
    const { quotesOf, refused, unknownSymbols } = loaded.value;
    for (const { file, line, reason } of refused.slice(0, refusedShown)) err(`refused ${file}:${line}: ${reason}`);
    if (refused.length > refusedShown) err(`refused ${refused.length - refusedShown} more rows`);
    if (unknownSymbols.length > 0) err(`not in pipelines.toml, left out: ${unknownSymbols.join(", ")}`);
    return ok(async (window) => ok(quotesOf(window)));
  }
  const addresses = readAddresses(env.SOURCE_URLS);
  if (!addresses.ok) return addresses;
  const sources = input.sources.flatMap((name): HistorySource[] => {
    const [entry, baseUrl] = [sourceEntries[name], addresses.value[name]];
    const rule = ruleOf(entry);
    if (entry === undefined || rule === undefined || baseUrl === undefined) return [];
    const openHttp = () => createHttpClient({ timeoutMs: durationMs(entry.timeout), budget: entry.budget });
    return [{ name, baseUrl, openHttp, ...rule }];
  });
  if (sources.length < input.sources.length) return fault("--sources: not all of them are in pipelines.toml");
  return ok(createSourceAsker(sources, assets, mayMiss, Date.now));
}

const ruleOf = (entry: PipelinesFile["sources"][string] | undefined): SourceRule | undefined =>
  entry?.kind === "prices"
    ? { weight: entry.weight, maxAgeMs: durationMs(entry.max_age ?? settings.cadence) }
    : undefined;

/** Addresses as the Worker takes them: `SOURCE_URLS` before those of the pipeline file. */
function readAddresses(text: string | undefined): Result<Readonly<Record<string, string>>, Fault> {
  try {
    return ok(sourceUrls({ FEED: "live", ...(text === undefined ? {} : { SOURCE_URLS: text }) }));
  } catch {
    return fault("SOURCE_URLS: expected a JSON object of addresses by source");
  }
}
