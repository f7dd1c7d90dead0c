import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import postgres from "postgres";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startPostgres } from "./start-postgres.ts";

let folder: string;
let dataDir: string;
let lines: string[];
const children: ChildProcess[] = [];
const log = (line: string) => lines.push(line);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "portent-postgres-"));
  await chmod(folder, 0o755);
  dataDir = join(folder, "data");
  lines = [];
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

async function query(url: string, text: string): Promise<unknown[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return [...(await sql.unsafe(text))];
  } finally {
    await sql.end();
  }
}

/** Another program that starts a server in `dataDir` and keeps it; resolves once the server is ready. */
async function startElsewhere(): Promise<{ child: ChildProcess; pid: number }> {
  const module = JSON.stringify(join(import.meta.dirname, "start-postgres.ts"));
  const code = `const { startPostgres } = await import(${module});
    await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: () => {} });
    console.log("ready");
    process.stdin.on("data", () => process.exit(0));`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  await once(createInterface({ input: child.stdout }), "line");
  return { child, pid: Number((await readFile(join(dataDir, "cluster", "postmaster.pid"), "utf8")).split("\n")[0]) };
}

const gone = (pid: number) => {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
};

test("data, password and port outlive a stop, within one process and twice over", async () => {
  const first = await startPostgres({ dataDir, log });
  await query(first.url, "create table kept as select 'Ω' as letter");
  await first.stop();
  await first.stop();
  await expect(query(first.url, "select 1")).rejects.toThrow("ECONNREFUSED");
  const second = await startPostgres({ dataDir, log, port: first.port });
  expect(second.url).toBe(first.url);
  expect(
    await query(second.url, "select letter, current_database() as name, current_setting('TimeZone') as zone from kept"),
  ).toEqual([{ letter: "Ω", name: "portent", zone: "UTC" }]);
  await second.stop();
  const ready = `Postgres: ready on port ${first.port}`;
  expect(lines).toEqual(["Postgres: preparing its data folder", ready, ready]);
}, 30_000);

test("the password is long, read by its owner alone, and needed", async () => {
  const server = await startPostgres({ dataDir, log });
  const { password } = new URL(server.url);
  expect(password.length).toBeGreaterThanOrEqual(32);
  expect((await stat(join(dataDir, "password"))).mode & 0o777).toBe(0o600);
  await expect(query(server.url.replace(password, "other"), "select 1")).rejects.toThrow(
    "password authentication failed",
  );
  await server.stop();
}, 30_000);

test("signals stay the caller's business", async () => {
  const before = process.listenerCount("SIGTERM");
  const server = await startPostgres({ dataDir, log });
  expect(process.listenerCount("SIGTERM")).toBe(before);
  await server.stop();
}, 30_000);

test("a server that belongs to a running program is left alone", async () => {
  const { child, pid } = await startElsewhere();
  await expect(startPostgres({ dataDir, log })).rejects.toThrow(`another program (process ${child.pid}) is using`);
  expect(gone(pid)).toBe(false);
  // That program exits without stopping it: the server does not outlive it.
  child.stdin?.write("exit");
  await once(child, "exit");
  await expect.poll(() => gone(pid), { timeout: 10_000 }).toBe(true);
}, 30_000);

test("a server that a killed program left behind is stopped and its data are there", async () => {
  const { child, pid } = await startElsewhere();
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(gone(pid)).toBe(false);
  const server = await startPostgres({ dataDir, log });
  expect(gone(pid)).toBe(true);
  expect(lines[0]).toBe(`Postgres: a server of an earlier run is still there (process ${pid}); stopping it`);
  expect(await query(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await server.stop();
}, 30_000);

test.each([
  ["of a process that is gone", 2 ** 22 + 1],
  ["of a number that another program has by now", process.pid],
])(
  "a lock file %s is no obstacle",
  async (_, pid) => {
    const first = await startPostgres({ dataDir, log });
    await first.stop();
    await writeFile(join(dataDir, "cluster", "postmaster.pid"), `${pid}\n`);
    const second = await startPostgres({ dataDir, log });
    expect(lines.at(-2)).toBe("Postgres: an earlier run ended without stopping it; recovering its data");
    await second.stop();
  },
  30_000,
);

test("a server that cannot start says why", async () => {
  const first = await startPostgres({ dataDir, log });
  const other = startPostgres({ dataDir: join(folder, "other"), log, port: first.port });
  await expect(other).rejects.toThrow(/did not start[\s\S]*Address already in use/);
  await first.stop();
}, 30_000);
