import type { Suite } from "./measurement.ts";
import { page } from "./page.ts";

const help = `npm run bench [-- <suite> [--json]]

Measures and prints a table; with --json one JSON object on standard output. Suites: page (sizes of the page and of both
Workers). Without a suite: all.
`;

const suites: Readonly<Record<string, Suite>> = { page };
const say = (line: string) => process.stderr.write(`bench: ${line}\n`);

process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  if (args.includes("--help")) {
    process.stdout.write(help);
    return 0;
  }
  const names = args.filter((arg) => arg !== "--json");
  const unknown = names.filter((name) => suites[name] === undefined);
  if (unknown.length > 0 || names.length > 1) {
    say(`expected one of ${Object.keys(suites).join(", ")}; got ${names.join(" ")}`);
    return 2;
  }
  for (const [name, measure] of Object.entries(suites)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const rows = await measure(say);
    if (args.includes("--json"))
      process.stdout.write(`${JSON.stringify({ suite: name, node: process.version, rows })}\n`);
    else {
      for (const row of rows)
        process.stdout.write(`${row.case.padEnd(32)}${row.value.toLocaleString("en").padStart(12)} ${row.unit}\n`);
    }
  }
  return 0;
}
