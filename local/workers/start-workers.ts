import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";

export type RunningWorkers = {
  /** The process group. */
  readonly pid: number;
  readonly baseUrl: string;
  /** Runs a schedule of the edge Worker at a (simulated) time and waits for it. */
  runCron(cron: string, timeMs: number): Promise<void>;
  /** Resolves when they are gone, for whatever reason, with the reason. */
  readonly exited: Promise<string>;
  /** Ends both Workers, letting them finish. */
  stop(): Promise<void>;
  /** Ends them as a power cut would: SIGKILL to every process. */
  kill(): Promise<void>;
};

export class WorkersError extends Error {
  override readonly name = "WorkersError";
}

export type WorkersOptions = {
  readonly root: string;
  readonly configs: readonly string[];
  readonly persistTo: string;
  readonly port: number;
  readonly onLine: (line: string) => void;
  readonly timeoutMs?: number;
};

const readyPattern = /Ready on (http:\/\/\S+)/;

/**
 * Starts the edge and the vault Worker in one real workerd, by wrangler, in a process group of its own. Resolves
 * when they answer; rejects with the last lines when they do not.
 */
export async function startWorkers(options: WorkersOptions): Promise<RunningWorkers> {
  const lines: string[] = [];
  const child = spawn(
    process.execPath,
    [
      join(options.root, "node_modules/wrangler/bin/wrangler.js"),
      "dev",
      ...options.configs.flatMap((config) => ["-c", config]),
      ...["--ip", "127.0.0.1", "--port", String(options.port), "--inspector-port", "0"],
      ...["--persist-to", options.persistTo, "--show-interactive-dev-session=false", "--log-level", "log"],
    ],
    {
      cwd: options.root,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        WRANGLER_SEND_METRICS: "false",
        WRANGLER_WRITE_LOGS: "false",
        CLOUDFLARE_CF_FETCH_ENABLED: "false",
        CI: "true",
        NO_COLOR: "1",
        FORCE_COLOR: "0",
      },
    },
  );
  const baseUrl = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(failure("did not become ready", lines)), options.timeoutMs ?? 60_000);
    const onText = (text: string) => {
      for (const line of text.split("\n").filter((part) => part.trim() !== "")) {
        lines.push(line);
        if (lines.length > 60) lines.shift();
        options.onLine(line);
        const ready = readyPattern.exec(line);
        if (ready?.[1] !== undefined) {
          clearTimeout(timer);
          resolve(ready[1].replace(/\/$/, ""));
        }
      }
    };
    child.stdout.setEncoding("utf8").on("data", onText);
    child.stderr.setEncoding("utf8").on("data", onText);
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(failure(`ended with code ${code ?? "none"}`, lines));
    });
  }).catch(async (cause: unknown) => {
    await endGroup(child, "SIGKILL");
    throw cause;
  });
  return {
    exited: new Promise((resolve) =>
      child.once("exit", (code, signal) => resolve(`the Workers ended (${signal ?? `exit code ${code}`})`)),
    ),
    pid: child.pid ?? 0,
    baseUrl,
    runCron: async (cron, timeMs) => {
      const query = new URLSearchParams({ cron, time: String(timeMs), format: "json" });
      const response = await fetch(`${baseUrl}/cdn-cgi/local/scheduled?${query}`, {
        signal: AbortSignal.timeout(60_000),
      });
      const text = await response.text();
      if (!response.ok)
        throw new WorkersError(`the schedule ${cron} answered ${response.status}: ${text.slice(0, 200)}`);
    },
    stop: () => endGroup(child, "SIGTERM"),
    kill: () => endGroup(child, "SIGKILL"),
  };
}

function failure(what: string, lines: readonly string[]): WorkersError {
  const taken = lines.find((line) => /address already in use/i.test(line));
  if (taken !== undefined) return new WorkersError("the port is in use; choose another with --port N");
  return new WorkersError(`the Workers ${what}:\n${lines.slice(-12).join("\n")}`);
}

/** Ends the whole process group and waits until it is gone; a group that ignores the signal is killed. */
async function endGroup(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  signalGroup(pid, signal);
  const deadline = performance.now() + 8_000;
  while (isGroupAlive(pid)) {
    if (performance.now() > deadline) signalGroup(pid, "SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is gone already.
  }
}

function isGroupAlive(pid: number): boolean {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}
