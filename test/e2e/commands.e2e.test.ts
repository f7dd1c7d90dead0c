import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { CastState } from "../../contracts/cast.ts";
import { BigIntText, Hash } from "../../contracts/ids.ts";
import { FeedKind } from "../../contracts/live.ts";

const root = join(import.meta.dirname, "../..");

type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

/** Runs one of the project's commands as a user does; `until` sends Ctrl-C once the output has it. */
async function run(
  script: string,
  args: readonly string[],
  until?: RegExp,
  env: NodeJS.ProcessEnv = {},
  onOutput: (out: string) => void = () => {},
): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, script), ...args], { cwd: root, env: { ...process.env, ...env } });
  let out = "";
  let err = "";
  let isAsked = false;
  const onText = () => {
    if (until === undefined || isAsked || !until.test(out)) return;
    isAsked = true;
    child.kill("SIGINT");
  };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    onOutput(out);
    onText();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, out, err };
}

const Summary = z.strictObject({
  feed: FeedKind,
  ticks: z.int().positive(),
  signals: z.int().positive(),
  events: z.int().nonnegative(),
  fires: z.literal(1),
  casts: z.tuple([
    z.strictObject({
      id: Hash,
      vault: z.string().regex(/^0x[0-9a-f]{40}$/),
      spell: z.literal("ironvine"),
      state: CastState.extract(["FINALIZED"]),
      txHash: Hash,
      block: BigIntText,
      fireToFinalizedMs: z.int().positive(),
    }),
  ]),
  exports: z.array(z.strictObject({ dataset: z.string(), path: z.string(), rows: z.int().positive() })),
  elapsedMs: z.int().positive(),
});

test("npm run demo without recorded data: the reconstruction fires too, one JSON object, exit code 0", async () => {
  const { code, out, err } = await run("local/demo.ts", [], undefined, { PORTENT_FEED: "reconstructed" });
  expect(code, err).toBe(0);
  const summary = Summary.parse(JSON.parse(out));
  expect(summary).toMatchObject({ feed: "reconstructed", ticks: 61 * 22, events: 3 });
  // The window that ends with the schedule may still be on its way: it goes with the next export. One Arrow file, one Parquet.
  expect(summary.exports.flatMap(({ dataset, rows }) => (dataset === "prices" ? [rows] : []))).toEqual([
    60 * 22,
    60 * 22,
  ]);
  expect(err).toContain("[7/7]");
});

test("npm start prints its address; a second one is refused; Ctrl-C ends everything that it started", async () => {
  let second: Promise<Ended> | undefined;
  const first = await run("local/start.ts", ["--speed", "5000"], /FINALIZED/, {}, (out) => {
    if (out.includes("Open")) second ??= run("local/start.ts", []);
  });
  expect(first.code, first.out).toBe(0);
  expect(first.out).toMatch(/Open {2}http:\/\/127\.0\.0\.1:\d+\/#vault=0x[0-9a-f]{40}&view=[0-9a-f]{64}/);
  expect((await second)?.out).toMatch(/npm start: this folder is in use by process \d+: end that run first/);
  expect((await second)?.code).toBe(2);
  const [, address = ""] = /(http:\/\/127\.0\.0\.1:\d+)/.exec(first.out) ?? [];
  await expect(fetch(`${address}/v1/health`)).rejects.toThrow("fetch failed");
});

test.each<[string, string, string[], RegExp]>([
  ["an unknown option", "local/start.ts", ["--fast"], /^npm start: Unknown option '--fast'/m],
  ["a speed that is none", "local/start.ts", ["--speed", "fast"], /^npm start: --speed: expected a number above 0/m],
  [
    "a port out of range",
    "local/start.ts",
    ["--port", "70000"],
    /^npm start: --port: expected a port from 1 to 65535/m,
  ],
  ["an option of another command", "local/demo.ts", ["--speed", "5"], /^demo: Unknown option '--speed'/m],
  ["a port that is none", "local/demo.ts", ["--port", "http"], /^demo: --port: expected a port from 1 to 65535/m],
  ["an unknown command of portent", "cli/main.ts", ["divine"], /^portent: there is no command divine/m],
  ["an unknown suite", "bench/run-bench.ts", ["speed"], /^bench: expected one of .*page/m],
])("%s: one clear line, exit code 2", async (_what, script, args, line) => {
  const { code, out, err } = await run(script, args);
  expect(code).toBe(2);
  expect(out + err).toMatch(line);
  expect((out + err).trim().split("\n")).toHaveLength(1);
});

test("a port in use: one clear line, exit code 2, nothing started", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  try {
    const { code, out } = await run("local/start.ts", ["--port", String(port)]);
    expect(code).toBe(2);
    expect(out.trim()).toBe(`npm start: --port: ${port} is in use; choose another, or leave it out for a free one`);
  } finally {
    server.close();
  }
});

test.each([
  ["local/start.ts", "npm start"],
  ["local/demo.ts", "npm run demo"],
  ["bench/run-bench.ts", "npm run bench"],
  ["cli/main.ts", "portent"],
])("%s --help explains itself", async (script, name) => {
  const { code, out } = await run(script, ["--help"]);
  expect(code).toBe(0);
  expect(out).toContain(name);
});
