import type { FaultsReport } from "./faults-report.ts";

/** The object of `--json`, whose shape others rely on. */
export function describeFaults({ seed, model, random }: FaultsReport) {
  const { kills, rpcFaults, reorgs, casts, executions, duplicates, lost } = random;
  return {
    seed,
    model: { schedules: model.schedules, violations: model.violations },
    real: { kills, rpcFaults, reorgs, casts, executions, duplicates, lost },
  };
}

/** Rows of the random run: what was done, and what came of it. */
export function listFigures({ model, random }: FaultsReport): readonly (readonly [string, number])[] {
  return [
    ["random schedules of the lifecycle", model.schedules],
    ["schedules that broke a promise", model.violations],
    ["kill -9 of workerd with a cast open", random.kills],
    ["requests to nodes that went wrong", random.rpcFaults],
    ["reorganisations, 1 to 12 blocks deep", random.reorgs],
    ["transactions dropped from the pool", random.drops],
    ["jumps of the base fee", random.feeJumps],
    ["halts of the chain", random.halts],
    ["fires", random.fires],
    ["deliveries of them", random.deliveries],
    ["fires refused because a later one came first", random.overtaken],
    ["casts", random.casts],
    ["executions on chain", random.executions],
    ["casts that were executed and ended with a doubt", random.doubts.length],
    ["duplicate executions", random.duplicates],
    ["fires lost", random.lost],
    ["anything else that was not as it must be", random.problems.length - random.lost],
  ];
}

export function formatFaults(report: FaultsReport): string {
  const lines = [`seed ${report.seed}`, ""];
  for (const [what, count] of listFigures(report)) lines.push(`${String(count).padStart(9)}  ${what}`);
  lines.push("", "how casts ended");
  for (const [end, count] of sorted(report.random.ends)) lines.push(`${String(count).padStart(9)}  ${end}`);
  lines.push("", "what the kills interrupted");
  for (const [what, count] of sorted(report.random.killsBy)) lines.push(`${String(count).padStart(9)}  ${what}`);
  lines.push("", "hard cases");
  for (const { row, what, fault } of report.cases) {
    lines.push(`   ${fault === null ? "    ok" : "FAILED"}  ${row}: ${what}`);
    if (fault !== null) lines.push(`           ${fault}`);
  }
  return `${lines.join("\n")}\n`;
}

/** The most frequent first. */
export const sorted = (counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] =>
  [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
