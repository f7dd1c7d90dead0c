import { type CompiledTrigger, compileTrigger, type TriggerFault } from "../conditions/check-triggers.ts";
import type { SignalCatalogue } from "../conditions/signal-catalogue.ts";
import type { VaultAddress } from "../contracts/ids.ts";
import { ok, type Result } from "../contracts/result.ts";
import type { RegisteredCondition } from "../contracts/trigger.ts";
import type { TriggerStatus } from "../contracts/vault-view.ts";
import { describeStatus } from "./core/describe-status.ts";
import { Engine } from "./core/engine.ts";
import { decodeEngine, encodeEngine } from "./core/engine-snapshot.ts";
import { explain } from "./core/explain.ts";
import type { Guard } from "./core/fire-guard.ts";
import type { GridSample } from "./core/grid-sample.ts";
import type { PendingFire } from "./core/pack-fires.ts";
import { snapshotName } from "./core/replay/replay.ts";
import { toEngineTrigger } from "./core/to-engine-trigger.ts";
import { type LogEntry, LogRows } from "./records/log-rows.ts";
import { SnapshotRows } from "./records/snapshot-rows.ts";
import { type HeldCondition, TriggerRows } from "./records/trigger-rows.ts";

export type ShardSettings = {
  readonly catalogue: SignalCatalogue;
  readonly cadenceMs: number;
  readonly guard: Guard | null;
  /** The longest window that a condition may have. */
  readonly windowMsMax: number;
  /** A snapshot is taken after so many rows of the log. */
  readonly snapshotRows: number;
};

export type ShardFire = { readonly vault: VaultAddress; readonly fire: PendingFire };

/** How a shard came to its state. `damage` names what could not be read. */
export type LoadReport = {
  readonly from: "nothing" | "snapshot" | "log" | "definitions";
  readonly damage: readonly string[];
};

const dayMs = 86_400_000;
/** Recorded points are kept for the longest window and a day. */
const retentionMs = 8 * dayMs;
/** So far back a new derived signal is computed from the recorded points, in its own longest windows. */
const warmWindows = 5;

/**
 * The state of one shard of the registry: an engine, and the log of everything that happened to it. What is stored is
 * the log and now and then a snapshot; a cold start applies the log since the snapshot, which gives the same state,
 * because the engine is a function of the log. Every method that changes something is called within a transaction.
 */
export class Shard {
  readonly triggers: TriggerRows;
  readonly log: LogRows;
  readonly #snapshots: SnapshotRows;
  readonly #settings: ShardSettings;
  #engine: Engine;

  constructor(sql: SqlStorage, settings: ShardSettings) {
    this.#settings = settings;
    this.triggers = new TriggerRows(sql);
    this.log = new LogRows(sql);
    this.#snapshots = new SnapshotRows(sql);
    this.#engine = new Engine(settings);
  }

  /** The last evaluated point; null before the first. */
  get lastMs(): number | null {
    return this.#engine.tick === 0 ? null : this.#engine.tick * this.#settings.cadenceMs;
  }

