import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { signal } from "./embedded-server.ts";

const run = promisify(execFile);
const stopTimeoutMs = 20_000;

/**
 * Makes way for a new server of this data folder. A server whose process has died without stopping it is shut down,
 * a lock file that belongs to no server is removed, each with one line. Throws where the earlier server's process is
 * still there: two programs never share a data folder.
 */
export async function clearEarlierServer(dataDir: string, log: (line: string) => void): Promise<void> {
  const lockFile = join(dataDir, "cluster", "postmaster.pid");
  const pid = await readPid(lockFile);
  if (pid === undefined) return;

  const found = signal(pid, 0) ? await describeProcess(pid) : undefined;
  if (found === undefined || !found.command.includes(join(dataDir, "cluster"))) {
    // Postgres copes with most stale locks itself, but not where another program has that process number by now.
    log("Postgres: an earlier run ended without stopping it; recovering its data");
    await rm(lockFile, { force: true });
    return;
  }
  const owner = await readPid(join(dataDir, "owner"));
  if (owner !== undefined && owner === found.parentPid) {
    throw new Error(`another program (process ${owner}) is using the database in ${dataDir}: stop it first`);
  }
  log(`Postgres: a server of an earlier run is still there (process ${pid}); stopping it`);
  signal(pid, "SIGINT");
  const giveUpAtMs = performance.now() + stopTimeoutMs;
  while (signal(pid, 0)) {
    if (performance.now() > giveUpAtMs) throw new Error(`the earlier Postgres (process ${pid}) does not stop`);
    await wait(50);
  }
}

async function readPid(path: string): Promise<number | undefined> {
  const text = await readFile(path, "utf8").catch(() => "");
  const pid = Number(text.split("\n")[0]);
  return Number.isInteger(pid) && pid > 1 ? pid : undefined;
}

/** Parent and command line of a process: from /proc where there is one, else from `ps`. */
async function describeProcess(pid: number): Promise<{ parentPid: number; command: string } | undefined> {
  try {
    const status = await readFile(`/proc/${pid}/status`, "utf8");
    const command = (await readFile(`/proc/${pid}/cmdline`, "utf8")).replaceAll("\0", " ");
    return { parentPid: Number(/^PPid:\s*(\d+)/m.exec(status)?.[1]), command };
  } catch {
    const answer = await run("ps", ["-o", "ppid=,args=", "-p", String(pid)]).catch(() => undefined);
    const match = /^\s*(\d+)\s+(.*)$/m.exec(answer?.stdout ?? "");
    return match === null ? undefined : { parentPid: Number(match[1]), command: match[2] ?? "" };
  }
}
