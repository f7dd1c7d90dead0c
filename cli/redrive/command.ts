import { pipelines } from "../../contracts/pipelines.gen.ts";
import type { PipelinesFile } from "../../contracts/pipelines-file.ts";
import { durationMs } from "../../contracts/time.ts";
import { listPricedAssets, priceRule } from "../../ingest/core/declared-assets.ts";
import type { SourceWeight } from "../../ingest/core/judge-again.ts";
import { openStore } from "../open-store.ts";
import type { Streams } from "../streams.ts";
import { describeProgress, describeReport } from "./describe-redrive.ts";
import { queueHelp, runQueueCommand } from "./queue-command.ts";
import { readRedriveOptions } from "./read-options.ts";
import { runRedrive } from "./run-redrive.ts";

const help = `Usage: portent redrive quotes --from T --to T [options]

Judges the recorded quotes of past windows again, those that were refused with those that were used, by the rule of pipelines.toml
as it is now: its quorum, deviation, grace, ages and weights. A price whose judgement differs becomes the next version of its row;
what does not differ is never touched, so that a second run changes nothing. Killed at any moment, it is simply run again.

Prices written so are for the history. A trigger never fires on them, and no signal is written.

Some refusals stay, because what they rest on is not recorded: frozen, crossed-book, wide-book, unsure, not-positive,
out-of-range, source-failed, no-data. A price that was published stands even where the rule now would give none.

  --from T --to T       windows that end after T and up to T: 2021-05-16, 2021-05-16T06:00Z or milliseconds
  --asset ID…           these alone, such as BTC-USD; default: all
  --max-deviation 0.05  in place of max_deviation of pipelines.toml
  --quorum 2            in place of quorum
  --database-url URL    Postgres; default: DATABASE_URL (DATABASE_WEBSOCKET_PROXY for a plain one that is not on this machine)
  --dry-run             judges everything and writes nothing
  --json                the report as JSON on standard output

Progress goes to standard error. Exit code 2: the input is at fault, nothing was written. Exit code 1: the database does not
answer; run the same command again.`;

const file: Pick<PipelinesFile, "queues"> = pipelines;
/** Dead-letter queues have none of their own: what lies in one goes back to the queue that it belongs to. */
const queues = Object.entries(file.queues).flatMap(([name, { dead_letter }]) =>
  dead_letter === undefined ? [] : [name],
);
const sources: Readonly<Record<string, PipelinesFile["sources"][string]>> = pipelines.sources;
const cadence = pipelines.pipeline.cadence;

export async function runRedriveCommand(
  args: readonly string[],
  { out, err }: Streams,
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const fail = (message: string, code: number): number => {
    err(`portent redrive: ${message}`);
    return code;
  };
  const [what = "", ...rest] = args;
  if (queues.includes(what)) return runQueueCommand(what, rest, { out, err }, env);
  if (what === "--help") {
    out(`${help}\n\n${queueHelp}\n`);
    return 0;
  }
  if (what !== "quotes") return fail(`name what is to be redriven: quotes, or a queue (${queues.join(", ")})`, 2);
  const assets = new Map(listPricedAssets(pipelines).map((asset) => [asset.id, asset]));
  const read = readRedriveOptions(rest, new Set<string>(assets.keys()));
  if (!read.ok) return fail(read.error.message, 2);
  if (read.value === null) {
    out(`${help}\n`);
    return 0;
  }
  const { fromMs, toMs, chosen, isDry, isJson, databaseUrl, rule } = read.value;
  const store = await openStore(env, databaseUrl);
  if (!store.ok) return fail(store.error.message, 2);
  const consensus = { ...priceRule, ...rule };
  try {
    const report = await runRedrive(
      { fromMs, toMs },
      { assets, consensus, settings: weightOf, cadenceMs: durationMs(cadence), chosen },
      { store: store.value, isDry, onProgress: (progress, untilMs) => err(describeProgress(progress, untilMs)) },
    );
    if (!report.ok) return fail(`${report.error.message}; run the same command again to go on`, 1);
    if (isJson) out(`${JSON.stringify({ fromMs, toMs, isDry, ...report.value })}\n`);
    for (const line of describeReport(report.value, isDry)) err(line);
    return 0;
  } finally {
    await store.value.close();
  }
}

function weightOf(source: string): SourceWeight | undefined {
  const entry = Object.hasOwn(sources, source) ? sources[source] : undefined;
  if (entry?.kind !== "prices") return undefined;
  return { weight: entry.weight, maxAgeMs: durationMs(entry.max_age ?? cadence) };
}
