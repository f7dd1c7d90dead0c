import type { Condition } from "../../conditions/condition.ts";
import type { SignalCatalogue } from "../../conditions/signal-catalogue.ts";
import { FireGuard, type Guard } from "./fire-guard.ts";
import type { GridSample } from "./grid-sample.ts";
import { Inhibitions } from "./inhibitions.ts";
import { falsity, truth, type Verdict, verdictOf } from "./join-shape.ts";
import { LeafIndex, type LeafIndexState } from "./leaf-index.ts";
import * as life from "./life.ts";
import { type LifeTerms, tickOfWord, wordOfTick } from "./life-rule.ts";
import { bitsMax, type Lowered, type LoweredCondition, lowerCondition } from "./lower-condition.ts";
import { type Group, resolveGroups } from "./resolve-groups.ts";
import { type Rule, type RuleState, RuleTable } from "./rule-table.ts";
import { type GraphState, SignalGraph } from "./signal-graph.ts";
import { Timers } from "./timers.ts";

const { wordsPerTrigger, words, flags } = life;

/** A trigger as the engine takes it in. */
export type EngineTrigger = {
  readonly when: Condition;
  readonly clearWhen: Condition | null;
  readonly terms: LifeTerms;
  readonly maxStalenessMs: number | null;
  /** The epoch of its next fire, and the time of its last. */
  readonly epoch: number;
  readonly lastFiredAtMs: number | null;
  readonly group: Group | null;
};

export type EngineSettings = {
  readonly catalogue: SignalCatalogue;
  readonly cadenceMs: number;
  readonly guard: Guard | null;
};

/** Called for each fire of a point, in no order, while every signal and peak still is as the fire saw it. */
export type OnFire = (slot: number, epoch: number) => void;

export type EngineState = {
  /** The last evaluated point as a word; 0 before the first. */
  readonly now: number;
  readonly graph: GraphState;
  readonly index: LeafIndexState;
  readonly rules: readonly RuleState[];
  readonly rows: Uint32Array<ArrayBuffer>;
  readonly groups: readonly (readonly [number, Group])[];
  readonly inhibitions: readonly (readonly [number, readonly number[]])[];
  readonly recentFires: readonly (readonly [number, readonly number[]])[];
};

/**
 * Evaluates triggers over signals, one grid point after another, none left out. What it visits at a point is what
 * changed there: thresholds that a signal reached or passed, stops that a low reached or left, times that have come.
 * The same points with the same samples give the same fires, whenever it was stored and restored between.
 *
 * A trigger is named by its slot, a place in columns; whoever holds the engine knows which trigger that is.
 */
export class Engine {
  readonly graph: SignalGraph;
  readonly index: LeafIndex;
  readonly #settings: EngineSettings;
  readonly #rules: RuleTable;
  readonly #timers = new Timers();
  readonly #groups = new Map<number, Group>();
  readonly #inhibitions = new Inhibitions();
  readonly #guard: FireGuard;
  #rows: Uint32Array<ArrayBuffer> = new Uint32Array(0);
  #slotCount = 0;
  #dirty: number[] = [];
  /** Triggers that would fire at the point that is being evaluated. */
  #candidates: number[] = [];
  /** The last evaluated point as a word; 0 before the first. */
  #now = 0;

  constructor(settings: EngineSettings) {
    this.#settings = settings;
    this.graph = new SignalGraph(settings.catalogue, settings.cadenceMs);
    this.index = new LeafIndex(this.graph);
    this.#rules = new RuleTable(settings.cadenceMs);
    this.#guard = new FireGuard(settings.guard, settings.cadenceMs);
  }

  /** The last evaluated point; 0 before the first. */
  get tick(): number {
    return this.#now === 0 ? 0 : tickOfWord(this.#now);
  }

  /** The condition and its recovery as leaves of one trigger, or null where they are more than fit. */
  lower({
    when,
    clearWhen,
    maxStalenessMs,
  }: Pick<EngineTrigger, "when" | "clearWhen" | "maxStalenessMs">): Lowered | null {
    const lowered = lowerCondition(when, maxStalenessMs, this.graph, 0);
    const clear = clearWhen === null ? null : lowerCondition(clearWhen, maxStalenessMs, this.graph, lowered.bits);
    return lowered.bits + (clear?.bits ?? 0) > bitsMax ? null : { when: lowered, clearWhen: clear };
  }

