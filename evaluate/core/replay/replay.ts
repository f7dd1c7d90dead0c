import type { CompiledTrigger } from "../../../conditions/check-triggers.ts";
import { compareCodePoints } from "../../../contracts/compare-code-points.ts";
import type { LeafTrace } from "../../../contracts/fires.ts";
import type { RegisteredCondition } from "../../../contracts/trigger.ts";
import { Engine, type EngineSettings } from "../engine.ts";
import { explain } from "../explain.ts";
import { toEngineTrigger } from "../to-engine-trigger.ts";
import { type Series, SeriesReader } from "./series.ts";

export type ReplayTrigger = {
  /** Whose it is: groups and inhibition hold among the triggers of one owner. */
  readonly owner: string;
  readonly registered: RegisteredCondition;
  readonly compiled: CompiledTrigger;
};

export type ReplayInput = {
  readonly settings: EngineSettings;
  readonly series: readonly Series[];
  readonly triggers: readonly ReplayTrigger[];
  /** First and last point of the grid, milliseconds. */
  readonly fromMs: number;
  readonly toMs: number;
};

export type ReplayFire = {
  readonly trigger: RegisteredCondition;
  readonly atMs: number;
  readonly epoch: number;
  readonly explain: readonly LeafTrace[];
};

export type ReplayReport = { readonly evaluations: number; readonly samplesLeft: number };

/** Names the samples that an evaluation used: all that had become known by its grid point. */
export const snapshotName = (atMs: number): string => `grid:${atMs}`;

/**
 * Evaluates triggers over recorded series with the engine that runs live: fires in the order of time, then of trigger
 * ids by code point. What became known after a point plays no part in it.
 */
export function* replay(input: ReplayInput): Generator<ReplayFire, ReplayReport> {
  const run = openReplay(input);
  let evaluations = 0;
  for (const tick of run.ticks) {
    yield* run.step(run.engine, tick);
    evaluations += 1;
  }
  return { evaluations, samplesLeft: run.samplesLeft() };
}

/** A replay that is stepped from outside. */
export type ReplayRun = {
  readonly engine: Engine;
  readonly ticks: Iterable<number>;
  /** Evaluates the next point with an engine in the state that the point before left. */
  readonly step: (engine: Engine, tick: number) => readonly ReplayFire[];
  readonly samplesLeft: () => number;
};

export function openReplay({ settings, series, triggers: given, fromMs, toMs }: ReplayInput): ReplayRun {
  const { cadenceMs } = settings;
  const triggers = given.toSorted((a, b) => compareCodePoints(a.registered.triggerId, b.registered.triggerId));
  const engine = new Engine(settings);
  const slots = new Map(triggers.map(({ owner, registered }, slot) => [`${owner}/${registered.triggerId}`, slot]));
  for (const [slot, { owner, registered, compiled }] of triggers.entries()) {
    engine.add(slot, toEngineTrigger(owner, registered, compiled));
    const inhibitors = registered.inhibitedBy.flatMap((id) => slots.get(`${owner}/${id}`) ?? []);
    if (inhibitors.length > 0) engine.inhibit(slot, inhibitors);
  }
  const reader = new SeriesReader(series);
  const firstTick = fromMs / cadenceMs;
  for (let next = reader.nextKnownAtMs(); next <= fromMs - cadenceMs; next = reader.nextKnownAtMs()) {
    const tick = Math.ceil(next / cadenceMs);
    engine.graph.prime(tick, reader.readUntil(tick * cadenceMs), firstTick);
  }
  const describe = (at: Engine, slot: number, epoch: number, atMs: number): ReplayFire => {
    const { registered, compiled } = triggers[slot] as ReplayTrigger;
    const lowered = at.lower({ ...compiled, maxStalenessMs: registered.maxStalenessMs });
    if (lowered === null) throw new Error("it was added");
    return { trigger: registered, atMs, epoch, explain: explain(at, slot, lowered.when, registered.maxStalenessMs) };
  };
  return {
    engine,
    ticks: rangeOf(firstTick, Math.floor(toMs / cadenceMs)),
    step(at, tick) {
      const fires: { slot: number; fire: ReplayFire }[] = [];
      at.step(tick, reader.readUntil(tick * cadenceMs), (slot, epoch) => {
        fires.push({ slot, fire: describe(at, slot, epoch, tick * cadenceMs) });
      });
      // Slots stand in the order of ids.
      return fires.sort((a, b) => a.slot - b.slot).map(({ fire }) => fire);
    },
    samplesLeft: () => reader.remaining(),
  };
}

function* rangeOf(first: number, last: number): Generator<number> {
  for (let tick = first; tick <= last; tick += 1) yield tick;
}
