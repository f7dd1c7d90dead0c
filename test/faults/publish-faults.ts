import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { listFigures, sorted } from "./describe-faults.ts";
import type { FaultsReport } from "./faults-report.ts";
import { mutations } from "./mutations.ts";

const path = "docs/faults.md";

/** Writes the table of a full run for people to read; its path from the root. */
export function publishFaults(report: FaultsReport): string {
  const { seed, random, cases } = report;
  const failed = cases.filter(({ fault }) => fault !== null).length;
  const text = `# Proof against faults

Written by \`npm run faults -- --publish\` from a full run with seed ${seed}. \`npm run faults\` does all of it again, and ends with 1
where a promise is broken; \`npm test\` has a short form.

The promise: a cast executes at most once, whatever crashes, gets lost, comes twice or is reorganised; and exactly once where it
has time and nothing is in its way.

1. **Random schedules** of the pure lifecycle (\`execute/core/lifecycle/\`): a crash at every await, answers lost, late and doubled,
   reorganisations, rising fees, others who use the nonce or send the signed call. A schedule that breaks a promise is shrunk and printed.
2. **A real run**: eight vaults (a Safe with a Roles modifier each) in a real workerd on a real anvil, which they reach through two nodes
   that fail, lag, lie and forget, each for itself. workerd is ended by \`kill -9\` at drawn moments of its requests, and starts again on
   the same storage. Fires come through the queue one to three times, some late, some in the wrong order. Then the faults end, everything
   settles, and the chain alone is asked: the guard's claims, and the transfers and balances of the tokens.
3. **Each hard case**, played once on a vault of its own.

The seed draws what happens. It cannot fix how real processes interleave: two runs of one seed differ in their counts.

## The real run

| | |
| --- | ---: |
${listFigures(report)
  .map(([what, count]) => `| ${what} | ${count} |`)
  .join("\n")}

How casts ended:

${table(["end", "casts"], sorted(random.ends))}

What the kills interrupted, by the request that was under way:

${table(["killed", "times"], sorted(random.killsBy))}

How requests to the nodes went wrong:

${table(["fault", "times"], sorted(random.faultsBy))}

## Hard cases

${cases.length - failed} of ${cases.length} went as they must.

| case | what happens | |
| --- | --- | --- |
${cases.map(({ row, what, fault }) => `| ${row} | ${what} | ${fault === null ? "ok" : `**failed**: ${fault}`} |`).join("\n")}

## Would it notice?

Each of these was broken on purpose, one at a time, and put right again afterwards:

| broken | noticed by |
| --- | --- |
${mutations.map(({ broken, noticed }) => `| ${broken} | ${noticed} |`).join("\n")}
`;
  writeFileSync(join(import.meta.dirname, "../..", path), text);
  return path;
}

const table = ([left, right]: readonly [string, string], rows: readonly (readonly [string, number])[]): string =>
  [`| ${left} | ${right} |`, "| --- | ---: |", ...rows.map(([what, count]) => `| ${what} | ${count} |`)].join("\n");
