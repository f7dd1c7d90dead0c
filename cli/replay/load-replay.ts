import type { ParseArgsOptionsConfig } from "node:util";
import { catalogueOf } from "../../conditions/signal-catalogue.ts";
import { ok, type Result } from "../../contracts/result.ts";
import type { Guard } from "../../evaluate/core/fire-guard.ts";
import type { ReplayInput } from "../../evaluate/core/replay/replay.ts";
import { type Fault, fault, readArguments, readDuration, readList } from "../arguments.ts";
import { loadPrices } from "../prices/load-prices.ts";
import type { RefusedRow } from "../prices/parse-price-rows.ts";
import { readTextFiles, type TextFile } from "../read-text-file.ts";
import { loadSignals } from "../signals/load-signals.ts";
import { type LoadedTrigger, loadTriggers } from "../triggers/load-triggers.ts";
import { liveGuard, readGuard } from "./read-guard.ts";

export const replayOptions = {
  prices: { type: "string", multiple: true },
  events: { type: "string", multiple: true },
  signals: { type: "string", multiple: true },
  triggers: { type: "string" },
  out: { type: "string" },
  cadence: { type: "string" },
  "bar-length": { type: "string" },
  "max-staleness": { type: "string" },
  guard: { type: "string" },
  strict: { type: "boolean" },
  help: { type: "boolean" },
} as const satisfies ParseArgsOptionsConfig;

export type LoadedReplay = {
  readonly input: ReplayInput;
  readonly triggers: readonly LoadedTrigger[];
  readonly refused: readonly RefusedRow[];
  readonly duplicates: number;
  readonly samples: number;
  readonly out: string | undefined;
};

export type ReplayTexts = {
  readonly prices: readonly TextFile[];
  readonly signals: readonly TextFile[];
  readonly triggers: TextFile;
  readonly cadenceMs: number;
  readonly barLengthMs: number | undefined;
  readonly maxStalenessMs: number | undefined;
  readonly guard: Guard | null;
  /** A row that cannot be used is a fault. */
  readonly isStrict: boolean;
};

/** `--guard` may stand alone. */
function nameLiveGuard(args: readonly string[]): string[] {
  return args.flatMap((arg, at) =>
    arg === "--guard" && (args[at + 1] ?? "--").startsWith("--") ? [arg, liveGuard] : [arg],
  );
}

/** Reads a replay's options and files. Nothing is written. */
export function loadReplay(
  args: readonly string[],
  options: ParseArgsOptionsConfig,
): Result<LoadedReplay | null, Fault> {
  const read = readArguments(nameLiveGuard(args), options);
  if (!read.ok) return read;
  const values = read.value;
  if (values.help === true) return ok(null);
  const durations: Record<string, number | undefined> = {};
  for (const name of ["cadence", "bar-length", "max-staleness"]) {
    const duration = readDuration(values, name, name === "max-staleness" ? "from 0" : "above 0");
    if (!duration.ok) return duration;
    durations[name] = duration.value;
  }
  const guard = readGuard(values.guard);
  if (!guard.ok) return guard;
  const { triggers: triggersPath, out } = values;
  if (typeof triggersPath !== "string") return fault("--triggers: name a file of triggers");
  const prices = readTextFiles(readList(values, "prices"));
  if (!prices.ok) return prices;
  const signals = readTextFiles([...readList(values, "events"), ...readList(values, "signals")]);
  if (!signals.ok) return signals;
  const triggers = readTextFiles([triggersPath]);
  if (!triggers.ok) return triggers;
  const joined = joinReplay({
    prices: prices.value,
    signals: signals.value,
    triggers: triggers.value[0] ?? { path: triggersPath, text: "" },
    cadenceMs: durations.cadence ?? 120_000,
    barLengthMs: durations["bar-length"],
    maxStalenessMs: durations["max-staleness"],
    guard: guard.value,
    isStrict: values.strict === true,
  });
  return joined.ok ? ok({ ...joined.value, out: typeof out === "string" ? out : undefined }) : joined;
}

/** A replay from the texts of its files. */
export function joinReplay(texts: ReplayTexts): Result<Omit<LoadedReplay, "out">, Fault> {
  const { cadenceMs } = texts;
  const prices = loadPrices(texts.prices, texts);
  if (!prices.ok) return prices;
  const signals = loadSignals(texts.signals, cadenceMs);
  const twice = [...signals.signals.keys()].find((key) => prices.value.signals.has(key));
  if (twice !== undefined) return fault(`${twice} is in a price file and among the signals: which is meant?`);
  const refused = [...prices.value.refused, ...signals.refused];
  const [firstRefused] = refused;
  if (texts.isStrict && firstRefused !== undefined) return fault(describeRefused(firstRefused));
  const catalogue = catalogueOf(new Map([...prices.value.signals, ...signals.signals]));
  const triggers = loadTriggers(texts.triggers, { catalogue, cadenceMs }, texts.maxStalenessMs);
  if (!triggers.ok) return triggers;
  return ok({
    input: {
      settings: { catalogue, cadenceMs, guard: texts.guard },
      series: [...prices.value.series, ...signals.series],
      triggers: triggers.value,
      fromMs: Math.ceil(prices.value.firstKnownMs / cadenceMs) * cadenceMs,
      toMs: prices.value.lastKnownMs,
    },
    triggers: triggers.value,
    refused,
    duplicates: prices.value.duplicates + signals.duplicates,
    samples: prices.value.samples + signals.samples,
  });
}

export const describeRefused = ({ file, line, reason }: RefusedRow): string => `${file}:${line}: ${reason}`;
