import { rmSync } from "node:fs";
import { join } from "node:path";
import { chooseFeed, feedEndMs, liveStartMs, replayStartMs } from "./choose-feed.ts";
import { clockOf, describeBalances, describeCasts } from "./describe-progress.ts";
import type { ReplayFeed } from "./feed/feed.ts";
import { findFreePort, isPortFree } from "./free-port.ts";
import { openLog } from "./log-file.ts";
import { type LocalOptions, OptionsError, readOptions } from "./options.ts";
import { startWorld, type World } from "./world.ts";

const help = `npm start [-- options]

Runs all of Portent on this machine: Postgres, a local chain with a demo vault that is armed, the feed, both Workers
and the page. Prints the address to open. Ctrl-C ends everything that it started.

  --speed N   simulated seconds per second of the replay (120: two minutes of market in a second)
  --port N    port of the page (8787, or a free one where that is taken)
  --live      real public sources and the wall clock in the place of the replay
  --reset     forget all that earlier runs stored, this machine's keys included
  --help      this text

The replay is the fall of 19 May 2021, from recorded bars where PORTENT_DATA or ../shared/data holds them, else from a
reconstruction that says so wherever it shows. Each start replays it from the beginning; the price history of --live is
kept. Data and logs are under .portent/.
`;

const minuteMs = 60_000;
const usualPort = 8787;
const root = join(import.meta.dirname, "..");
const dir = join(root, ".portent", "run");
const say = (text: string) => process.stdout.write(`${text}\n`);

process.exitCode = await run();

async function run(): Promise<number> {
  const stopping = new AbortController();
  let world: World | undefined;
  let log: ReturnType<typeof openLog> | undefined;
  const onSignal = () => {
    if (stopping.signal.aborted) process.exit(130);
    say("stopping …");
    stopping.abort();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal).on("SIGHUP", onSignal);
  try {
    const options = readOptions(process.argv.slice(2));
    if (options.help) {
      say(help);
      return 0;
    }
    const port = await choosePort(options.port);
    if (options.reset) rmSync(dir, { recursive: true, force: true });
    log = openLog(join(root, ".portent", "logs", "start"));
    const feed = options.live ? null : chooseFeed(root, process.env, log.write);
    world = await startWorld({
      root,
      dir,
      feed,
      startMs: feed === null ? liveStartMs(Date.now()) : replayStartMs,
      port,
      onStep: (step, of, text) => say(`[${step}/${of}] ${text}`),
      onLog: log.write,
    });
    if (stopping.signal.aborted) return 0;
    let death: string | undefined;
    void world.untilDead().then((what) => {
      if (stopping.signal.aborted) return;
      death = what;
      stopping.abort();
    });
    const { address, viewToken } = world.vault;
    say(`\n  Open  ${world.baseUrl}/#vault=${address}&view=${viewToken}\n`);
    say(`  Feed  ${feed === null ? "live public sources" : feed.description}`);
    say(`  Log   ${log.path}`);
    say("  End   Ctrl-C\n");
    if (feed === null) await runLive(world, log.write, stopping.signal);
    else await runReplay(world, feed, options, log.write, stopping.signal);
    if (death === undefined) return 0;
    say(`npm start: ${death}; the log is ${log.path}`);
    return 2;
  } catch (cause) {
    if (stopping.signal.aborted) return 0;
    say(`npm start: ${cause instanceof Error ? cause.message : String(cause)}`);
    if (log !== undefined) say(`npm start: the log is ${log.path}`);
    return 2;
  } finally {
    await world?.stop();
    await log?.close();
  }
}

async function choosePort(wanted: number | undefined): Promise<number> {
  if (wanted === undefined) return (await isPortFree(usualPort)) ? usualPort : findFreePort();
  if (await isPortFree(wanted)) return wanted;
  throw new OptionsError(`--port: ${wanted} is in use; choose another, or leave it out for a free one`);
}

/** The replay, minute by minute, until the feed or the user ends it. A minute that fails is logged and shown as stale. */
async function runReplay(
  world: World,
  feed: ReplayFeed,
  { speed }: LocalOptions,
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const endMs = feedEndMs(feed);
  const progress = createProgress(world);
  const startedMs = performance.now();
  for (let atMs = replayStartMs; atMs <= endMs && !signal.aborted; atMs += minuteMs) {
    await runSafely(world, atMs, log);
    await progress(atMs);
    const dueMs = startedMs + (atMs + minuteMs - replayStartMs) / speed;
    await pause(dueMs - performance.now(), signal);
  }
  if (signal.aborted) return;
  say("The feed has ended. The page stays open until Ctrl-C.");
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

async function runLive(world: World, log: (line: string) => void, signal: AbortSignal): Promise<void> {
  const progress = createProgress(world);
  for (let atMs = world.clock.nowMs; !signal.aborted; atMs = Math.max(atMs + minuteMs, floorToMinute(Date.now()))) {
    await pause(atMs - Date.now(), signal);
    if (signal.aborted) return;
    await runSafely(world, atMs, log);
    await progress(atMs);
  }
}

function floorToMinute(ms: number): number {
  return Math.floor(ms / minuteMs) * minuteMs;
}

async function runSafely(world: World, atMs: number, log: (line: string) => void): Promise<void> {
  try {
    await world.runMinute(atMs);
  } catch (cause) {
    log(`${clockOf(atMs)}: ${String(cause)}`);
  }
}

/** Says what the vault holds every half hour of the feed, and each change of a cast at once. */
function createProgress(world: World): (atMs: number) => Promise<void> {
  let shown = "";
  return async (atMs) => {
    const view = await world.view().catch(() => undefined);
    if (view === undefined) return;
    const casts = describeCasts(view).join("\n       ");
    if (casts !== shown && casts !== "") say(`${clockOf(atMs)}  ${casts}`);
    else if (atMs % (30 * minuteMs) === 0) say(`${clockOf(atMs)}  the vault holds ${describeBalances(view)}`);
    shown = casts;
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
