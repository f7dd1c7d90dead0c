import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const fileName = "workers.pid";

/** Notes the process group of this run's Workers, for a later run to end if this one is killed. */
export function rememberWorkers(dir: string, pid: number): void {
  writeFileSync(join(dir, fileName), String(pid));
}

/** Ends what a killed run left behind: its Workers would still hold the storage of this folder. */
export async function endEarlierWorkers(dir: string): Promise<void> {
  const path = join(dir, fileName);
  if (!existsSync(path)) return;
  const pid = Number(readFileSync(path, "utf8"));
  rmSync(path);
  if (!Number.isInteger(pid) || pid <= 1 || !isWrangler(pid)) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}

/** A process id may have been given to something else meanwhile. */
function isWrangler(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("wrangler");
  } catch {
    return false;
  }
}
