import { performance } from "node:perf_hooks";
import { findLookAhead } from "../../evaluate/core/replay/find-look-ahead.ts";
import { collectFires } from "../replay/collect-fires.ts";
import { describeRun } from "../replay/describe-run.ts";
import { loadReplay, replayOptions } from "../replay/load-replay.ts";
import type { Streams } from "../streams.ts";
import { writeWhole } from "../write-whole.ts";
import { summariseBacktest } from "./backtest.ts";
import { describeBacktest } from "./describe-backtest.ts";

const help = `Usage: portent backtest --prices F… --triggers F [--json] [--out F] [options]

Replays triggers over recorded prices and reports what each would have done: when it fired, the pauses between fires,
whether its cooldown was kept, what would have been cast, and what the casts would have earned against holding.

  --json               one JSON object in place of the tables
  --out F              where the report goes; standard output without it

and the options of replay: --prices, --events, --signals, --triggers, --cadence, --bar-length, --max-staleness, --guard,
--strict, --check-look-ahead; portent replay --help describes them.

Profit and loss is that of the spell ironvine: from 1 unit of what it sells, each fire sells its fraction of what is left
at the price of that evaluation, less the whole slippage bound; what is left at the end counts at the last price. Fees of
the chain are not in it.

A summary goes to standard error. Exit code 2: the input is at fault, and nothing was written. Exit code 1: fires were
nearer to each other than the cooldown, or looked ahead.`;

const options = { ...replayOptions, json: { type: "boolean" }, "check-look-ahead": { type: "boolean" } } as const;

export function runBacktestCommand(args: readonly string[], { out, err }: Streams): number {
  const loaded = loadReplay(args, options);
  if (!loaded.ok) {
    err(`portent backtest: ${loaded.error.message}`);
    return 2;
  }
  if (loaded.value === null) {
    out(`${help}\n`);
    return 0;
  }
  const { input, triggers } = loaded.value;
  const startMs = performance.now();
  const collected = collectFires(input);
  const elapsedMs = performance.now() - startMs;
  const backtest = summariseBacktest(loaded.value, collected);
  const actions = triggers.map(({ trigger }) => trigger.action);
  const text = args.includes("--json") ? `${JSON.stringify(backtest)}\n` : describeBacktest(backtest, actions);
  const failed = writeWhole(loaded.value.out, text, out);
  if (failed !== null) {
    err(`portent backtest: --out: ${failed}`);
    return 2;
  }
  for (const line of describeRun(loaded.value, collected, elapsedMs)) err(line);
  const broken = backtest.triggers.filter(({ cooldownRespected }) => !cooldownRespected);
  for (const { trigger } of broken) err(`cooldown: fires of ${trigger} are nearer to each other than its cooldown`);
  const lookAhead = args.includes("--check-look-ahead") ? findLookAhead(input, 10) : null;
  if (lookAhead !== null) err(`look-ahead: ${lookAhead}`);
  else if (args.includes("--check-look-ahead")) err("look-ahead: none; ten shorter histories give the same fires");
  return broken.length === 0 && lookAhead === null ? 0 : 1;
}
