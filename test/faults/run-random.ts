import type { CastRecord } from "../../execute/core/cast-record.ts";
import { isTerminal } from "../../execute/core/lifecycle/decide.ts";
import { createRandom, type Random } from "../../local/feed/seeded-random.ts";
import { waitUntil } from "../../local/wait-until.ts";
import { chooseOne, drawInt } from "./choose.ts";
import { FireBook, triggerIds } from "./fire-book.ts";
import { judgeRandom, type Verdict } from "./judge-random.ts";
import { drawKillMoment, KillSwitch } from "./kill-switch.ts";
import { fallTrigger, openVault, type TestedVault } from "./open-vault.ts";
import { type ChainEvents, RandomChain } from "./random-chain.ts";
import { SentBytes } from "./sent-bytes.ts";
import type { Harness } from "./start-harness.ts";

export type RandomReport = Verdict &
  ChainEvents & {
    /** Of workerd, while a cast was open or a fire on its way. */
    readonly kills: number;
    /** By what was interrupted. */
    readonly killsBy: ReadonlyMap<string, number>;
    readonly rpcFaults: number;
    /** By their kind. */
    readonly faultsBy: ReadonlyMap<string, number>;
    readonly deliveries: number;
  };

export type RandomOptions = {
  readonly seed: number;
  readonly kills: number;
  readonly vaults: number;
  readonly onProgress: (text: string) => void;
};

/** So long a round waits for its moment to be killed at. */
const roundMs = 3_000;
const settleMs = 120_000;

/**
 * Casts of several vaults while the nodes fail, the chain is reorganised and workerd is killed again and again; then all of
 * that ends, and the chain says what came of it. The seed draws what happens, not how the processes interleave.
 */
export async function runRandom(harness: Harness, options: RandomOptions): Promise<RandomReport> {
  const random = createRandom(options.seed);
  const run = await setUp(harness, random, options.vaults);
  const { book, moves, killSwitch } = run;
  const killsBy = new Map<string, number>();
  let kills = 0;
  for (let round = 1; kills < options.kills; round += 1) {
    if (round > options.kills * 3 + 20) throw new Error(`after ${round} rounds only ${kills} kills met an open cast`);
    const struck = await playRound(run);
    if (await wasAnythingOpen(run, struck.atWallMs)) {
      kills += 1;
      killsBy.set(struck.what, (killsBy.get(struck.what) ?? 0) + 1);
    }
    options.onProgress(`${kills} of ${options.kills} kills, ${book.fires.length} fires, ${moves.events.reorgs} reorgs`);
  }
  killSwitch.disarm();
  await moves.end();
  options.onProgress("the faults are over; everything settles");
  await settle(run);
  const faultsBy = countFaults(harness);
  return {
    ...(await judgeRandom(harness.chain, run)),
    ...moves.events,
    kills,
    killsBy,
    rpcFaults: [...faultsBy.values()].reduce((sum, count) => sum + count, 0),
    faultsBy,
    deliveries: book.deliveries,
  };
}

function countFaults({ chain }: Harness): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const proxy of chain.proxies) {
    for (const [kind, count] of Object.entries(proxy.stats().injected))
      counts.set(kind, (counts.get(kind) ?? 0) + count);
  }
  return counts;
}

type Run = {
  readonly harness: Harness;
  readonly random: Random;
  readonly vaults: readonly TestedVault[];
  readonly book: FireBook;
  readonly sent: SentBytes;
  readonly moves: RandomChain;
  readonly killSwitch: KillSwitch;
  /** As last read, by id. */
  casts: ReadonlyMap<string, CastRecord>;
};

async function setUp(harness: Harness, random: Random, count: number): Promise<Run> {
  const vaults: TestedVault[] = [];
  const priorities = { protects: "protective", "takes-a-chance": "opportunistic", late: "protective" } as const;
  const triggers = triggerIds.map((id) => fallTrigger(id, priorities[id]));
  while (vaults.length < count) vaults.push(await openVault(harness, { triggers }));
  const sent = new SentBytes();
  const killSwitch = new KillSwitch(() => harness.workerd.kill());
  harness.chain.watch = (moment) => {
    if (moment.method === "eth_sendRawTransaction" && moment.when === "arrived")
      sent.note(moment.params[0] as `0x${string}`);
    return killSwitch.notice(moment);
  };
  const moves = new RandomChain(harness.chain, random, sent);
  return { harness, random, vaults, book: new FireBook(harness, random), sent, moves, killSwitch, casts: new Map() };
}