  /** Brings the engine to the state of the log's end. Where storage is damaged, from the definitions that are held. */
  load(): LoadReport {
    const damage: string[] = [];
    for (const head of this.#snapshots.heads()) {
      const engine = new Engine(this.#settings);
      const bytes = this.#snapshots.read(head);
      const state = bytes === undefined ? undefined : decodeEngine(bytes);
      if (state?.ok !== true) {
        damage.push(`snapshot ${head.seq} ${state === undefined ? "is not whole" : state.error}`);
        continue;
      }
      engine.restore(state.value);
      const applied = this.#applyLog(engine, head.seq);
      if (!applied.ok) {
        damage.push(applied.error);
        break;
      }
      this.#engine = engine;
      return { from: "snapshot", damage };
    }
    if (damage.length === 0) {
      const engine = new Engine(this.#settings);
      const applied =
        this.log.firstSeq() <= 1
          ? this.#applyLog(engine, 0)
          : { ok: false as const, error: "the log does not begin at its beginning" };
      if (applied.ok) {
        this.#engine = engine;
        return { from: engine.tick === 0 ? "nothing" : "log", damage };
      }
      damage.push(applied.error);
    }
    this.rebuild();
    return { from: "definitions", damage };
  }

  /**
   * State from the definitions that are held and the recorded points: peaks, windows and `for` come out as they were. A
   * trigger that has fired begins as not yet cleared. What would have fired on the way and is not known to have done so
   * fires only if its condition still holds.
   */
  rebuild(): void {
    const { cadenceMs } = this.#settings;
    const engine = new Engine(this.#settings);
    const starts = Map.groupBy(this.triggers.all(), ({ putTick, registered: { lastFiredAtMs } }) =>
      Math.max(putTick, lastFiredAtMs === null ? 0 : Math.ceil(lastFiredAtMs / cadenceMs)),
    );
    const lastTick = this.#lastLoggedTick();
    const firstTick = this.log.firstTick() ?? lastTick;
    for (const [tick, held] of starts) if (tick < firstTick) for (const one of held) this.#addTo(engine, one);
    let at = firstTick;
    const stepTo = (tick: number, samples: ReadonlyMap<string, GridSample>) => {
      const fired: number[] = [];
      engine.step(tick, samples, (slot) => fired.push(slot));
      for (const slot of fired) {
        const held = this.triggers.at(slot);
        engine.remove(slot);
        if (held !== undefined) this.#addTo(engine, held);
      }
      for (const one of starts.get(tick) ?? []) this.#addTo(engine, one);
      at = tick + 1;
    };
    for (const { tick, samples } of this.log.points(firstTick, lastTick)) {
      while (at < tick) stepTo(at, new Map());
      stepTo(tick, samples);
    }
    for (const [tick, held] of starts) if (tick >= at) for (const one of held) this.#addTo(engine, one);
    this.#engine = engine;
    for (const vault of new Set(this.triggers.all().map((held) => held.vault))) this.#linkAll(vault, engine);
    this.takeSnapshot();
  }

  /** Whether a condition can be held: what an earlier version took may be refused by this one. */
  check(registered: RegisteredCondition): Result<CompiledTrigger, TriggerFault> {
    const { triggerId: id, when, clearWhen, noData, priority } = registered;
    const text = { id, when, noData, priority, ...(clearWhen === null ? {} : { clearWhen }) };
    return compileTrigger(text, this.#settings);
  }

  /** Puts a condition in, in place of an older version of it. */
  put(vault: VaultAddress, registered: RegisteredCondition): void {
    const held = this.triggers.of(vault).find((one) => one.registered.triggerId === registered.triggerId);
    if (held !== undefined) this.drop(held);
    const slot = held?.slot ?? this.triggers.freeSlot();
    // The same version was there before: what is rebuilt later goes back to when that was put in.
    const isSame = held?.registered.version === registered.version;
    const putTick = isSame ? held.putTick : this.#engine.tick;
    this.triggers.put({ slot, vault, registered, putTick });
    this.#append({ kind: "put", slot, vault, registered });
  }

  drop({ slot }: HeldCondition): void {
    this.triggers.drop(slot);
    this.#append({ kind: "drop", slot });
  }

  /** Brings up to date who inhibits whom among a vault's triggers. */
  link(vault: VaultAddress): void {
    for (const entry of this.#inhibitions(vault)) this.#append(entry);
  }

  /** Evaluates the next grid point with the samples that became known since the one before. */
  evaluate(atMs: number, samples: ReadonlyMap<string, GridSample>): ShardFire[] {
    const tick = atMs / this.#settings.cadenceMs;
    const fires: ShardFire[] = [];
    const fired: [number, number][] = [];
    const engine = this.#engine;
    engine.step(tick, samples, (slot, epoch) => {
      const held = this.triggers.at(slot);
      if (held === undefined) throw new Error(`slot ${slot} fired and holds no trigger`);
      fired.push([slot, epoch]);
      fires.push({ vault: held.vault, fire: this.#describeFire(held, epoch, atMs) });
    });
    this.log.add(tick, { kind: "point", samples, fires: fired.sort((a, b) => a[0] - b[0]) });
    return fires;
  }

  /** Where a vault's triggers stand, with the reading of each leaf. */
  statusOf(vault: VaultAddress): Record<string, TriggerStatus> {
    const { cadenceMs } = this.#settings;
    return Object.fromEntries(
      this.triggers.of(vault).flatMap(({ slot, registered }) => {
        if (this.#engine.isFree(slot)) return [];
        const lowered = this.#lower(registered);
        const status = describeStatus({ engine: this.#engine, slot, registered, lowered, cadenceMs });
        return [[registered.triggerId, status]];
      }),
    );
  }

  /** The epoch of the next fire of the trigger in a slot; -1 where it could not be taken in. */
  epochOf(slot: number): number {
    return this.#engine.isFree(slot) ? -1 : this.#engine.statusOf(slot).epoch;
  }

  /** Takes a snapshot when the log has grown enough. */
  tidy(): void {
    const [newest] = this.#snapshots.heads();
    if (this.log.lastSeq() - (newest?.seq ?? 0) >= this.#settings.snapshotRows) this.takeSnapshot();
  }

  takeSnapshot(): void {
    const { tick } = this.#engine;
    this.#snapshots.add(this.log.lastSeq(), tick, encodeEngine(this.#engine.save()));
    this.#forget(tick);
  }

  /** Replays the recorded points of `(fromTick, toTick]` from the state before, with what else is given for them. */
  *replayRecorded(
    fromTick: number,
    toTick: number,
    change: (tick: number, samples: ReadonlyMap<string, GridSample>) => ReadonlyMap<string, GridSample>,
  ): Generator<ReplayedPoint> {
    const head = this.#snapshots.heads().find(({ tick }) => tick <= fromTick);
    const engine = new Engine(this.#settings);
    const bytes = head === undefined ? undefined : this.#snapshots.read(head);
    const state = bytes === undefined ? undefined : decodeEngine(bytes);
    if (state?.ok === true) engine.restore(state.value);
    else if (this.log.firstSeq() > 1) throw new Error(`nothing is kept of the time before point ${fromTick}`);
    for (const row of this.log.after(state?.ok === true ? (head?.seq ?? 0) : 0, toTick)) {
      if (!row.ok) throw new Error(row.error);
      const { entry, tick } = row.value;
      if (entry.kind !== "point") {
        this.#apply(engine, tick, entry);
        continue;
      }
      const isWithin = tick > fromTick;
      const fires: [number, number][] = [];
      engine.step(tick, isWithin ? change(tick, entry.samples) : entry.samples, (slot, epoch) =>
        fires.push([slot, epoch]),
      );
      if (isWithin) yield { tick, live: entry.fires, replayed: fires };
    }
  }

  #append(entry: Exclude<LogEntry, { kind: "point" }>): void {
    this.#apply(this.#engine, this.#engine.tick, entry);
    this.log.add(this.#engine.tick, entry);
  }

  #apply(engine: Engine, tick: number, entry: Exclude<LogEntry, { kind: "point" }>): void {
    switch (entry.kind) {
      case "put": {
        const nodes = engine.graph.nodes.length;
        this.#addTo(engine, entry);
        if (tick > 0 && engine.graph.nodes.length > nodes) this.#warm(engine, tick, nodes, entry.registered);
        return;
      }
      case "drop":
        engine.remove(entry.slot);
        return;
      case "inhibit":
        engine.inhibit(entry.slot, entry.inhibitors);
    }
  }

  #applyLog(engine: Engine, afterSeq: number): Result<true, string> {
    for (const row of this.log.after(afterSeq)) {
      if (!row.ok) return row;
      const { entry, tick } = row.value;
      if (entry.kind === "point") engine.step(tick, entry.samples, ignoreFire);
      else this.#apply(engine, tick, entry);
    }
    return ok(true);
  }

  /** Computes derived signals that nobody had mentioned from the recorded points, as if they had always been there. */
  #warm(engine: Engine, tick: number, firstNode: number, registered: RegisteredCondition): void {
    const { catalogue, cadenceMs, windowMsMax } = this.#settings;
    const compiled = this.#compile(registered);
    const windowMs = Math.max(compiled.when.windowMsMax, compiled.clearWhen?.windowMsMax ?? 0, cadenceMs);
    const ticks = Math.ceil(Math.min(warmWindows * windowMs, windowMsMax) / cadenceMs);
    const past = new Engine({ catalogue, cadenceMs, guard: null });
    past.lower({ ...compiled, maxStalenessMs: registered.maxStalenessMs });
    let at = 0;
    for (const point of this.log.points(Math.max(1, tick - ticks + 1), tick)) {
      for (; at !== 0 && at < point.tick; at += 1) past.graph.step(at, new Map());
      past.graph.step(point.tick, point.samples);
      at = point.tick + 1;
    }
    if (at !== 0) engine.graph.adopt(past.graph, tick, (node) => node >= firstNode);
  }

  /** A definition that an earlier version took and this one refuses leaves its slot free: it keeps no shard from loading. */
  #addTo(engine: Engine, { slot, vault, registered }: Pick<HeldCondition, "slot" | "vault" | "registered">): void {
    const compiled = this.check(registered);
    if (compiled.ok) engine.add(slot, toEngineTrigger(vault, registered, compiled.value));
  }

  #linkAll(vault: VaultAddress, engine: Engine): void {
    for (const { slot, inhibitors } of this.#inhibitions(vault)) engine.inhibit(slot, inhibitors);
  }

  #inhibitions(vault: VaultAddress): Extract<LogEntry, { kind: "inhibit" }>[] {
    const own = this.triggers.of(vault);
    const slots = new Map<string, number>(own.map(({ slot, registered }) => [registered.triggerId, slot]));
    return own.flatMap(({ slot, registered }) => {
      const inhibitors = registered.inhibitedBy.flatMap((id) => slots.get(id) ?? []);
      return inhibitors.length === 0 ? [] : [{ kind: "inhibit" as const, slot, inhibitors }];
    });
  }

  #describeFire({ slot, registered }: HeldCondition, epoch: number, atMs: number): PendingFire {
    const { triggerId, version, deadlineMs, maxStalenessMs } = registered;
    return {
      triggerId,
      version,
      epoch,
      atMs,
      deadlineMs: atMs + deadlineMs,
      snapshot: snapshotName(atMs),
      explain: explain(this.#engine, slot, this.#lower(registered).when, maxStalenessMs),
    };
  }

  #lower(registered: RegisteredCondition) {
    const lowered = this.#engine.lower({ ...this.#compile(registered), maxStalenessMs: registered.maxStalenessMs });
    if (lowered === null) throw new Error("it was registered, so it fits");
    return lowered;
  }

  #compile(registered: RegisteredCondition) {
    const compiled = this.check(registered);
    if (!compiled.ok) throw new Error(`the stored condition of ${registered.triggerId}: ${compiled.error.message}`);
    return compiled.value;
  }

  #lastLoggedTick(): number {
    let last = 0;
    for (const { tick } of this.#snapshots.heads()) last = Math.max(last, tick);
    return Math.max(last, this.log.lastTick());
  }

  /** Keeps the two newest snapshots and the last one of each of the three days before, for the comparison with a replay. */
  #forget(tick: number): void {
    const ticksPerDay = dayMs / this.#settings.cadenceMs;
    const heads = this.#snapshots.heads();
    const days = new Set<number>();
    const kept = heads.filter((head, index) => {
      const day = Math.floor(head.tick / ticksPerDay);
      const isLastOfDay = !days.has(day) && tick - head.tick <= 3 * ticksPerDay;
      days.add(day);
      return index < 2 || isLastOfDay;
    });
    for (const head of heads) if (!kept.includes(head)) this.#snapshots.remove(head.seq);
    this.log.forget(tick - retentionMs / this.#settings.cadenceMs, kept.at(-1)?.seq ?? 0);
  }
}

export type ReplayedPoint = {
  readonly tick: number;
  readonly live: readonly (readonly [slot: number, epoch: number])[];
  readonly replayed: readonly (readonly [slot: number, epoch: number])[];
};

const ignoreFire = (): void => undefined;
