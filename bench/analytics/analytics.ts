import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyticsSettings } from "../../analytics/settings.ts";
import { makeRow } from "../evaluate/make-row.ts";
import { runChild } from "../evaluate/run-child.ts";
import type { Row, Suite } from "../measurement.ts";
import { expectSame } from "./expect-same.ts";
import { barsPerJob, type JobInput, type JobOutput } from "./measure-job.ts";
import type { KernelInput } from "./measure-kernel.ts";
import { hasNumpy, type NumpyOutput, runNumpy } from "./peers/run-numpy.ts";

const { fast, lagsMax } = analyticsSettings;
const windowBars = fast.windowMs / fast.barMs;
const tenth = windowBars / 10;
const gapShare = 0.1;

type Case = Pick<JobInput, "n" | "windowBars" | "missingShare"> & { readonly name: string };

/**
 * What the six-hour job costs, with the bars of its six hours, beside numpy and scipy that reckon the whole window anew from the
 * same returns; memory; storing and restoring the sums; and the fold alone beside plain typed arrays.
 */
export const analytics: Suite = async (say, { isQuick }) => {
  const rows: Row[] = [];
  const repeats = isQuick ? 3 : 9;
  const withNumpy = hasNumpy();
  if (!withNumpy) say("no python3 with numpy and scipy here: that peer is left out");
  const folder = mkdtempSync(join(tmpdir(), "portent-bench-"));
  try {
    for (const one of isQuick ? cases.slice(0, 2) : cases) {
      const { n, name } = one;
      say(`${name}, ${n.toLocaleString("en")} series × ${one.windowBars.toLocaleString("en")} bars`);
      const returnsPath = withNumpy && one.windowBars === windowBars ? join(folder, "returns.f64") : null;
      const { name: _, ...input } = one;
      const ours = await runJobChild({ ...input, repeats, returnsPath });
      rows.push(...toRows(one, ours));
      if (returnsPath === null) continue;
      for (const [peer, threads] of peers) {
        const theirs = await runNumpy({
          returnsPath,
          n,
          steps: windowBars,
          lagsMax,
          repeats: Math.min(repeats, 5),
          threads,
        });
        expectSame(ours, theirs);
        rows.push(...toPeerRows(one, ours, theirs, peer));
      }
    }
    for (const n of isQuick ? [100] : [100, 500]) {
      say(`the fold alone, ${n.toLocaleString("en")} series`);
      const input: KernelInput = { n, repeats: isQuick ? 5 : 15 };
      rows.push(...(await runChild<Row[]>(join(import.meta.dirname, "measure-kernel.ts"), input)));
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const cases: readonly Case[] = [
  { name: "analytics/job", n: 100, windowBars, missingShare: 0 },
  { name: "analytics/job@gaps", n: 100, windowBars, missingShare: gapShare },
  { name: "analytics/job", n: 500, windowBars, missingShare: 0 },
  { name: "analytics/job@gaps", n: 500, windowBars, missingShare: gapShare },
  { name: "analytics/job@tenth-window", n: 500, windowBars: tenth, missingShare: 0 },
  { name: "analytics/job", n: 1_000, windowBars, missingShare: 0 },
];

/** One thread, as a Worker has, and all that there are. */
const peers = [
  ["numpy-scipy", 1],
  ["numpy-scipy-all-cores", null],
] as const;

const runJobChild = (input: JobInput): Promise<JobOutput> =>
  runChild<JobOutput>(join(import.meta.dirname, "measure-job.ts"), input, ["--expose-gc"]);

function toRows({ name, n, windowBars: bars, missingShare }: Case, ours: JobOutput): Row[] {
  const row = (of: string, value: number, unit = "ms") => makeRow({ case: of, n, value, unit });
  const rows = [row(name, ours.totalMs)];
  if (missingShare > 0 || bars !== windowBars) return rows;
  const { barsMs, correlationsMs, linkageMs, cascadeMs } = ours.times;
  return [
    ...rows,
    ...[row("analytics/job@first", ours.firstMs), row("analytics/bar", barsMs / barsPerJob)],
    ...[row("analytics/correlations", correlationsMs), row("analytics/linkage", linkageMs)],
    ...[row("analytics/cascade", cascadeMs), row("analytics/memory", ours.memoryMb, "MB")],
    ...[row("analytics/store", ours.storeMs), row("analytics/restore", ours.restoreMs)],
    row("analytics/stored", ours.storedMb, "MB"),
  ];
}

function toPeerRows({ name, n, missingShare }: Case, ours: JobOutput, theirs: NumpyOutput, peer: string): Row[] {
  const row = (of: string, value: number, own: number) =>
    makeRow({ case: of, n, value, unit: "ms" }, { name: peer, ours: own });
  const rows = [row(name, theirs.totalMs, ours.totalMs)];
  if (missingShare > 0) return rows;
  const [, linkageMs] = theirs.partsMs;
  return [...rows, row("analytics/linkage", linkageMs, ours.times.linkageMs)];
}
