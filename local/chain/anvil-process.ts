import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

/** Why the local chain did not start. `message` is a sentence for the person at the terminal. */
export class ChainStartError extends Error {
  readonly code: "chain.binary-missing" | "chain.port-taken" | "chain.start-failed";
  constructor(code: ChainStartError["code"], message: string) {
    super(message);
    this.name = "ChainStartError";
    this.code = code;
  }
}

export type AnvilProcess = {
  readonly rpcUrl: string;
  readonly pid: number;
  /** Ends it with SIGTERM, upon which it writes its state where it was told to, and waits until it is gone. */
  readonly stop: () => Promise<void>;
  /** Resolves when it is gone, for whatever reason, with the reason. */
  readonly exited: Promise<string>;
};

/** Path of the anvil binary that the package manager installed for this machine. */
export function findAnvilBinary(platform: string = process.platform, arch: string = process.arch): string {
  const system = platform === "win32" ? "win32" : platform;
  const machine = arch === "x64" ? "amd64" : arch;
  const packageName = `@foundry-rs/anvil-${system}-${machine}`;
  const require = createRequire(import.meta.url);
  try {
    // The platform package is a dependency of @foundry-rs/anvil and need not be visible from here.
    const anvil = createRequire(require.resolve("@foundry-rs/anvil/package.json"));
    const folder = dirname(anvil.resolve(`${packageName}/package.json`));
    return join(folder, "bin", platform === "win32" ? "anvil.exe" : "anvil");
  } catch {
    throw new ChainStartError(
      "chain.binary-missing",
      `The local chain needs the package ${packageName}, which is not installed. Run "npm install" with optional dependencies.`,
    );
  }
}

/**
 * Starts anvil on loopback and waits until it listens. Port 0 takes a free one. It runs in a process group of its
 * own, so that Ctrl-C reaches only the parent, which ends it in order. If the parent is killed, a waiting shell
 * sees its pipe close and ends anvil (not on Windows, where it stays until ended by hand).
 */
export async function startAnvil(options: {
  readonly port: number;
  readonly args: readonly string[];
}): Promise<AnvilProcess> {
  const child = spawn(findAnvilBinary(), ["--host", "127.0.0.1", "--port", String(options.port), ...options.args], {
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  const exited = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
    child.once("error", (cause) => resolve(cause.message));
  });
  const port = await waitUntilListening(child, exited, options.port);
  const pid = child.pid;
  if (pid === undefined) throw new ChainStartError("chain.start-failed", "The local chain has no process id.");
  const sentry = startSentry(pid);
  void exited.then(() => {
    // The shell first: with its input closed it would signal a process id that may be another's by now.
    sentry?.kill("SIGKILL");
    sentry?.stdin?.destroy();
  });
  return {
    rpcUrl: `http://127.0.0.1:${port}`,
    pid,
    exited,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      await exited;
    },
  };
}

async function waitUntilListening(child: ChildProcess, exited: Promise<string>, wanted: number): Promise<number> {
  let lastWords = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    lastWords = `${lastWords}${chunk.toString()}`.slice(-500);
  });
  const { stdout } = child;
  if (stdout === null) throw new ChainStartError("chain.start-failed", "The local chain has no output.");
  const listening = new Promise<number>((resolve) => {
    const lines = createInterface({ input: stdout });
    lines.on("line", (line) => {
      const port = /^Listening on 127\.0\.0\.1:(\d+)/.exec(line)?.[1];
      if (port === undefined) return;
      resolve(Number(port));
      lines.close();
      // anvil writes a line per request: its output has to be drained for as long as it runs.
      stdout.resume();
    });
  });
  const result = await Promise.race([listening, exited]);
  if (typeof result === "number") return result;
  if (child.stderr?.readableEnded === false) await Promise.race([once(child.stderr, "close"), exited]);
  if (/address already in use/i.test(lastWords)) {
    throw new ChainStartError("chain.port-taken", `Port ${wanted} is taken, so the local chain cannot start on it.`);
  }
  throw new ChainStartError("chain.start-failed", `The local chain ended at once (${result}): ${lastWords.trim()}`);
}

/** A shell that ends `pid` when this process is gone: then the write end of its input closes. */
function startSentry(pid: number): ChildProcess | undefined {
  if (process.platform === "win32") return undefined;
  const sentry = spawn("/bin/sh", ["-c", 'cat >/dev/null; kill -TERM "$1"', "sh", String(pid)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  sentry.on("error", () => {});
  sentry.stdin?.on("error", () => {});
  return sentry;
}
