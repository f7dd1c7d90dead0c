import { Actor } from "../actors/core/actor.ts";
import type { OutboxEntry } from "../actors/core/outbox.ts";
import { compileCondition } from "../conditions/compile-condition.ts";
import { createSignalCatalogue } from "../conditions/signal-catalogue.ts";
import type { CronTick } from "../contracts/cron-tick.ts";
import type { TraceId, VaultAddress } from "../contracts/ids.ts";
import { pipelines } from "../contracts/pipelines.gen.ts";
import type { SignalSamples } from "../contracts/signal-samples.ts";
import { parseDurationMs } from "../contracts/time.ts";
import { type RegisteredCondition, VaultConditions } from "../contracts/trigger.ts";
import type { TriggerStatus } from "../contracts/vault-view.ts";
import { completeFires, importSigningKey, type PendingFires } from "./adapters/sign-fires.ts";
import { initialState, type TriggerState } from "./core/decide.ts";
import { describeStatus } from "./core/describe-status.ts";
import { nextGridPoints } from "./core/grid.ts";
import { packFires } from "./core/pack-fires.ts";
import { type ArmedTrigger, evaluateGridPoint } from "./core/registry-core.ts";
import { type KnownSample, SignalHistory, toKnownSample } from "./core/signal-history.ts";
import { registryMigrations } from "./registry-migrations.ts";
import type { ApplyReport } from "./stage.ts";

export type RegistryEnv = {
  readonly QUEUE_FIRES: Queue;
  readonly FIRES_SIGNING_KEY: string;
  readonly VAULT: { getByName(name: string): { conditions(): Promise<unknown> } };
};

const cadenceMs = parseDurationMs(pipelines.pipeline.cadence) ?? 120_000;
const catalogue = createSignalCatalogue(pipelines);
/** Longer than the longest window that a condition may have. */
const historyMs = 8 * 86_400_000;

type Loaded = { readonly triggers: Map<string, ArmedTrigger>; readonly history: SignalHistory };

/**
 * One shard of the Trigger Registry: an index, derived from the vaults, of the conditions that are enabled now. It
 * holds no keys, no sizes and no actions, and no user can read it. The outcome of an evaluation (states and fires) is one
 * transaction; the outbox sends the fires afterwards.
 */
export class RegistryActor extends Actor<RegistryEnv> {
  #loaded: Loaded | undefined;

