import type { ParseArgsOptionsConfig } from "node:util";
import { parseShocks } from "../../analytics/core/cascade/parse-shocks.ts";
import type { Shock } from "../../contracts/cascade.ts";
import { ok, type Result } from "../../contracts/result.ts";
import { type Fault, fault, readArguments, readDuration, readList } from "../arguments.ts";
import { readMoment } from "../read-moment.ts";

const options = {
  prices: { type: "string", multiple: true },
  shock: { type: "string" },
  at: { type: "string" },
  window: { type: "string" },
  bar: { type: "string" },
  "max-lag": { type: "string" },
  fdr: { type: "string" },
  "min-overlap": { type: "string" },
  "bar-length": { type: "string" },
  out: { type: "string" },
  strict: { type: "boolean" },
  help: { type: "boolean" },
} as const satisfies ParseArgsOptionsConfig;

export type CascadeOptions = {
  readonly prices: readonly string[];
  readonly shocks: readonly Shock[];
  /** Undefined: the last known sample. */
  readonly atMs: number | undefined;
  readonly windowMs: number;
  readonly barMs: number;
  readonly lagsMax: number;
  readonly fdr: number;
  readonly minOverlap: number;
  readonly barLengthMs: number | undefined;
  readonly out: string | undefined;
  readonly isStrict: boolean;
};

/** More lags than this find what chance does. */
const lagsLimit = 100;
const stepsLimit = 100_000;

/** Null: help is asked for. */
export function readCascadeOptions(args: readonly string[]): Result<CascadeOptions | null, Fault> {
  const read = readArguments(args, options);
  if (!read.ok) return read;
  const values = read.value;
  if (values.help === true) return ok(null);
  const durations: Record<string, number | undefined> = {};
  for (const name of ["window", "bar", "max-lag", "bar-length"]) {
    const duration = readDuration(values, name);
    if (!duration.ok) return duration;
    durations[name] = duration.value;
  }
  const { window: windowMs = 604_800_000, bar: barMs = 600_000, "max-lag": maxLagMs = 3_600_000 } = durations;
  if (windowMs % barMs !== 0) return fault("--window: expected a multiple of --bar");
  if (windowMs / barMs > stepsLimit) return fault(`--window: expected at most ${stepsLimit} bars`);
  if (maxLagMs % barMs !== 0) return fault("--max-lag: expected a multiple of --bar");
  const lagsMax = maxLagMs / barMs;
  if (lagsMax > lagsLimit) return fault(`--max-lag: expected at most ${lagsLimit} bars`);
  if (maxLagMs >= windowMs) return fault("--max-lag: expected less than --window");
  const fdr = readShare(values.fdr, "fdr", 0.05);
  if (!fdr.ok) return fdr;
  if (fdr.value === 0) return fault("--fdr: expected a number above 0");
  const minOverlap = readShare(values["min-overlap"], "min-overlap", 0.8);
  if (!minOverlap.ok) return minOverlap;
  const at = readMoment("at", values.at);
  if (!at.ok) return at;
  if (typeof values.shock !== "string") return fault("--shock: give one, such as ETH/USDT=-0.10");
  const shocks = parseShocks(values.shock);
  if (!shocks.ok) return fault(`--shock: ${shocks.error.message}`);
  return ok({
    prices: readList(values, "prices"),
    shocks: shocks.value,
    atMs: at.value,
    windowMs,
    barMs,
    lagsMax,
    fdr: fdr.value,
    minOverlap: minOverlap.value,
    barLengthMs: durations["bar-length"],
    out: typeof values.out === "string" ? values.out : undefined,
    isStrict: values.strict === true,
  });
}

function readShare(text: unknown, name: string, standard: number): Result<number, Fault> {
  if (text === undefined) return ok(standard);
  const share = typeof text === "string" && /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
  return share >= 0 && share <= 1
    ? ok(share)
    : fault(`--${name}: expected a number from 0 to 1, not ${JSON.stringify(text)}`);
}
