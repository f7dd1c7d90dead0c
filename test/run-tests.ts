import { checkSteps } from "./check-steps.ts";
import { provideChromium } from "./find-chromium.ts";
import { program, runSteps, type Step } from "./run-steps.ts";

const help = `npm test [-- filter …]

Runs every check and every test suite: pure tests in Node, actors in workerd, the store on a real Postgres, the
contracts on a real chain, and the whole system with a real browser. With a filter, only the test files whose path
contains it. Installs Chromium where none is found (PORTENT_CHROMIUM names one).
`;

const suite = (project: string, name: string, filters: readonly string[]): Step => ({
  name,
  command: process.execPath,
  args: [
    program("vitest/vitest.mjs"),
    "run",
    "--project",
    project,
    ...(filters.length > 0 ? ["--passWithNoTests"] : []),
    ...filters,
  ],
});

process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  if (args.includes("--help")) {
    process.stdout.write(help);
    return 0;
  }
  const say = (line: string) => process.stderr.write(`npm test: ${line}\n`);
  const chromium = provideChromium(say);
  if (chromium === undefined) {
    say("there is no Chromium and none could be installed: install one, or name it in PORTENT_CHROMIUM");
    return 2;
  }
  const suites = [
    suite("node", "pure tests (Node)", args),
    suite("workerd", "actors (workerd)", args),
    suite("pg", "the store (Postgres)", args),
    suite("chain", "contracts and casts (anvil)", args),
    suite("system", "the whole system (Workers, Postgres, chain, browser)", args),
  ];
  const env = { ...process.env, PORTENT_CHROMIUM: chromium };
  return (await runSteps(args.length > 0 ? suites : [...checkSteps, ...suites], env)) ? 0 : 1;
}
