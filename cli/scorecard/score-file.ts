import { ok, type Result } from "../../contracts/result.ts";
import { type Fault, fault } from "../arguments.ts";
import { formatSpan } from "../backtest/format-time.ts";
import { loadPrices } from "../prices/load-prices.ts";
import type { RefusedRow } from "../prices/parse-price-rows.ts";
import type { TextFile } from "../read-text-file.ts";
import { findCrashes } from "./find-crashes.ts";
import { toHistories } from "./history.ts";
import { type CrashScore, scoreCrash } from "./score-crash.ts";
import { scorecardSettings } from "./settings.ts";

export type FileScore = {
  readonly file: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly assets: number;
  readonly samples: number;
  readonly refusedRows: number;
  readonly gridMs: number;
  readonly crashes: readonly CrashScore[];
};

/** The last moment that a date can stand for, less what is added to an onset. */
const lastDateMs = 8.64e15 - 2 * scorecardSettings.horizonMs;

export type FileOptions = { readonly fall: number; readonly barLengthMs: number | undefined };

/** All crashes of one price file. `file` is its name without its folder. */
export function scoreFile(
  { path, text }: TextFile,
  { fall, barLengthMs }: FileOptions,
): Result<{ readonly score: FileScore; readonly refused: readonly RefusedRow[] }, Fault> {
  const { gridMs: gridMsMin, gridMsMax, horizonMs, crashesMax } = scorecardSettings;
  const loaded = loadPrices([{ path, text }], { cadenceMs: gridMsMin, barLengthMs });
  if (!loaded.ok) return loaded;
  const { series, signals, refused, samples, firstKnownMs, lastKnownMs } = loaded.value;
  if (firstKnownMs < 0 || lastKnownMs > lastDateMs) return fault(`${path}: its times are beyond those of the calendar`);
  const gridMs = Math.max(...signals.values().map(({ stepMs }) => stepMs));
  if (gridMs > gridMsMax) {
    return fault(
      `${path}: prices are ${formatSpan(gridMs)} apart; a scorecard needs them within ${formatSpan(gridMsMax)}`,
    );
  }
  const histories = toHistories(series);
  const crashes = findCrashes(histories, { gridMs, horizonMs, fall, crashesMax });
  const score: FileScore = {
    file: path.split(/[/\\]/).at(-1) ?? path,
    fromMs: firstKnownMs,
    toMs: lastKnownMs,
    assets: histories.length,
    samples,
    refusedRows: refused.length,
    gridMs,
    crashes: crashes.map((crash) => scoreCrash(histories, crash, gridMs)),
  };
  return ok({ score, refused });
}
