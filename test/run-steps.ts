import { spawn } from "node:child_process";
import { join } from "node:path";

export const root = join(import.meta.dirname, "..");

export type Step = { readonly name: string; readonly command: string; readonly args: readonly string[] };

/** The project's own programs, without a shell and without a search path. */
export const program = (path: string): string => join(root, "node_modules", path);

/** Runs steps one after the other and says how each went. Goes on after a failure, so that one run shows them all. */
export async function runSteps(steps: readonly Step[], env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  const failed: string[] = [];
  for (const [index, { name, command, args }] of steps.entries()) {
    process.stderr.write(`[${index + 1}/${steps.length}] ${name}\n`);
    const startedMs = performance.now();
    const code = await new Promise<number | null>((resolve) => {
      const child = spawn(command, args, { cwd: root, stdio: "inherit", env });
      child.once("error", () => resolve(null));
      child.once("exit", resolve);
    });
    const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
    process.stderr.write(`[${index + 1}/${steps.length}] ${name}: ${code === 0 ? "ok" : "FAILED"} (${seconds} s)\n`);
    if (code !== 0) failed.push(name);
  }
  if (failed.length > 0) process.stderr.write(`failed: ${failed.join(", ")}\n`);
  return failed.length === 0;
}
