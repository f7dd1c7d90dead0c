import { spawn } from "node:child_process";
import { join } from "node:path";

export const root = join(import.meta.dirname, "..");

export type Step = { readonly name: string; readonly command: string; readonly args: readonly string[] };

/** The project's own programs, without a shell and without a search path. */
export const program = (path: string): string => join(root, "node_modules", path);

/** As much of a failed step's end as holds a test runner's own summary of what failed. */
const keptLines = 60;

/**
 * Runs steps one after the other and says how each went. Goes on after a failure, so that one run shows them all; how
 * each failed step ended is repeated below the last one, where a reader of a long log looks first.
 */
export async function runSteps(steps: readonly Step[], env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  const failed: { name: string; end: string }[] = [];
  for (const [index, step] of steps.entries()) {
    const { name } = step;
    process.stderr.write(`[${index + 1}/${steps.length}] ${name}\n`);
    const startedMs = performance.now();
    const { code, end } = await runStep(step, env);
    const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
    process.stderr.write(`[${index + 1}/${steps.length}] ${name}: ${code === 0 ? "ok" : "FAILED"} (${seconds} s)\n`);
    if (code !== 0) failed.push({ name, end });
  }
  for (const { name, end } of failed) process.stderr.write(`\nhow "${name}" ended:\n${end}\n`);
  if (failed.length > 0) process.stderr.write(`failed: ${failed.map(({ name }) => name).join(", ")}\n`);
  return failed.length === 0;
}

/** Runs one step, passes on what it prints as it comes, and keeps the end of it. `code` is null where it never ran. */
function runStep({ command, args }: Step, env: NodeJS.ProcessEnv): Promise<{ code: number | null; end: string }> {
  const child = spawn(command, args, { cwd: root, stdio: ["inherit", "pipe", "pipe"], env });
  let end = "";
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    from.setEncoding("utf8").on("data", (text: string) => {
      to.write(text);
      end = (end + text).split("\n").slice(-keptLines).join("\n");
    });
  }
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ code: null, end: error.message }));
    child.once("close", (code) => resolve({ code, end }));
  });
}
