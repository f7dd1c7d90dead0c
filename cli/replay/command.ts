import { performance } from "node:perf_hooks";
import { findLookAhead } from "../../evaluate/core/replay/find-look-ahead.ts";
import type { Streams } from "../streams.ts";
import { writeWhole } from "../write-whole.ts";
import { collectFires } from "./collect-fires.ts";
import { describeRun } from "./describe-run.ts";
import { formatFire } from "./format-fire.ts";
import { loadReplay, replayOptions } from "./load-replay.ts";

const help = `Usage: portent replay --prices F… --triggers F [--out F] [options]

Evaluates triggers over recorded prices with the engine that runs live, and writes one JSON line per fire.

  --prices F…          CSV (.gz too): ts_ms,symbol,open,high,low,close,volume or ts_ms,symbol,price
  --events F…          JSON lines of signal samples: key, value, ts_ms, valid_until_ms (optional)
  --signals F…         the same
  --triggers F         a JSON array of triggers, as the API takes them
  --out F              where the fires go; standard output without it
  --cadence 2m         distance of the evaluations
  --bar-length 1m      length of the bars, where the files do not show it
  --max-staleness 6m   age beyond which a sample is no data (default: three steps of the signal)
  --guard [10/1h]      a trigger that fires more often disables itself; alone: as live (default: off)
  --strict             a row that cannot be used ends the run
  --check-look-ahead   also cuts the history off at ten places: no fire before the cut may change

A summary goes to standard error. Exit code 2: the input is at fault, and nothing was written.`;

export async function runReplayCommand(args: readonly string[], { out, err }: Streams): Promise<number> {
  const loaded = loadReplay(args, { ...replayOptions, "check-look-ahead": { type: "boolean" } });
  if (!loaded.ok) {
    err(`portent replay: ${loaded.error.message}`);
    return 2;
  }
  if (loaded.value === null) {
    out(`${help}\n`);
    return 0;
  }
  const startMs = performance.now();
  const collected = collectFires(loaded.value.input);
  const elapsedMs = performance.now() - startMs;
  const lines = await Promise.all(collected.fires.map(formatFire));
  const failed = writeWhole(loaded.value.out, lines.map((line) => `${line}\n`).join(""), out);
  if (failed !== null) {
    err(`portent replay: --out: ${failed}`);
    return 2;
  }
  for (const line of describeRun(loaded.value, collected, elapsedMs)) err(line);
  if (!args.includes("--check-look-ahead")) return 0;
  const found = findLookAhead(loaded.value.input, 10);
  err(found === null ? "look-ahead: none; ten shorter histories give the same fires" : `look-ahead: ${found}`);
  return found === null ? 0 : 1;
}
