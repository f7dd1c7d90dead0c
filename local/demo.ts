import { rmSync } from "node:fs";
import { join } from "node:path";
import { chooseFeed, replayStartMs } from "./choose-feed.ts";
import { summarize } from "./demo-summary.ts";
import { clockOf, describeBalances } from "./describe-progress.ts";
import { openLog } from "./log-file.ts";
import { OptionsError, readOptions } from "./options.ts";
import { startWorld, type World } from "./world.ts";

const help = `npm run demo

Replays the fall of 19 May 2021 from 10:00 to 12:00 UTC on this machine, without a page: prices come in, a trigger
fires, one vault swaps half of its WETH on the local chain, the history is exported. Prints a JSON summary on standard
output and progress on standard error. Exit code 0 when a cast was finalized, 1 when none was, 2 when it could not run.
`;

const minuteMs = 60_000;
const root = join(import.meta.dirname, "..");
const dir = join(root, ".portent", "demo");
const say = (text: string) => process.stderr.write(`${text}\n`);

process.exitCode = await run();

async function run(): Promise<number> {
  const startedMs = performance.now();
  let world: World | undefined;
  const log = openLog(join(root, ".portent", "logs", "demo"));
  const stopOnSignal = () => {
    say("demo: stopping …");
    void (world?.stop() ?? Promise.resolve()).finally(() => process.exit(130));
  };
  process.on("SIGINT", stopOnSignal).on("SIGTERM", stopOnSignal);
  try {
    const options = readOptions(process.argv.slice(2));
    if (options.help) {
      process.stdout.write(help);
      return 0;
    }
    const feed = chooseFeed(root, process.env, log.write);
    rmSync(dir, { recursive: true, force: true });
    world = await startWorld({
      root,
      dir,
      feed,
      startMs: replayStartMs,
      port: options.port ?? 0,
      onStep: (step, of, text) => say(`[${step}/${of}] ${text}`),
      onLog: log.write,
    });
    const endMs = replayStartMs + 120 * minuteMs;
    for (let atMs = replayStartMs; atMs <= endMs; atMs += minuteMs) {
      await world.runMinute(atMs);
      if (atMs % (10 * minuteMs) === 0) await report(world, atMs);
    }
    const summary = await summarize(world, feed.kind, startedMs);
    process.stdout.write(`${JSON.stringify(summary)}\n`);
    const finalized = summary.casts.filter((cast) => cast.state === "FINALIZED").length;
    if (finalized > 0) return 0;
    say("demo: no cast was finalized; the log says why:");
    say(`demo: ${log.path}`);
    return 1;
  } catch (cause) {
    say(`demo: ${cause instanceof OptionsError ? cause.message : describeError(cause)}`);
    if (!(cause instanceof OptionsError)) say(`demo: the log is ${log.path}`);
    return 2;
  } finally {
    await world?.stop();
    await log.close();
  }
}

async function report(world: World, atMs: number): Promise<void> {
  const view = await world.view();
  say(
    `      ${[`${clockOf(atMs)} UTC`, describeBalances(view), ...view.casts.map(({ state }) => `cast ${state}`)].join(", ")}`,
  );
}

function describeError(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
