import type { CastRecord } from "../../execute/core/cast-record.ts";
import { isTerminal } from "../../execute/core/lifecycle/decide.ts";
import { createRandom, type Random } from "../../local/feed/seeded-random.ts";
import { chooseOne, drawInt } from "./choose.ts";
import { FireBook, triggerIds } from "./fire-book.ts";
import { judgeRandom, type Verdict } from "./judge-random.ts";
import { drawKillMoment, KillSwitch } from "./kill-switch.ts";
import { fallTrigger, openVault, type TestedVault } from "./open-vault.ts";
import { type ChainEvents, RandomChain } from "./random-chain.ts";
import { SentBytes } from "./sent-bytes.ts";
import { finalityBlocks } from "./start-faults-chain.ts";
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
/** So long nothing may happen while everything settles. */
const idleMsMax = 60_000;
/** A vault with so many open casts is given no more: its lane takes them one after the other. */
const openMax = 4;

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
  // No reorganisation takes away what they were armed with.
  await harness.chain.mine(finalityBlocks + 1);
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
  await book.send(
    [...fired].filter((vault) => countOpen(run, vault) < openMax),
    (await harness.chain.head()).timeMs,
  );
  if (random.uniform() < 0.3) cancelOne(run);
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

const countOpen = ({ casts }: Run, { address }: TestedVault): number =>
  [...casts.values()].filter(({ cast }) => cast.vault === address && !isTerminal(cast.state)).length;

async function step({ harness, random, book, moves, casts }: Run): Promise<void> {
  const { timeMs } = await harness.chain.head();
  await moves.step(book.isTimeShort(timeMs, casts));
  await book.noteAcknowledged();
  // The pace of blocks.
  await new Promise((resolve) => setTimeout(resolve, drawInt(random, 10, 90)));
}

/** One of the owners who change their minds takes a cast back while it is on its way; the answer may never come. */
function cancelOne({ book, casts, vaults }: Run): void {
  const fire = book.chooseOpen(vaults.slice(0, Math.ceil(vaults.length / 4)), casts);
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
  const isWaiting = ({ cast, isCancelAsked }: CastRecord) =>
    !isTerminal(cast.state) && !isCancelAsked && cast.reason?.code !== "reverted";
  await mineUntil(run, 0, () => ![...run.casts.values()].some(isWaiting));
  await run.harness.chain.mine(1, 2_000);
  await mineUntil(run, 1, () => [...run.casts.values()].every(({ cast }) => isTerminal(cast.state)));
}

/** Makes blocks until it is so and the queue is empty, or until nothing has happened for too long. */
async function mineUntil(run: Run, secondsEach: number, isSo: () => boolean): Promise<void> {
  const { harness, book } = run;
  let [seen, changedAtMs, sweptAtMs] = ["", performance.now(), 0];
  do {
    await harness.chain.mine(1, secondsEach);
    if (performance.now() - sweptAtMs > 5_000) {
      sweptAtMs = performance.now();
      await book.repeat();
      await harness.sweep();
    }
    run.casts = await readAll(run);
    const now = [...run.casts.values()].map(({ cast }) => cast.steps.length).join();
    if (now !== seen) [seen, changedAtMs] = [now, performance.now()];
    if (isSo() && !book.hasUnacknowledged()) return;
  } while (performance.now() - changedAtMs < idleMsMax);
}
