import type { ParseArgsOptionsConfig } from "node:util";
import { type CutCriterion, defaultCut } from "../../analytics/core/clusters/cut-tree.ts";
import type { Shrinkage } from "../../analytics/core/clusters/shrink.ts";
import { LinkageMethod } from "../../contracts/cluster.ts";
import { ok, type Result } from "../../contracts/result.ts";
import { type Fault, fault, readArguments, readDuration, readList } from "../arguments.ts";
import { readMoment } from "../read-moment.ts";
import { readCut, readNumber } from "./read-cut.ts";

const options = {
  prices: { type: "string", multiple: true },
  at: { type: "string" },
  window: { type: "string" },
  bar: { type: "string" },
  "bar-length": { type: "string" },
  method: { type: "string" },
  shrinkage: { type: "string" },
  "min-overlap": { type: "string" },
  cut: { type: "string" },
  previous: { type: "string" },
  out: { type: "string" },
  strict: { type: "boolean" },
  help: { type: "boolean" },
} as const satisfies ParseArgsOptionsConfig;

export type ClustersOptions = {
  readonly prices: readonly string[];
  /** Undefined: as of the last known price. */
  readonly atMs: number | undefined;
  readonly windowMs: number;
  readonly barMs: number;
  readonly barLengthMs: number | undefined;
  readonly method: LinkageMethod;
  readonly shrinkage: Shrinkage;
  readonly minOverlap: number;
  readonly cut: CutCriterion;
  readonly previous: string | undefined;
  readonly out: string | undefined;
  /** A row that cannot be used is a fault. */
  readonly isStrict: boolean;
};

/** Null where help is asked for. */
export function readClustersOptions(args: readonly string[]): Result<ClustersOptions | null, Fault> {
  const read = readArguments(args, options);
  if (!read.ok) return read;
  const values = read.value;
  if (values.help === true) return ok(null);
  const text = (name: keyof typeof options): string | undefined => {
    const value = values[name];
    return typeof value === "string" ? value : undefined;
  };
  const atMs = readMoment("at", values.at);
  if (!atMs.ok) return atMs;
  const grid = readGridOptions(values);
  if (!grid.ok) return grid;
  const barLengthMs = readDuration(values, "bar-length");
  if (!barLengthMs.ok) return barLengthMs;
  const method = LinkageMethod.safeParse(text("method") ?? "average");
  if (!method.success)
    return fault(`--method: expected ${LinkageMethod.options.join(", ")}, not ${quote(text("method"))}`);
  const shrinkage = readShrinkage(text("shrinkage") ?? "none");
  if (!shrinkage.ok) return shrinkage;
  const minOverlap = readNumber(text("min-overlap") ?? "0.8");
  if (!(minOverlap >= 0 && minOverlap <= 1)) {
    return fault(`--min-overlap: expected a number from 0 to 1, not ${quote(text("min-overlap"))}`);
  }
  const cutText = text("cut");
  const cut = cutText === undefined ? ok(defaultCut) : readCut(cutText);
  if (!cut.ok) return cut;
  return ok({
    prices: readList(values, "prices"),
    atMs: atMs.value,
    ...grid.value,
    barLengthMs: barLengthMs.value,
    method: method.data,
    shrinkage: shrinkage.value,
    minOverlap,
    cut: cut.value,
    previous: text("previous"),
    out: text("out"),
    isStrict: values.strict === true,
  });
}

function readGridOptions(
  values: Parameters<typeof readDuration>[0],
): Result<{ readonly barMs: number; readonly windowMs: number }, Fault> {
  const bar = readDuration(values, "bar");
  if (!bar.ok) return bar;
  const window = readDuration(values, "window");
  if (!window.ok) return window;
  const { value: barMs = 3_600_000 } = bar;
  const { value: windowMs = 7 * 86_400_000 } = window;
  if (windowMs % barMs !== 0) return fault("--window: expected a multiple of --bar");
  return ok({ barMs, windowMs });
}

function readShrinkage(text: string): Result<Shrinkage, Fault> {
  if (text === "none" || text === "auto") return ok(text);
  const value = readNumber(text);
  return value >= 0 && value <= 1 ? ok(value) : fault(`--shrinkage: expected none, auto or 0 to 1, not ${quote(text)}`);
}

const quote = (text: string | undefined): string => JSON.stringify(text ?? "");
