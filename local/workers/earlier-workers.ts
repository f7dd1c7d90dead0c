import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const fileName = "workers.json";
const Note = z.object({ group: z.int().min(2), owner: z.int().min(2) });

/** Notes the process group of this run's Workers, for a later run to end if this one is killed. */
export function rememberWorkers(dir: string, group: number): void {
  writeFileSync(join(dir, fileName), JSON.stringify({ group, owner: process.pid }));
}

/**
 * Ends what a killed run left behind: its Workers would still hold the storage of this folder. Throws where that run
 * is alive: two runs in one folder would destroy each other's data.
 */
export function endEarlierWorkers(dir: string): void {
  const path = join(dir, fileName);
  if (!existsSync(path)) return;
  const note = Note.safeParse(readJson(path));
  if (note.success && note.data.owner !== process.pid && commandOf(note.data.owner).includes("local/")) {
    throw new Error(`this folder is in use by process ${note.data.owner}: end that run first`);
  }
  rmSync(path);
  // A process id may have been given to something else meanwhile.
  if (!note.success || !commandOf(note.data.group).includes("wrangler")) return;
  try {
    process.kill(-note.data.group, "SIGKILL");
  } catch {
    // Gone already.
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}
