import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { findFreePort } from "../free-port.ts";
import { createDatabase } from "./create-database.ts";
import { clearEarlierServer } from "./earlier-server.ts";
import { EmbeddedPostgres, endWithProcess, releaseFromProcess, signal } from "./embedded-server.ts";
import { readPassword } from "./password.ts";

/** Where a server keeps its files and where its lines go. Without `port` a free one is taken. */
export type PostgresOptions = {
  readonly dataDir: string;
  readonly log: (line: string) => void;
  readonly port?: number;
};

/** A running server. `url` names the database `portent` with its password: not for logs. */
export type RunningPostgres = {
  readonly url: string;
  readonly port: number;
  /** Ends all connections, writes everything down and waits for the process. A second call waits for the first. */
  stop(): Promise<void>;
};

const user = "portent";
const isRoot = process.getuid?.() === 0;

/**
 * Starts the real Postgres on loopback, with its data in `dataDir`; the data outlive `stop()`, and the same port
 * may be used again. A server that an earlier, killed run left behind is stopped first; one that belongs to a
 * running process is left alone and the start is refused. Throws with Postgres's own last lines when it cannot start.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const dataDir = resolve(options.dataDir);
  const clusterDir = join(dataDir, "cluster");
  await mkdir(dataDir, { recursive: true });
  await clearEarlierServer(dataDir, options.log);
  const password = await readPassword(join(dataDir, "password"));
  const port = options.port ?? (await findFreePort());

  const lines: string[] = [];
  const keep = (text: unknown) => {
    lines.push(...String(text).trim().split("\n"));
    lines.splice(0, Math.max(0, lines.length - 12));
  };
  const server = (databaseDir: string) =>
    new EmbeddedPostgres({
      databaseDir,
      port,
      user,
      password,
      authMethod: "scram-sha-256",
      persistent: true,
      // Postgres refuses to run as root; a user `postgres` is made where there is none.
      createPostgresUser: isRoot,
      initdbFlags: ["--encoding=UTF8", "--locale=C"],
      postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "timezone=UTC"],
      onLog: keep,
      onError: keep,
    });

  if (!(await exists(clusterDir))) {
    options.log("Postgres: preparing its data folder");
    // Under another name until it is whole: a run that was killed half-way leaves nothing that looks ready.
    const unfinished = join(dataDir, "cluster.unfinished");
    await rm(unfinished, { recursive: true, force: true });
    await orExplain(server(unfinished).initialise(), lines);
    await rename(unfinished, clusterDir);
  }
  const running = server(clusterDir);
  await orExplain(running.start(), lines);
  const pid = Number((await readFile(join(clusterDir, "postmaster.pid"), "utf8")).split("\n")[0]);
  endWithProcess(pid);
  await writeFile(join(dataDir, "owner"), `${process.pid}\n`);

  const url = `postgres://${user}:${password}@127.0.0.1:${port}/portent`;
  const end = async () => {
    releaseFromProcess(pid);
    // The package waits for an exit that never comes when the server is already gone.
    if (signal(pid, 0)) await running.stop();
    await rm(join(dataDir, "owner"), { force: true });
  };
  let ended: Promise<void> | undefined;
  const stop = () => {
    ended ??= end();
    return ended;
  };
  try {
    await createDatabase(url, "portent");
  } catch (problem) {
    await stop();
    throw problem;
  }
  options.log(`Postgres: ready on port ${port}`);
  return { url, port, stop };
}

/** The package rejects with nothing when the server exits early: its last lines say why. */
async function orExplain(work: Promise<void>, lines: readonly string[]): Promise<void> {
  try {
    await work;
  } catch (problem) {
    throw new Error(`Postgres did not start. Its last lines:\n${lines.join("\n")}`, { cause: problem });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
