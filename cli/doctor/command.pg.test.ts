import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestPostgres, type TestPostgres } from "../../local/postgres/test-postgres.ts";
import { openTestFolder } from "../test-run-portent.ts";
import { runDoctorCommand } from "./command.ts";

let server: TestPostgres;
beforeAll(async () => {
  server = await startTestPostgres();
}, 60_000);
afterAll(() => server?.stop());

async function run(env: Record<string, string>, ...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const streams = { out: (text: string) => void out.push(text), err: (line: string) => void err.push(`${line}\n`) };
  const code = await runDoctorCommand(args, streams, env);
  return { code, out: out.join(""), err: err.join("") };
}

test("sound connections are a line each, and the command leaves nothing open behind it", async () => {
  const { url } = await server.freshDatabase();
  using folder = openTestFolder({});
  const result = folder.run("doctor", "--database-url", url);
  expect(result.out).toMatch(/^ok {5}writes: Postgres .*\nok {5}reads: Postgres .*\n$/);
  expect([result.code, result.err]).toEqual([0, ""]);
}, 20_000);

test("reads that reach another database, and a replica that is none, are 1", async () => {
  const [one, other] = [await server.freshDatabase(), await server.freshDatabase()];
  const env = { DATABASE_URL: one.url, DATABASE_READS_URL: other.url, DATABASE_REPLICA_URL: one.url };
  const { code, out } = await run(env);
  expect(code).toBe(1);
  expect(out).toMatch(/^FAILED reads: is another database .*\nFAILED replica: is the primary itself, not a replica$/m);
}, 20_000);

test("a server that is down is 1, one line per connection, without a password", async () => {
  const { url } = await server.freshDatabase();
  await server.stopServer();
  try {
    const { code, out } = await run({ DATABASE_URL: url });
    expect([code, out.trimEnd().split("\n").length]).toEqual([1, 2]);
    expect(out).not.toContain(new URL(url).password);
  } finally {
    await server.startServer();
  }
}, 20_000);

test.each<[Record<string, string>, readonly string[], RegExp]>([
  [{}, [], /^portent doctor: DATABASE_URL: is not set/],
  [{ DATABASE_URL: "mysql://x:secret@y/z" }, [], /^portent doctor: DATABASE_URL: expected postgres/],
  [{}, ["--unknown"], /^portent doctor: .*unknown/i],
])("%j %j is 2", async (env, args, line) => {
  const result = await run(env, ...args);
  expect([result.code, result.out]).toEqual([2, ""]);
  expect(result.err).toMatch(line);
  expect(result.err).not.toContain("secret");
});
