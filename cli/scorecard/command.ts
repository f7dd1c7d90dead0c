import { ok, type Result } from "../../contracts/result.ts";
import { type Fault, fault, readArguments, readDuration, readList } from "../arguments.ts";
import type { RefusedRow } from "../prices/parse-price-rows.ts";
import { readTextFile } from "../read-text-file.ts";
import type { Streams } from "../streams.ts";
import { writeWhole } from "../write-whole.ts";
import { describeScorecard, type Scorecard } from "./describe-scorecard.ts";
import { type FileScore, scoreFile } from "./score-file.ts";
import { fallDefault } from "./settings.ts";
import { summariseScores } from "./summarise-scores.ts";

const help = `Usage: portent scorecard --prices F… [options]

Finds the crashes in recorded prices, asks clusters and cascades what they said before each, and scores that against what
happened: do clusters explain who fell more, and do forecasts from clusters and cascades rank the falls better than the naive
"everything follows BTC". Each file is scored by itself. docs/scorecard.md is such a page, and tells the method.

  --prices F…         price files: CSV, also .gz, of bars or of prices
  --fall 0.08         the median fall within 6 hours from which on it is a crash, as a share
  --bar-length 5m     the length of bars, where the file does not show it
  --json              the numbers, each asset's too, in place of the page
  --out F             where it goes; standard output without it

Exit code 2: the input is at fault, and nothing was written.`;

const options = {
  prices: { type: "string", multiple: true },
  fall: { type: "string" },
  "bar-length": { type: "string" },
  json: { type: "boolean" },
  out: { type: "string" },
  help: { type: "boolean" },
} as const;

type Scored = { readonly card: Scorecard; readonly isJson: boolean; readonly out: string | undefined };

export function runScorecardCommand(args: readonly string[], { out, err }: Streams): number {
  const scored = scoreArguments(args, err);
  if (!scored.ok) {
    err(`portent scorecard: ${scored.error.message}`);
    return 2;
  }
  if (scored.value === null) {
    out(`${help}\n`);
    return 0;
  }
  const { card, isJson, out: path } = scored.value;
  const failed = writeWhole(path, isJson ? `${JSON.stringify(card)}\n` : describeScorecard(card), out);
  if (failed === null) return 0;
  err(`portent scorecard: --out: ${failed}`);
  return 2;
}

function scoreArguments(args: readonly string[], err: Streams["err"]): Result<Scored | null, Fault> {
  const read = readArguments(args, options);
  if (!read.ok) return read;
  const values = read.value;
  if (values.help === true) return ok(null);
  const barLength = readDuration(values, "bar-length");
  if (!barLength.ok) return barLength;
  const fall = readFall(values.fall);
  if (!fall.ok) return fall;
  const paths = readList(values, "prices");
  if (paths.length === 0) return fault("--prices: name at least one file");
  const files: FileScore[] = [];
  const refused: RefusedRow[] = [];
  for (const path of paths) {
    // One file at a time: none but its own is in memory.
    const text = readTextFile(path);
    if (!text.ok) return text;
    const scored = scoreFile({ path, text: text.value }, { fall: fall.value, barLengthMs: barLength.value });
    if (!scored.ok) return scored;
    files.push(scored.value.score);
    refused.push(...scored.value.refused);
  }
  for (const { file, line, reason } of refused.slice(0, refusedShown)) err(`refused ${file}:${line}: ${reason}`);
  if (refused.length > refusedShown) err(`refused ${refused.length - refusedShown} more rows`);
  const card = { fall: fall.value, summary: summariseScores(files.flatMap(({ crashes }) => crashes)), files };
  return ok({ card, isJson: values.json === true, out: typeof values.out === "string" ? values.out : undefined });
}

const refusedShown = 20;

function readFall(text: unknown): Result<number, Fault> {
  if (text === undefined) return ok(fallDefault);
  const fall = typeof text === "string" && /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
  return fall > 0 && fall < 1
    ? ok(fall)
    : fault(`--fall: expected a share between 0 and 1 such as 0.08, not ${JSON.stringify(text)}`);
}
