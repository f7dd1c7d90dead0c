import { Actor } from "../actors/core/actor.ts";
import type { OutboxEntry } from "../actors/core/outbox.ts";
import { createSignalCatalogue } from "../conditions/signal-catalogue.ts";
import type { CronTick } from "../contracts/cron-tick.ts";
import type { TraceId, VaultAddress } from "../contracts/ids.ts";
import { pipelines } from "../contracts/pipelines.gen.ts";
import { ownsVault, registryRoot, type ShardEntry, type ShardMap } from "../contracts/registry.ts";
import type { SignalSamples } from "../contracts/signal-samples.ts";
import { parseDurationMs } from "../contracts/time.ts";
import { conditionWindowMsMax, triggersPerVaultMax, VaultConditions } from "../contracts/trigger.ts";
import type { TriggerStatus } from "../contracts/vault-view.ts";
import { completeFires, importSigningKey, type PendingFires } from "./adapters/sign-fires.ts";
import { nextGridPoints } from "./core/grid.ts";
import { gatherGridSamples } from "./core/grid-sample.ts";
import { packFires } from "./core/pack-fires.ts";
import { firstMap, splitShard, triggersPerShardMax } from "./core/shard-map.ts";
import { type ReconcileReport, reconcile } from "./reconcile.ts";
import { SampleRows } from "./records/sample-rows.ts";
import { readPiece, type ShardTable, type StoredRow, shardTables, writePiece } from "./records/table-copy.ts";
import { registryMigrations } from "./registry-migrations.ts";
import { type LoadReport, Shard } from "./shard.ts";
import type { ApplyReport } from "./stage.ts";

export type RegistryEnv = {
  readonly REGISTRY: DurableObjectNamespace<RegistryActor>;
  readonly QUEUE_FIRES: Queue;
  readonly FIRES_SIGNING_KEY: string;
  readonly VAULT: { getByName(name: string): { conditions(): Promise<unknown> } };
};

/** What a shard holds of one vault, for the vault to compare with its own. */
export type Holding = { readonly hash: string; readonly count: number; readonly lastEvaluatedMs: number | null };

const cadenceMs = parseDurationMs(pipelines.pipeline.cadence) ?? 120_000;
const { guard_fires, guard_window } = pipelines.pipeline;
const settings = {
  catalogue: createSignalCatalogue(pipelines),
  cadenceMs,
  guard: { fires: guard_fires, windowMs: parseDurationMs(guard_window) ?? 3_600_000 },
  windowMsMax: conditionWindowMsMax,
  snapshotRows: 60,
};
/** Sample sets stay this long after their point, so that a repeat is recognised and what came late can be compared. */
const samplesKeptMs = 3 * 86_400_000;
/** Pulls that are under way at once while a shard is rebuilt. */
const pullsAtOnce = 8;

/**
 * One shard of the Trigger Registry: an index, derived from the vaults, of the conditions that are enabled now. It
 * holds no keys, no sizes and no actions, and no user can read it. The outcome of an evaluation (the log row that its
 * state follows from, and the fires) is one transaction; the outbox sends the fires afterwards.
 */
export class RegistryActor extends Actor<RegistryEnv> {
  readonly #samples = new SampleRows(this.sql);
  #shard: Shard | undefined;

  constructor(ctx: DurableObjectState, env: RegistryEnv) {
    super(ctx, env, {
      migrations: registryMigrations,
      send: (target, entries) => this.#send(target, entries),
      schedules: {
        pull: (vault) => this.#pull(vault as VaultAddress),
        rebuild: () => this.#rebuild(),
        split: () => this.split(),
      },
    });
  }

