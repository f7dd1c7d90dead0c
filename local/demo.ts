import { join } from "node:path";
import { chooseFeed, liveStartMs, replayStartMs } from "./choose-feed.ts";
import { summarize } from "./demo-summary.ts";
import { clockOf, describeBalances } from "./describe-progress.ts";
import { openLog } from "./log-file.ts";
import { OptionsError, readOptions } from "./options.ts";
import { startWorld, type World } from "./world.ts";

const help = `npm run demo [-- options]

Replays the fall of 19 May 2021 from 10:00 to 12:00 UTC on this machine, without a page: prices come in, a trigger
fires, one vault swaps half of its WETH on the local chain, the history is exported. Prints a JSON summary on standard
output and progress on standard error; npm's own banner goes with --silent. Exit code 0 when a cast was finalized, 1
when none was, 2 when it could not run.

  --live     the public sources and the wall clock: until a cast is final, two hours at most
  --port N   port of the Workers (a free one)
  --help     this text
`;

const minuteMs = 60_000;
const replayMinutes = 120;
const root = join(import.meta.dirname, "..");
const dir = join(root, ".portent", "demo");
const say = (text: string) => process.stderr.write(`${text}\n`);

process.exitCode = await run();

async function run(): Promise<number> {
  const startedMs = performance.now();
  let world: World | undefined;
  let log: ReturnType<typeof openLog> | undefined;
  const stopOnSignal = () => {
    say("demo: stopping …");
    void (world?.stop() ?? Promise.resolve()).finally(() => process.exit(130));
  };
  process.on("SIGINT", stopOnSignal).on("SIGTERM", stopOnSignal);
  try {
    const options = readOptions(process.argv.slice(2), ["live", "port", "help"]);
    if (options.help) {
      process.stdout.write(help);
      return 0;
    }
    log = openLog(join(root, ".portent", "logs", "demo"));
    const feed = options.live ? null : chooseFeed(root, process.env, log.write);
    world = await startWorld({
      root,
      dir,
      feed,
      startMs: feed === null ? liveStartMs(Date.now()) : replayStartMs,
      port: options.port ?? 0,
      onStep: (step, of, text) => say(`[${step}/${of}] ${text}`),
      onLog: log.write,
    });
    await (feed === null ? runLive(world) : runReplay(world));
    const summary = await summarize(world, feed?.kind ?? "live", startedMs);
    process.stdout.write(`${JSON.stringify(summary)}\n`);
    const finalized = summary.casts.filter((cast) => cast.state === "FINALIZED").length;
    if (finalized > 0) return 0;
    say("demo: no cast was finalized; the log says why:");
    say(`demo: ${log.path}`);
    return 1;
  } catch (cause) {
    say(`demo: ${cause instanceof OptionsError ? cause.message : describeError(cause)}`);
    if (log !== undefined) say(`demo: the log is ${log.path}`);
    return 2;
  } finally {
    await world?.stop();
    await log?.close();
  }
}

async function runReplay(world: World): Promise<void> {
  const endMs = replayStartMs + replayMinutes * minuteMs;
  for (let atMs = replayStartMs; atMs <= endMs; atMs += minuteMs) {
    await world.runMinute(atMs);
    if (atMs % (10 * minuteMs) === 0) await report(world, atMs);
  }
}

/** The wall clock's minutes, until a cast is final or two hours are over. */
async function runLive(world: World): Promise<void> {
  const endMs = world.clock.nowMs + replayMinutes * minuteMs;
  for (let atMs = world.clock.nowMs; atMs <= endMs; atMs += minuteMs) {
    await new Promise((resolve) => setTimeout(resolve, atMs - Date.now()));
    await world.runMinute(atMs);
    await report(world, atMs);
    if ((await world.view()).casts.some(({ state }) => state === "FINALIZED")) return;
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
