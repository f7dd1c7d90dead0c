import { dirname } from "node:path";
import { runBacktestCommand } from "./backtest/command.ts";
import { runCascadeCommand } from "./cascade/command.ts";
import { runClustersCommand } from "./clusters/command.ts";
import { runCommunitiesCommand } from "./communities/command.ts";
import { runPipelinesCommand } from "./pipelines/command.ts";
import { runReplayCommand } from "./replay/command.ts";
import { runScorecardCommand } from "./scorecard/command.ts";
import { runSessionCommand } from "./session/command.ts";

const help = `portent: signals from markets and events, and casts that follow from them

Usage: portent <command> [options]

  replay                          evaluate triggers over recorded prices: one JSON line per fire
  backtest                        the same, as a report: fires, cooldowns, what would have been cast, profit and loss
  clusters                        which assets move together over recorded prices: correlation, tree, clusters, weights
  communities                     groups of a graph's nodes with more weight inside than chance would give
  backfill                        fills a past range of prices into the store, from recordings or from sources with history
  cascade                         what moves after what, learned from recorded prices, and what a shock would do
  scorecard                       what clusters and cascades said before recorded crashes, scored against what happened
  export                          writes a dataset's rows into a folder of Parquet or Arrow files, from an instance or its store
  query                           SQL over such a folder
  redrive quotes                  judges recorded quotes of a past range again, by the rule of now, for the history of prices
  redrive QUEUE                   sends messages that were set aside back to their queue, by an operator's order
  status                          how fresh stages, sources and signals of a running instance are; its exit code says it, too
  doctor                          what is missing or wrong: the connections to Postgres
  session                         what the keys of a vault may do, until when, what is left, and the worst loss
  close-calls                     the Safe transaction that closes a vault, from the chain alone, for the owners' wallets
  smoke                           tries the parts of a chain that casts rest on, for a public testnet
  pipelines check | gen | graph   validate pipelines.toml, write what is generated from it, draw it

portent <command> --help tells more.`;

const [command, ...args] = process.argv.slice(2);
const root = dirname(import.meta.dirname);
const out = (line: string) => console.log(line);
const streams = {
  out: (text: string) => void process.stdout.write(text),
  err: (line: string) => void process.stderr.write(`${line}\n`),
};
// A reader that has seen enough, such as `head`, ends the writing, not the command.
process.stdout.on("error", (cause: NodeJS.ErrnoException) => {
  if (cause.code !== "EPIPE") throw cause;
});

if (command === "pipelines") process.exitCode = runPipelinesCommand(root, args, out);
else if (command === "replay") process.exitCode = await runReplayCommand(args, streams);
else if (command === "backtest") process.exitCode = runBacktestCommand(args, streams);
else if (command === "cascade") process.exitCode = runCascadeCommand(args, streams);
else if (command === "clusters") process.exitCode = runClustersCommand(args, streams);
else if (command === "communities") process.exitCode = runCommunitiesCommand(args, streams);
else if (command === "scorecard") process.exitCode = runScorecardCommand(args, streams);
else if (command === "session") process.exitCode = await runSessionCommand(args, streams);
else if (command === "close-calls") {
  // What speaks to a chain takes as long to load as all the rest: only who closes a vault waits for it.
  const { runCloseCallsCommand } = await import("./close-calls/command.ts");
  process.exitCode = await runCloseCallsCommand(args, streams);
} else if (command === "backfill") {
  const { runBackfillCommand } = await import("./backfill/command.ts");
  process.exitCode = await runBackfillCommand(args, streams, process.env);
} else if (command === "redrive") {
  const { runRedriveCommand } = await import("./redrive/command.ts");
  process.exitCode = await runRedriveCommand(args, streams, process.env);
} else if (command === "status") {
  const { runStatusCommand } = await import("./status/command.ts");
  process.exitCode = await runStatusCommand(args, streams);
} else if (command === "doctor") {
  const { runDoctorCommand } = await import("./doctor/command.ts");
  process.exitCode = await runDoctorCommand(args, streams, process.env);
} else if (command === "export") {
  const { runExportCommand } = await import("./export/command.ts");
  process.exitCode = await runExportCommand(args, streams, process.env);
} else if (command === "query") {
  const { runQueryCommand } = await import("./query/command.ts");
  process.exitCode = await runQueryCommand(args, streams);
} else if (command === "smoke") {
  const { runSmokeCommand } = await import("./smoke/command.ts");
  process.exitCode = await runSmokeCommand(args, streams);
} else if (command === undefined || command === "--help" || command === "help") out(help);
else {
  console.error(`portent: there is no command ${command}; portent --help lists them`);
  process.exitCode = 2;
}
