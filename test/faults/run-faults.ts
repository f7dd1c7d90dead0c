import { parseArgs } from "node:util";
import { runModel } from "../../execute/core/lifecycle/test-model.ts";
import { describeFaults, formatFaults } from "./describe-faults.ts";
import type { FaultsReport } from "./faults-report.ts";
import { publishFaults } from "./publish-faults.ts";
import { hardCases, runCases } from "./run-cases.ts";
import { runRandom } from "./run-random.ts";
import { startHarness } from "./start-harness.ts";

const help = `npm run faults [-- --short] [--seed N] [--json] [--publish]

Proves that a cast executes at most once, and exactly once where it must, against a real chain behind two failing nodes, and
a real workerd that is killed. Three parts: random schedules of the pure lifecycle; casts of several vaults under random
faults, reorganisations and kill -9; each hard case of the design, played once. The chain alone is asked what was executed.

  --short    a twentieth of the schedules, 8 kills in the place of 200, a part of the hard cases
  --seed N   another course of events. The same seed draws the same faults; how real processes interleave it cannot fix
  --json     one JSON object on standard output
  --publish  writes docs/faults.md; of a full run alone

Ends with 1 where a promise was broken.
`;

const sizes = {
  full: { schedules: 100_000, kills: 200, vaults: 8 },
  short: { schedules: 5_000, kills: 8, vaults: 4 },
} as const;

const seedByDefault = 20_210_519;

export async function runFaults(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === null) {
    process.stderr.write(help);
    return 2;
  }
  if (options.help) {
    process.stdout.write(help);
    return 0;
  }
  const { seed, isShort } = options;
  const startedMs = performance.now();
  const say = (text: string) => {
    const seconds = ((performance.now() - startedMs) / 1_000).toFixed(0).padStart(4);
    process.stderr.write(`faults: ${seconds} s  ${text}\n`);
  };
  const { schedules, kills, vaults } = isShort ? sizes.short : sizes.full;
  say(`seed ${seed}; ${schedules} schedules of the lifecycle`);
  const model = runModel({ seed, schedules });
  if (model.counterexample !== null) say(`a schedule that breaks a promise:\n${model.counterexample}`);
  say("starting the chain, two nodes that fail, and workerd");
  const harness = await startHarness({ seed });
  try {
    const random = await runRandom(harness, { seed, kills, vaults, onProgress: say });
    const cases = hardCases.filter((each) => !isShort || each.isShort === true);
    const results = await runCases(harness, cases, ({ row, what, fault }, index) =>
      say(
        `case ${index + 1} of ${cases.length}: ${fault === null ? "ok" : "FAILED"}  ${row}: ${what}${fault === null ? "" : `: ${fault}`}`,
      ),
    );
    const report: FaultsReport = { seed, model, random, cases: results };
    process.stdout.write(options.isJson ? `${JSON.stringify(describeFaults(report))}\n` : formatFaults(report));
    if (options.isPublished) say(`written: ${publishFaults(report)}`);
    return judge(report, isShort, say);
  } finally {
    await harness.stop();
  }
}

function judge({ seed, model, random, cases }: FaultsReport, isShort: boolean, say: (text: string) => void): number {
  for (const doubt of random.doubts) say(`a doubt: ${doubt}`);
  for (const problem of random.problems) say(problem);
  const failed = cases.filter(({ fault }) => fault !== null);
  const isProved = model.violations === 0 && random.problems.length === 0 && failed.length === 0;
  if (isProved) return 0;
  say(`promises were broken. To see it again: npm run faults -- ${isShort ? "--short " : ""}--seed ${seed}`);
  return 1;
}

function readOptions(args: readonly string[]) {
  const flag = { type: "boolean", default: false } as const;
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { help: flag, short: flag, json: flag, publish: flag, seed: { type: "string" } },
    });
    const seed = Number(values.seed ?? seedByDefault);
    const isPublishable = !values.publish || !values.short;
    if (!Number.isSafeInteger(seed) || seed < 0 || !isPublishable) return null;
    return { seed, help: values.help, isShort: values.short, isJson: values.json, isPublished: values.publish };
  } catch {
    return null;
  }
}

if (import.meta.main) process.exitCode = await runFaults(process.argv.slice(2));