  constructor(ctx: DurableObjectState, env: RegistryEnv) {
    super(ctx, env, {
      migrations: registryMigrations,
      send: (target, entries) => this.#send(target, entries),
      schedules: { pull: (vault) => this.#pull(vault as VaultAddress) },
    });
  }

  /** Takes a sample set in and evaluates every grid point that it completes. Idempotent on the message. */
  apply(message: SignalSamples): ApplyReport {
    const { gridMs, part, samples } = message.body;
    const lastMs = this.#lastMs();
    const known = samples.map((sample) => toKnownSample(sample, gridMs));
    const isLate = lastMs !== null && gridMs !== null && gridMs <= lastMs;
    const isRepeat = gridMs !== null && this.#hasPart(gridMs, part.index);
    return this.#commit(() => {
      if (!isLate) for (const sample of known) this.#addSample(sample);
      if (gridMs !== null && !isLate) {
        this.sql.exec(
          "insert or ignore into parts (grid_ms, part, parts, trace_id) values (?, ?, ?, ?)",
          gridMs,
          part.index,
          part.count,
          message.traceId,
        );
      }
      const report = this.#evaluateReady(gridMs ?? 0, message.traceId);
      return { ...report, lateSamples: isLate && !isRepeat ? samples.length : 0 };
    });
  }

  catchUp(tick: CronTick): ApplyReport {
    return this.#commit(() => this.#evaluateReady(tick.body.scheduledMs, tick.traceId));
  }

  /** A vault says that its conditions changed. What they are is pulled from the vault itself. */
  async changed(vault: VaultAddress): Promise<void> {
    this.#commit(() => this.schedules.set(`pull:${vault}`, this.nowWallMs() + 5_000));
    await this.#pull(vault);
    this.schedules.cancel(`pull:${vault}`);
  }

  /** For the vault alone, which shows it to its own people. */
  status(vault: VaultAddress): Record<string, TriggerStatus> {
    const { triggers, history } = this.#load();
    const lastMs = this.#lastMs();
    const own = [...triggers.values()].filter((trigger) => trigger.vault === vault);
    return Object.fromEntries(
      own.map((trigger) => [trigger.registered.triggerId, describeStatus(trigger, history, lastMs, catalogue)]),
    );
  }

  lastEvaluatedMs(): number | null {
    return this.#lastMs();
  }

  /** The copy in memory is changed on the way: where nothing came of it, it is read again from storage. */
  #commit<T>(work: () => T): T {
    try {
      return this.commit(work);
    } catch (cause) {
      this.#loaded = undefined;
      throw cause;
    }
  }

  async #pull(vault: VaultAddress): Promise<void> {
    const pulled = VaultConditions.parse(await this.env.VAULT.getByName(vault).conditions());
    if (pulled.vault !== vault) throw new Error(`asked ${vault} and ${pulled.vault} answered`);
    const [held] = this.sql.exec<{ revision: string }>("select revision from vaults where vault = ?", vault);
    if (held !== undefined && BigInt(held.revision) > BigInt(pulled.revision)) return;
    const { triggers } = this.#load();
    this.#commit(() => {
      this.sql.exec(
        "insert or replace into vaults (vault, hash, revision) values (?, ?, ?)",
        vault,
        pulled.hash,
        pulled.revision,
      );
      const kept = new Set(pulled.conditions.map((condition) => condition.triggerId));
      for (const [key, trigger] of triggers) {
        if (trigger.vault !== vault || kept.has(trigger.registered.triggerId)) continue;
        triggers.delete(key);
        this.sql.exec("delete from triggers where vault = ? and trigger_id = ?", vault, trigger.registered.triggerId);
      }
      for (const condition of pulled.conditions) this.#register(vault, condition);
    });
  }

  #register(vault: VaultAddress, registered: RegisteredCondition): void {
    const { triggers } = this.#load();
    const held = triggers.get(keyOf(vault, registered.triggerId));
    const isSame = held?.registered.version === registered.version && held.state.epoch >= registered.epoch;
    const state = isSame ? held.state : initialState(registered.epoch, registered.lastFiredAtMs, registered.mode);
    const trigger = compile(vault, registered, state);
    if (trigger === undefined) throw new Error(`the condition of ${registered.triggerId} in ${vault} does not compile`);
    triggers.set(keyOf(vault, registered.triggerId), trigger);
    this.#storeTrigger(trigger);
  }

  #evaluateReady(nowMs: number, traceId: TraceId): ApplyReport {
    const { triggers, history } = this.#load();
    const grid = { cadenceMs, lastMs: this.#lastMs(), readyMs: this.#readyMs() };
    const points = nextGridPoints(grid, Math.max(nowMs, grid.readyMs.at(-1) ?? 0));
    let fired = 0;
    for (const atMs of points) {
      const { changed, fires } = evaluateGridPoint(triggers.values(), history, atMs, { cadenceMs, catalogue });
      for (const trigger of changed) {
        triggers.set(keyOf(trigger.vault, trigger.registered.triggerId), trigger);
        this.#storeTrigger(trigger);
      }
      fired += fires.length;
      packFires(fires).forEach((entries, index) => {
        const pending: PendingFires = {
          id: `fires:${this.ctx.id.name ?? this.ctx.id.toString()}:${atMs}:${index}` as PendingFires["id"],
          schema: "fires",
          version: 1,
          eventTimeMs: atMs,
          traceId: this.#traceOf(atMs) ?? traceId,
          body: { shard: this.ctx.id.name ?? "", gridMs: atMs, entries },
        };
        this.outbox.add("fires", pending);
      });
      this.state.set("lastEvaluatedMs", atMs);
    }
    const lastMs = points.at(-1);
    if (lastMs !== undefined) this.#forget(lastMs - historyMs);
    return { evaluatedMs: points, fires: fired, lateSamples: 0, lastEvaluatedMs: this.#lastMs() };
  }

  async #send(_target: string, entries: readonly OutboxEntry[]): Promise<void> {
    const key = await importSigningKey(this.env.FIRES_SIGNING_KEY);
    for (const { message } of entries)
      await this.env.QUEUE_FIRES.send(await completeFires(message as PendingFires, key));
  }

  #load(): Loaded {
    if (this.#loaded !== undefined) return this.#loaded;
    const history = new SignalHistory();
    for (const row of this.sql.exec<SampleRow>("select * from samples order by key, known_at_ms")) {
      history.add(fromRow(row));
    }
    const triggers = new Map<string, ArmedTrigger>();
    for (const row of this.sql.exec<{ vault: string; registered: string; state: string }>(
      "select vault, registered, state from triggers order by vault, trigger_id",
    )) {
      const vault = row.vault as VaultAddress;
      const registered = JSON.parse(row.registered) as RegisteredCondition;
      const trigger = compile(vault, registered, JSON.parse(row.state) as TriggerState);
      if (trigger === undefined) throw new Error(`the stored condition of ${registered.triggerId} does not compile`);
      triggers.set(keyOf(vault, registered.triggerId), trigger);
    }
    this.#loaded = { triggers, history };
    return this.#loaded;
  }

  #addSample(sample: KnownSample): void {
    if (!this.#load().history.add(sample)) return;
    this.sql.exec(
      `insert or ignore into samples (key, known_at_ms, value, low, high, sample_at_ms, valid_until_ms)
       values (?, ?, ?, ?, ?, ?, ?)`,
      sample.key,
      sample.knownAtMs,
      sample.value,
      sample.low,
      sample.high,
      sample.sampleAtMs,
      sample.validUntilMs,
    );
  }

  #storeTrigger({ vault, registered, state }: ArmedTrigger): void {
    this.sql.exec(
      "insert or replace into triggers (vault, trigger_id, registered, state) values (?, ?, ?, ?)",
      vault,
      registered.triggerId,
      JSON.stringify(registered),
      JSON.stringify(state),
    );
  }

  #hasPart(gridMs: number, part: number): boolean {
    return [...this.sql.exec("select 1 from parts where grid_ms = ? and part = ?", gridMs, part)].length > 0;
  }

  #readyMs(): number[] {
    const rows = this.sql.exec<{ grid_ms: number }>(
      "select grid_ms from parts where grid_ms > ? group by grid_ms having count(*) = max(parts) order by grid_ms",
      this.#lastMs() ?? -1,
    );
    return [...rows].map((row) => row.grid_ms);
  }

  #traceOf(gridMs: number): TraceId | undefined {
    const [row] = this.sql.exec<{ trace_id: string }>("select trace_id from parts where grid_ms = ? limit 1", gridMs);
    return row?.trace_id as TraceId | undefined;
  }

  #lastMs(): number | null {
    return this.state.get<number>("lastEvaluatedMs") ?? null;
  }

  #forget(beforeMs: number): void {
    this.#load().history.dropBefore(beforeMs);
    this.sql.exec("delete from samples where known_at_ms < ?", beforeMs);
    this.sql.exec("delete from parts where grid_ms < ?", beforeMs);
  }
}

type SampleRow = {
  key: string;
  known_at_ms: number;
  value: number;
  low: number;
  high: number;
  sample_at_ms: number;
  valid_until_ms: number;
};

const fromRow = (row: SampleRow): KnownSample => ({
  key: row.key,
  knownAtMs: row.known_at_ms,
  value: row.value,
  low: row.low,
  high: row.high,
  sampleAtMs: row.sample_at_ms,
  validUntilMs: row.valid_until_ms,
});

const keyOf = (vault: VaultAddress, triggerId: string): string => `${vault}/${triggerId}`;

function compile(vault: VaultAddress, registered: RegisteredCondition, state: TriggerState): ArmedTrigger | undefined {
  const compiled = compileCondition(registered.when, {
    cadenceMs,
    isKnownSignal: (key) => catalogue(key) !== undefined,
  });
  return compiled.ok ? { vault, registered, condition: compiled.value, state } : undefined;
}
