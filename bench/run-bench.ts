import { analytics } from "./analytics/analytics.ts";
import { judgeRow as judgeAnalyticsRow } from "./analytics/targets.ts";
import { evaluate } from "./evaluate/evaluate.ts";
import { judgeRow } from "./evaluate/targets.ts";
import { execute } from "./execute/execute.ts";
import { judgeRow as judgeExecuteRow } from "./execute/targets.ts";
import { exportSuite } from "./export/export.ts";
import { judgeRow as judgeExportRow } from "./export/targets.ts";
import { formatTable } from "./format-table.ts";
import { ingest } from "./ingest/ingest.ts";
import { judgeRow as judgeIngestRow } from "./ingest/targets.ts";
import type { Judge, Suite } from "./measurement.ts";
import { judgeRow as judgePageRow } from "./page/targets.ts";
import { page } from "./page.ts";

const help = `npm run bench [-- <suite> [--json] [--quick]]

Measures and prints a table; with --json one JSON object on standard output. With --quick fewer repeats of smaller cases: a
smoke test. Suites: analytics (clusters and cascades of so many series, with the bars of six hours, beside numpy and scipy,
where python3 has them, over the whole window; memory; sums stored and restored), evaluate (milliseconds a tick at so many armed
triggers, beside other ways to do the same; memory, cold start; targets met and missed), execute (from the fire to the final
block: each hop, so many vaults fired at once, casts a second, beside the bare objects and the bare chain), export (rows a second, bytes a row and memory of Arrow and Parquet files, beside
flechette alone and DuckDB), ingest (CPU, memory and
calls of a scheduled run at so many assets of ten sources, beside the limits of a Worker and a plain median), page (sizes of the
page and of both Workers; frame times of the page with 15 and 500 live assets, beside a page that does nothing; first paint; targets). Without a suite: all.
`;

const suites: Readonly<Record<string, { readonly measure: Suite; readonly judge: Judge }>> = {
  analytics: { measure: analytics, judge: judgeAnalyticsRow },
  evaluate: { measure: evaluate, judge: judgeRow },
  execute: { measure: execute, judge: judgeExecuteRow },
  export: { measure: exportSuite, judge: judgeExportRow },
  ingest: { measure: ingest, judge: judgeIngestRow },
  page: { measure: page, judge: judgePageRow },
};
const flags = ["--json", "--quick"];
const say = (line: string) => process.stderr.write(`bench: ${line}\n`);

process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  if (args.includes("--help")) {
    process.stdout.write(help);
    return 0;
  }
  const names = args.filter((arg) => !flags.includes(arg));
  const unknown = names.filter((name) => suites[name] === undefined);
  if (unknown.length > 0 || names.length > 1) {
    say(`expected one of ${Object.keys(suites).join(", ")}; got ${names.join(" ")}`);
    return 2;
  }
  for (const [name, { measure, judge }] of Object.entries(suites)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const rows = await measure(say, { isQuick: args.includes("--quick") });
    if (args.includes("--json"))
      process.stdout.write(`${JSON.stringify({ suite: name, node: process.version, rows })}\n`);
    else process.stdout.write(formatTable(rows, judge));
  }
  return 0;
}