  /** Puts a trigger into a free slot, from the next point on. */
  add(slot: number, trigger: EngineTrigger): void {
    const lowered = this.lower(trigger);
    if (lowered === null) throw new Error("whoever adds a trigger has checked its size");
    this.#reserve(slot + 1);
    const stops = [...lowered.when.stops, ...(lowered.clearWhen?.stops ?? [])];
    const rule = this.#rules.add({
      terms: trigger.terms,
      when: lowered.when.shape,
      clearWhen: lowered.clearWhen?.shape ?? null,
      stops: stops.map(({ key, ageMsMax, bit }) => ({ key, ageMsMax, bit })),
    });
    const { lastFiredAtMs, epoch } = trigger;
    const lastFired = lastFiredAtMs === null ? null : wordOfTick(Math.ceil(lastFiredAtMs / this.#settings.cadenceMs));
    life.startLife(this.#rows, slot * wordsPerTrigger, { rule, epoch, lastFired, life: this.#rules.at(rule) });
    this.index.add(slot, lowered.when);
    if (lowered.clearWhen !== null) this.index.add(slot, lowered.clearWhen);
    // It fired at the point that was evaluated last: its peaks start anew with that point's prices.
    if (lastFired === this.#now) for (const stop of stops) this.index.restartStop(slot, stop);
    if (trigger.group !== null) this.#groups.set(slot, trigger.group);
    this.#rules.join(rule, slot);
    this.#scheduleValidity(slot);
  }

  /** While one of `inhibitors` has fired and is not re-armed, the trigger does not fire. */
  inhibit(slot: number, inhibitors: readonly number[]): void {
    this.#inhibitions.set(slot, inhibitors);
    if (!this.isFree(slot)) this.#timers.set(this.#now + 1, slot);
  }

  remove(slot: number): void {
    this.#rules.leave(this.#rows[slot * wordsPerTrigger + words.rule] as number, slot);
    this.#rows.fill(0, slot * wordsPerTrigger, (slot + 1) * wordsPerTrigger);
    this.index.remove(slot);
    this.#groups.delete(slot);
    this.#inhibitions.remove(slot);
    this.#guard.forget(slot);
    for (const inhibited of this.#inhibitions.by(slot) ?? []) this.#timers.set(this.#now + 1, inhibited);
  }

  isFree(slot: number): boolean {
    return slot >= this.#slotCount || life.isFree(this.#rows, slot * wordsPerTrigger);
  }

  /** Evaluates one point. `samples` are those that became known since the point before, one per signal. */
  step(tick: number, samples: ReadonlyMap<string, GridSample>, onFire: OnFire): void {
    if (this.#now !== 0 && tick !== this.tick + 1) throw new Error(`point ${tick} does not follow ${this.tick}`);
    this.#now = wordOfTick(tick);
    this.graph.step(tick, samples);
    for (const slot of this.#rules.updateHours(tick)) this.#markDirty(slot);
    for (const slot of this.#timers.take(this.#now)) this.#markDirty(slot);
    const candidates: number[] = [];
    this.#candidates = candidates;
    this.index.update(this.#setLeaf);

    const dirty = this.#dirty;
    this.#dirty = [];
    const stepped = this.#stepLives(dirty, candidates);
    const { fires, absorbed } = resolveGroups(candidates, this.#groups);
    for (const slot of fires) onFire(slot, this.#rows[slot * wordsPerTrigger + words.epoch] as number);
    this.index.raisePeaks();
    for (const slot of fires) this.#applyFire(slot);
    for (const slot of absorbed) this.#applyAbsorbed(slot);
    for (const slot of stepped) this.#schedule(slot);
    for (const slot of fires) this.#schedule(slot);
  }

  /** What a trigger's life and verdict are after the last point. */
  statusOf(slot: number): SlotStatus {
    const row = slot * wordsPerTrigger;
    const rows = this.#rows;
    const rule = this.#rules.at(rows[row + words.rule] as number);
    const since = rows[row + words.since] as number;
    const lastFired = rows[row + words.lastFired] as number;
    return {
      phase: life.phaseAt(rows, row),
      verdict: this.#verdict(row, rule.when),
      isInside: life.isInside(rule, this.#now),
      isInhibited: this.#inhibitions.of(slot).some((inhibitor) => this.#isUncleared(inhibitor)),
      sinceTick: since === 0 ? null : tickOfWord(since),
      lastFiredTick: lastFired === 0 ? null : tickOfWord(lastFired),
      cooledTick: lastFired === 0 ? null : tickOfWord(lastFired) + rule.cooldownTicks,
      hasBeenFalse: life.hasFlag(rows, row, flags.hasBeenFalse),
      epoch: rows[row + words.epoch] as number,
    };
  }

  /** The verdict of some of a trigger's leaves. */
  verdictOf(slot: number, shape: LoweredCondition["shape"]): Verdict {
    return this.#verdict(slot * wordsPerTrigger, shape);
  }

  save(): EngineState {
    return {
      now: this.#now,
      graph: this.graph.save(),
      index: this.index.save(),
      rules: this.#rules.save(),
      rows: this.#rows.subarray(0, this.#slotCount * wordsPerTrigger),
      groups: [...this.#groups],
      inhibitions: this.#inhibitions.entries(),
      recentFires: this.#guard.save(),
    };
  }

  /** Takes over a saved state; the engine is empty before. Times that have to come are found in the columns. */
  restore(state: EngineState): void {
    this.#now = state.now;
    this.graph.restore(state.graph, tickOfWord(state.now));
    this.index.restore(state.index);
    this.#rules.restore(state.rules, tickOfWord(state.now));
    this.#rows = state.rows;
    this.#slotCount = state.rows.length / wordsPerTrigger;
    for (const [slot, group] of state.groups) this.#groups.set(slot, group);
    for (const [slot, inhibitors] of state.inhibitions) this.#inhibitions.set(slot, inhibitors);
    this.#guard.restore(state.recentFires);
    for (let slot = 0; slot < this.#slotCount; slot += 1) {
      const row = slot * wordsPerTrigger;
      if (life.isFree(this.#rows, row)) continue;
      this.#rules.join(this.#rows[row + words.rule] as number, slot);
      this.#scheduleValidity(slot);
      this.#schedule(slot);
      // What has just fired or re-armed shows in no column: one look more changes nothing else.
      const rule = this.#rules.at(this.#rows[row + words.rule] as number);
      if (life.mayCount(this.#rows, row, rule, this.#verdict(row, rule.when))) this.#timers.set(state.now + 1, slot);
      if (life.phaseAt(this.#rows, row) === "fired") this.#watchClearing(slot);
    }
  }

  /** Every changed trigger once, those that are inhibited after their inhibitors: few triggers have any. */
  #stepLives(dirty: readonly number[], candidates: number[]): readonly number[] {
    const inhibited: number[] = [];
    if (this.#inhibitions.isEmpty) {
      for (const slot of dirty) this.#stepLife(slot, candidates, inhibited);
      return dirty;
    }
    const stepped: number[] = [];
    for (const slot of dirty) {
      if (this.#inhibitions.of(slot).length > 0) inhibited.push(slot);
      else {
        this.#stepLife(slot, candidates, inhibited);
        stepped.push(slot);
      }
    }
    while (inhibited.length > 0) {
      const depths = inhibited.map((slot) => this.#inhibitions.depthOf(slot));
      const [slot = 0] = inhibited.splice(depths.indexOf(Math.min(...depths)), 1);
      this.#stepLife(slot, candidates, inhibited);
      stepped.push(slot);
    }
    return stepped;
  }

  #stepLife(slot: number, candidates: number[], inhibited: number[]): void {
    const rows = this.#rows;
    const row = slot * wordsPerTrigger;
    life.setFlag(rows, row, flags.isDirty, false);
    if (life.isFree(rows, row)) return;
    const rule = this.#rules.at(rows[row + words.rule] as number);
    const seen = this.#verdict(row, rule.when);
    const seenClear = rule.clearWhen === null ? falsity : this.#verdict(row, rule.clearWhen);
    const step = life.stepLife(rows, row, rule, this.#now, seen, seenClear);
    if (step === "stay") return;
    if (step === "re-armed") {
      // This point starts nothing; where the condition holds already, the next one does.
      if (seen !== falsity) this.#timers.set(this.#now + 1, slot);
      this.#wakeInhibited(slot, inhibited);
    } else if (this.#isInhibited(slot, candidates)) return;
    else if (this.#isGuarded(slot, row)) life.setPhase(rows, row, "runaway");
    else candidates.push(slot);
  }

  /** What a trigger inhibited may fire at the point at which it re-arms. */
  #wakeInhibited(slot: number, inhibited: number[]): void {
    for (const other of this.#inhibitions.by(slot) ?? none) {
      if (life.hasFlag(this.#rows, other * wordsPerTrigger, flags.isDirty)) continue;
      life.setFlag(this.#rows, other * wordsPerTrigger, flags.isDirty, true);
      inhibited.push(other);
    }
  }

  #isInhibited(slot: number, candidates: readonly number[]): boolean {
    for (const inhibitor of this.#inhibitions.of(slot)) {
      if (candidates.includes(inhibitor) || this.#isUncleared(inhibitor)) return true;
    }
    return false;
  }

  #applyFire(slot: number): void {
    const row = slot * wordsPerTrigger;
    const rule = this.#rules.at(this.#rows[row + words.rule] as number);
    this.#guard.remember(slot, this.#rows[row + words.lastFired] as number, this.#now);
    life.applyFire(this.#rows, row, rule, this.#now);
    for (const stop of rule.stops) this.index.restartStop(slot, stop);
    if (rule.clearWhen !== null) this.#watchClearing(slot);
  }

  #applyAbsorbed(slot: number): void {
    const row = slot * wordsPerTrigger;
    const rule = this.#rules.at(this.#rows[row + words.rule] as number);
    life.applyAbsorbed(this.#rows, row);
    for (const stop of rule.stops) this.index.restartStop(slot, stop);
    this.#watchClearing(slot);
  }

  /** The firing point does not count as clear: where `clearWhen` is true already, counting begins at the next. */
  #watchClearing(slot: number): void {
    const row = slot * wordsPerTrigger;
    const { clearWhen } = this.#rules.at(this.#rows[row + words.rule] as number);
    if (clearWhen !== null && this.#verdict(row, clearWhen) === truth) this.#timers.set(this.#now + 1, slot);
  }

  #isGuarded(slot: number, row: number): boolean {
    const lastFired = this.#rows[row + words.lastFired] as number;
    return this.#guard.forbids(slot, lastFired, this.#rows[row + words.epoch] as number, this.#now);
  }

  #isUncleared(slot: number): boolean {
    return !this.isFree(slot) && life.hasFlag(this.#rows, slot * wordsPerTrigger, flags.isUncleared);
  }

  #verdict(row: number, shape: LoweredCondition["shape"]): Verdict {
    return verdictOf(shape, this.#rows[row + words.known] as number, this.#rows[row + words.isTrue] as number);
  }

  #schedule(slot: number): void {
    const rows = this.#rows;
    const row = slot * wordsPerTrigger;
    const rule = this.#rules.at(rows[row + words.rule] as number);
    const due = life.dueTick(rows, row, rule, this.#now, this.#verdict(row, rule.when));
    if (due < Number.POSITIVE_INFINITY) this.#timers.set(due, slot);
  }

  #scheduleValidity(slot: number): void {
    const { fromTick, untilTick } = this.#rules.at(this.#rows[slot * wordsPerTrigger + words.rule] as number);
    for (const tick of [fromTick, untilTick]) {
      if (tick > this.#now && tick < Number.POSITIVE_INFINITY) this.#timers.set(tick, slot);
    }
  }

  #markDirty(slot: number): void {
    const row = slot * wordsPerTrigger;
    const word = this.#rows[row] as number;
    if ((word & flags.isDirty) !== 0) return;
    this.#rows[row] = word | flags.isDirty;
    this.#dirty.push(slot);
  }

  readonly #setLeaf = (slot: number, bit: number, verdict: Verdict): void => {
    const rows = this.#rows;
    const row = slot * wordsPerTrigger;
    const mask = 1 << bit;
    const known = rows[row + words.known] as number;
    const isTrue = rows[row + words.isTrue] as number;
    const nextKnown = (verdict === 2 ? known & ~mask : known | mask) >>> 0;
    const nextTrue = (verdict === 1 ? isTrue | mask : isTrue & ~mask) >>> 0;
    if (nextKnown === known && nextTrue === isTrue) return;
    rows[row + words.known] = nextKnown;
    rows[row + words.isTrue] = nextTrue;
    const rule = this.#rules.at(rows[row + words.rule] as number);
    // A trigger of one leaf waits for no other: it is stepped while its row is at hand, and once.
    const isListed = ((rows[row] as number) & flags.isDirty) !== 0;
    if (rule.isPlain && !isListed && this.#inhibitions.isEmpty) this.#stepPlain(slot, row, rule, verdict);
    else this.#markDirty(slot);
  };

  #stepPlain(slot: number, row: number, rule: Rule, verdict: Verdict): void {
    const rows = this.#rows;
    const step = life.stepLife(rows, row, rule, this.#now, verdict, falsity);
    if (step === "would-fire") {
      if (this.#isGuarded(slot, row)) life.setPhase(rows, row, "runaway");
      else this.#candidates.push(slot);
      return;
    }
    const due = life.dueTick(rows, row, rule, this.#now, verdict);
    if (due < Number.POSITIVE_INFINITY) this.#timers.set(due, slot);
  }

  #reserve(slotCount: number): void {
    if (slotCount <= this.#slotCount) return;
    this.#slotCount = slotCount;
    if (slotCount * wordsPerTrigger <= this.#rows.length) return;
    const grown = new Uint32Array(Math.ceil(slotCount * 1.1 + 16) * wordsPerTrigger);
    grown.set(this.#rows);
    this.#rows = grown;
  }
}

const none: readonly number[] = [];

export type SlotStatus = {
  readonly phase: life.Phase;
  readonly verdict: Verdict;
  readonly isInside: boolean;
  readonly isInhibited: boolean;
  /** Beginning of the present stretch of truth (armed) or of being clear (fired), unknown points not counted. */
  readonly sinceTick: number | null;
  readonly lastFiredTick: number | null;
  readonly cooledTick: number | null;
  readonly hasBeenFalse: boolean;
  readonly epoch: number;
};