  /** Takes a sample set in and evaluates every grid point that it completes. Idempotent on the message. */
  apply(message: SignalSamples): ApplyReport {
    const { gridMs, part, samples } = message.body;
    return this.#commit(() => {
      const lastMs = this.#load().lastMs;
      let lateSamples = 0;
      if (gridMs === null) this.#samples.addToInbox(message);
      else if (lastMs === null || gridMs > lastMs) this.#samples.addPart(gridMs, message);
      else if (!this.#samples.hasPart(gridMs, part.index) && this.#samples.addLate(gridMs, message)) {
        lateSamples = samples.length;
      }
      return { ...this.#evaluateReady(gridMs ?? 0, message.traceId), lateSamples };
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
    const statuses = this.#load().statusOf(vault);
    if (!this.#isRebuilding()) return statuses;
    return Object.fromEntries(Object.entries(statuses).map(([id, status]) => [id, { ...status, state: "rebuilding" }]));
  }

  /** For the vault, which compares it with its own and says `changed` where they differ. */
  holding(vault: VaultAddress): Holding {
    const shard = this.#load();
    const [row] = this.sql.exec<{ hash: string }>("select hash from vaults where vault = ?", vault);
    return { hash: row?.hash ?? "", count: shard.triggers.countOf(vault), lastEvaluatedMs: shard.lastMs };
  }

  /** Replays the recorded points of `(fromMs, toMs]`, late samples in their places, and tells what fires otherwise. */
  reconcile(fromMs: number, toMs: number): ReconcileReport {
    return reconcile(this.#load(), this.#samples, { fromMs, toMs, cadenceMs });
  }

  /** Of the root alone: all shards. */
  shards(): ShardMap {
    return this.state.get<ShardMap>("shards") ?? firstMap;
  }

  /** Of the root alone: notes that a shard was split. Again, it changes nothing. */
  noteSplit(name: string, prefix: string): void {
    const map = this.shards();
    const isOld = map.some((entry) => entry.name === name && entry.prefix === prefix);
    if (isOld) this.commit(() => this.state.set("shards", splitShard(map, name).map));
  }

  /**
   * Splits this shard: a new one becomes a copy of it, the root notes it, and each drops the vaults that are the other's.
   * Meanwhile nothing is evaluated here; sample sets wait. Every step may be done again after a crash.
   */
  async split(): Promise<void> {
    const root = this.env.REGISTRY.getByName(registryRoot);
    const entry = this.state.get<ShardEntry>("splitting") ?? (await this.#ownEntry());
    const { kept, created } = splitShard([entry], entry.name);
    const other = this.env.REGISTRY.getByName(created.name);
    this.#commit(() => {
      if (this.state.get("splitting") === undefined) this.#load().takeSnapshot();
      this.state.set("splitting", entry);
      this.schedules.set("split", this.nowWallMs() + 30_000);
    });
    await this.#copyTo(other, shardTables);
    await root.noteSplit(entry.name, entry.prefix);
    // What came in between the copy and the note came to this shard alone.
    await this.#copyTo(other, ["parts", "inbox"]);
    await other.finishCopy(created);
    this.#keepOnly(kept, "splitting");
    this.schedules.cancel("split");
  }

  /** Of a new shard: rows of the one that it is a copy of. Nothing is evaluated before `finishCopy`. */
  takeCopy(table: ShardTable, rows: readonly StoredRow[]): void {
    if (this.state.get("entry") !== undefined) return;
    this.ctx.storage.transactionSync(() => {
      this.state.set("copying", true);
      writePiece(this.sql, table, rows);
    });
    this.#shard = undefined;
  }

  finishCopy(entry: ShardEntry): void {
    if (this.state.get("entry") !== undefined) return;
    this.#shard = undefined;
    this.#keepOnly(entry, "copying");
  }

  lastEvaluatedMs(): number | null {
    return this.#load().lastMs;
  }

  /** The copy in memory is changed on the way: where nothing came of it, it is loaded again from storage. */
  #commit<T>(work: () => T): T {
    try {
      return this.commit(work);
    } catch (cause) {
      this.#shard = undefined;
      throw cause;
    }
  }

  async #pull(vault: VaultAddress): Promise<void> {
    const pulled = VaultConditions.parse(await this.env.VAULT.getByName(vault).conditions());
    if (pulled.vault !== vault) throw new Error(`asked ${vault} and ${pulled.vault} answered`);
    const entry = this.state.get<ShardEntry>("entry");
    if (entry !== undefined && !ownsVault(entry, vault)) throw new Error(`${vault} is not of this shard any more`);
    if (this.state.get("splitting") !== undefined) throw new Error("this shard is being split: try again");
    const [held] = this.sql.exec<{ revision: string }>("select revision from vaults where vault = ?", vault);
    if (held !== undefined && BigInt(held.revision) > BigInt(pulled.revision)) return;
    this.#commit(() => {
      this.sql.exec(
        "insert or replace into vaults (vault, hash, revision) values (?, ?, ?)",
        vault,
        pulled.hash,
        pulled.revision,
      );
      this.#takeIn(pulled);
    });
  }

  /** Puts in what is new, drops what is gone, and leaves alone what is the same: its life goes on. */
  #takeIn({ vault, conditions }: VaultConditions): void {
    const shard = this.#load();
    const own = conditions.slice(0, triggersPerVaultMax);
    if (own.length < conditions.length)
      this.#report(`${vault} has ${conditions.length} triggers; ${own.length} are held`);
    const wanted = new Set(own.map(({ triggerId }) => triggerId));
    for (const held of shard.triggers.of(vault)) if (!wanted.has(held.registered.triggerId)) shard.drop(held);
    const held = new Map(shard.triggers.of(vault).map((one) => [one.registered.triggerId, one]));
    let hasChanged = false;
    for (const condition of own) {
      const before = held.get(condition.triggerId);
      const isSame = before?.registered.version === condition.version && shard.epochOf(before.slot) >= condition.epoch;
      if (isSame) continue;
      const checked = shard.check(condition);
      // One that cannot be held keeps no other from being held; the vault sees that the counts differ.
      if (checked.ok) shard.put(vault, condition);
      else {
        if (before !== undefined) shard.drop(before);
        this.#report(`${vault}, ${condition.triggerId}: ${checked.error.message}`);
      }
      hasChanged = true;
    }
    if (hasChanged) shard.link(vault);
    if (hasChanged && shard.triggers.count() > triggersPerShardMax) this.schedules.set("split", this.nowWallMs());
  }

  #evaluateReady(nowMs: number, traceId: TraceId): ApplyReport {
    const shard = this.#load();
    if (this.#isHeld()) return { evaluatedMs: [], fires: 0, lateSamples: 0, lastEvaluatedMs: shard.lastMs };
    const readyMs = this.#samples.readyMs(shard.lastMs);
    const points = nextGridPoints({ cadenceMs, lastMs: shard.lastMs, readyMs }, Math.max(nowMs, readyMs.at(-1) ?? 0));
    let fired = 0;
    for (const atMs of points) {
      const fires = shard.evaluate(atMs, gatherGridSamples(this.#samples.take(atMs, atMs / cadenceMs)));
      fired += fires.length;
      for (const [index, entries] of packFires(fires).entries()) {
        const pending: PendingFires = {
          id: `fires:${this.#name()}:${atMs}:${index}` as PendingFires["id"],
          schema: "fires",
          version: 2,
          eventTimeMs: atMs,
          traceId: this.#samples.traceOf(atMs) ?? traceId,
          body: { shard: this.#name(), gridMs: atMs, entries },
        };
        this.outbox.add("fires", pending);
      }
    }
    const lastMs = points.at(-1);
    if (lastMs !== undefined) {
      this.#samples.forget(lastMs - samplesKeptMs);
      shard.tidy();
    }
    return { evaluatedMs: points, fires: fired, lateSamples: 0, lastEvaluatedMs: shard.lastMs };
  }

  async #send(_target: string, entries: readonly OutboxEntry[]): Promise<void> {
    const key = await importSigningKey(this.env.FIRES_SIGNING_KEY);
    for (const { message } of entries)
      await this.env.QUEUE_FIRES.send(await completeFires(message as PendingFires, key));
  }

  #load(): Shard {
    if (this.#shard !== undefined) return this.#shard;
    const shard = new Shard(this.sql, settings);
    const report = this.ctx.storage.transactionSync(() => shard.load());
    this.#shard = shard;
    const [emptied] = this.sql.exec("select 1 from vaults where hash = '' limit 1");
    if (report.damage.length > 0 || emptied !== undefined) this.#startRebuilding(report, emptied !== undefined);
    return shard;
  }

  /** Storage was damaged: nothing is evaluated until every vault has said again what its conditions are. */
  #startRebuilding({ damage, from }: LoadReport, isEmptied: boolean): void {
    for (const one of damage) this.#report(one);
    if ((from !== "definitions" && !isEmptied) || this.#isRebuilding()) return;
    this.state.set(
      "rebuilding",
      [...this.sql.exec<{ vault: string }>("select vault from vaults")].map(({ vault }) => vault),
    );
    this.schedules.set("rebuild", this.nowWallMs());
  }

  async #rebuild(): Promise<void> {
    for (;;) {
      const waiting = this.state.get<VaultAddress[]>("rebuilding") ?? [];
      const next = waiting.slice(0, pullsAtOnce);
      if (next.length === 0) break;
      await Promise.all(next.map((vault) => this.#pull(vault)));
      this.commit(() => this.state.set("rebuilding", waiting.slice(next.length)));
    }
    // Now that the vaults have said when each fired last: peaks and `for` since then, from the recorded points.
    this.#commit(() => {
      this.state.delete("rebuilding");
      this.#load().rebuild();
    });
    this.#report("rebuilt");
  }

  /** Sample sets are kept and not evaluated. */
  #isHeld(): boolean {
    return this.#isRebuilding() || this.state.get("splitting") !== undefined || this.state.get("copying") !== undefined;
  }

  async #ownEntry(): Promise<ShardEntry> {
    const held = this.state.get<ShardEntry>("entry");
    if (held !== undefined) return held;
    const map = await this.env.REGISTRY.getByName(registryRoot).shards();
    const found = map.find(({ name }) => name === this.#name());
    if (found === undefined) throw new Error(`${this.#name()} is not in the map of shards`);
    return found;
  }

  async #copyTo(other: DurableObjectStub<RegistryActor>, tables: readonly ShardTable[]): Promise<void> {
    for (const table of tables) {
      for (let offset = 0; ; ) {
        const rows = readPiece(this.sql, table, offset);
        if (rows.length === 0) break;
        await other.takeCopy(table, rows);
        offset += rows.length;
      }
    }
  }

  /** The half that is this shard's from now on, and the end of what held it. */
  #keepOnly(entry: ShardEntry, hold: "splitting" | "copying"): void {
    this.#commit(() => {
      const shard = this.#load();
      for (const held of shard.triggers.all()) if (!ownsVault(entry, held.vault)) shard.drop(held);
      for (const { vault } of [...this.sql.exec<{ vault: string }>("select vault from vaults")]) {
        if (!ownsVault(entry, vault)) this.sql.exec("delete from vaults where vault = ?", vault);
      }
      this.state.set("entry", entry);
      this.state.delete(hold);
      shard.takeSnapshot();
    });
  }

  #isRebuilding(): boolean {
    return this.state.get("rebuilding") !== undefined;
  }

  #report(message: string): void {
    console.error(JSON.stringify({ level: "error", shard: this.#name(), message }));
  }

  #name(): string {
    return this.ctx.id.name ?? this.ctx.id.toString();
  }
}