/** Fires come, the chain moves, workerd is killed and starts again. */
async function playRound(run: Run) {
  const { harness, random, vaults, book, moves, killSwitch } = run;
  moves.drawFaults();
  killSwitch.arm(drawKillMoment(random));
  const fired = new Set([chooseOne(random, vaults), ...vaults.filter(() => random.uniform() < 0.2)]);
  await book.send([...fired], (await harness.chain.head()).timeMs);
  if (random.uniform() < 0.15) cancelOne(run);
  const patientUntilMs = performance.now() + roundMs;
  while (killSwitch.struck === null) {
    await step(run);
    if (performance.now() > patientUntilMs) killSwitch.strikeNow();
  }
  const { struck } = killSwitch;
  // The chain goes on while workerd is away.
  for (let steps = drawInt(random, 0, 4); steps > 0; steps -= 1) await step(run);
  await harness.workerd.restarted();
  await book.repeat();
  run.casts = await readAll(run);
  return struck;
}

async function step({ harness, random, book, moves, casts }: Run): Promise<void> {
  const { timeMs } = await harness.chain.head();
  await moves.step(book.isTimeShort(timeMs, casts));
  await book.noteAcknowledged();
  // The pace of blocks.
  await new Promise((resolve) => setTimeout(resolve, drawInt(random, 10, 90)));
}

/** An owner takes a cast back while it is on its way; the answer may never come. */
function cancelOne({ book, casts, vaults }: Run): void {
  const fire = book.chooseOpen(casts);
  const vault = vaults.find(({ address }) => address === fire?.vault);
  if (fire === undefined || vault === undefined) return;
  fire.isCancelAsked = true;
  void vault.owner.act("cancel-cast", { castId: fire.castId }).catch(() => undefined);
}

async function wasAnythingOpen({ casts, book }: Run, atWallMs: number): Promise<boolean> {
  const isOpenThen = ({ cast: { steps } }: CastRecord) => {
    const end = steps.findLast(({ state }) => isTerminal(state));
    return (steps[0]?.atWallMs ?? 0) <= atWallMs && (end === undefined || end.atWallMs > atWallMs);
  };
  return book.hasUnacknowledged() || [...casts.values()].some(isOpenThen);
}

async function readAll({ harness, vaults, book }: Run): Promise<ReadonlyMap<string, CastRecord>> {
  await book.noteAcknowledged();
  const all = await Promise.all(vaults.map(({ address }) => harness.readCasts(address)));
  return new Map(all.flat().map((record) => [record.cast.id, record]));
}

/** Without faults, until nothing is open; what can only end by its deadline gets there by a jump of the chain's time. */
async function settle(run: Run): Promise<void> {
  const { harness, book, sweeps } = { ...run, sweeps: { atMs: 0 } };
  const isSettled = async (secondsEach: number): Promise<boolean> => {
    await harness.chain.mine(1, secondsEach);
    if (performance.now() - sweeps.atMs > 5_000) {
      sweeps.atMs = performance.now();
      await book.repeat();
      await harness.sweep();
    }
    run.casts = await readAll(run);
    return [...run.casts.values()].every(({ cast }) => isTerminal(cast.state)) && !book.hasUnacknowledged();
  };
  const isWaiting = ({ cast, isCancelAsked }: CastRecord) =>
    !isTerminal(cast.state) && !isCancelAsked && cast.reason?.code !== "reverted";
  await waitUntil(settleMs, async () => (await isSettled(0)) || ![...run.casts.values()].some(isWaiting), 60);
  await harness.chain.mine(1, 2_000);
  await waitUntil(settleMs, () => isSettled(1), 60);
}
