import type { Address } from "viem";
import { Actor } from "../actors/core/actor.ts";
import type { OutboxEntry } from "../actors/core/outbox.ts";
import { createSignalCatalogue } from "../conditions/signal-catalogue.ts";
import { type Fire, Fires } from "../contracts/fires.ts";
import { type CastId, deriveCastId, deriveFireId, type TraceId, VaultAddress } from "../contracts/ids.ts";
import type { JournalRecords } from "../contracts/journal-records.ts";
import { pipelines } from "../contracts/pipelines.gen.ts";
import { findShard, registryRoot } from "../contracts/registry.ts";
import { err, ok, type Result } from "../contracts/result.ts";
import { parseDurationMs } from "../contracts/time.ts";
import type { VaultConditions } from "../contracts/trigger.ts";
import type { TriggerStatus, VaultView } from "../contracts/vault-view.ts";
import { createChain } from "./adapters/chain.ts";
import { readVaultSettings, type VaultEnv } from "./bindings.ts";
import { acceptFire } from "./core/accept-fire.ts";
import { Act, type ActFault, actValidMs, readActSigner } from "./core/act.ts";
import type { CastRecord } from "./core/cast-record.ts";
import { compareHolding, type SeenHolding } from "./core/compare-holding.ts";
import { createCast } from "./core/create-cast.ts";
import { describeConditions } from "./core/describe-conditions.ts";
import { toJournal } from "./core/journal-cast.ts";
import { deriveLaneKey } from "./core/lane-key.ts";
import { type CastEvent, decide, nextAction } from "./core/lifecycle.ts";
import { openSessionKey } from "./core/session-seal.ts";
import { importFiresKey, isSignedByStage } from "./core/verify-fires-signature.ts";
import { describeVault } from "./describe-vault.ts";
import { observeCast } from "./observe-cast.ts";
import { type ActAnswer, performAct } from "./perform-act.ts";
import { type PrepareDeps, prepareCast } from "./prepare-cast.ts";
import { AccessRecords, hashToken } from "./records/access-records.ts";
import { AuditRecords } from "./records/audit-records.ts";
import { CastRecords } from "./records/cast-records.ts";
import { SessionRecords } from "./records/session-records.ts";
import { TriggerRecords } from "./records/trigger-records.ts";
import type { AcceptReport } from "./stage.ts";
import { vaultMigrations } from "./vault-migrations.ts";

const cadenceMs = parseDurationMs(pipelines.pipeline.cadence) ?? 120_000;
const catalogue = createSignalCatalogue(pipelines);
/** So often a vault holds the registry's picture of it against its own. */
const comparePollMs = 300_000;
/** A cast that cannot go on at present is looked at again after this long. */
const idlePollMs = 5_000;

/**
 * One vault: its triggers, its session key, its casts. It believes nobody: acts carry an owner's signature, fires are
 * recomputed, and what became of a cast is asked of the chain. State and what follows from it are one transaction; a cast's
 * signed bytes are stored before they leave.
 */
export class VaultActor extends Actor<VaultEnv> {
  readonly #settings = readVaultSettings(this.env);
  readonly #chain = createChain(this.#settings.chain);
  readonly #triggers = new TriggerRecords(this.sql);
  readonly #sessions = new SessionRecords(this.sql);
  readonly #casts = new CastRecords(this.sql);
  readonly #access = new AccessRecords(this.sql, this.state);
  readonly #audit = new AuditRecords(this.sql);
  #advancing: Promise<void> | undefined;

  constructor(ctx: DurableObjectState, env: VaultEnv) {
    super(ctx, env, {
      migrations: vaultMigrations,
      send: (target, entries) => this.#send(target, entries),
      schedules: { casts: () => this.#advance(), compare: () => this.#compare() },
    });
  }

  /** A nonce for the next act; valid once and for five minutes. */
  async nonce(): Promise<{ nonce: string; expiresAtMs: number }> {
    const expiresAtMs = this.nowWallMs() + actValidMs;
    return { nonce: await this.#access.issueNonce(expiresAtMs), expiresAtMs };
  }

  /** Performs what an owner signed, and notes it. What a stranger sends is refused and fills no log here. */
  async act(input: unknown): Promise<Result<ActAnswer, ActFault>> {
    const parsed = Act.safeParse(input);
    if (!parsed.success) return err({ code: "bad-act", message: parsed.error.issues[0]?.message ?? "malformed" });
    const act = parsed.data;
    const vault = this.#safe();
    const { settings, nowWallMs } = { settings: this.#settings.chain, nowWallMs: this.nowWallMs() };
    const signer = await readActSigner({ chainId: settings.chainId, vault, act, nowWallMs });
    if (!signer.ok) return signer;
    const [owners, threshold] = await Promise.all([this.#chain.safeOwners(vault), this.#chain.safeThreshold(vault)]);
    if (!owners.ok) return err({ code: "chain-unreachable", message: owners.error.message });
    if (!threshold.ok) return err({ code: "chain-unreachable", message: threshold.error.message });
    if (!owners.value.includes(signer.value)) {
      return err({ code: "not-an-owner", message: `${signer.value} is not an owner of this Safe` });
    }
    // One signature must not do what the Safe itself asks several for.
    if (threshold.value !== 1n) {
      return err({ code: "refused", message: `this Safe needs ${threshold.value} signatures; acts carry one` });
    }
    if (!(await this.#access.consumeNonce(act.nonce, this.nowWallMs()))) {
      return err({ code: "unknown-nonce", message: "ask this vault for a nonce; each is good for one act" });
    }
    const result = await performAct(act.action, act.body, {
      vault,
      settings,
      chain: this.#chain,
      kek: this.#settings.kek,
      relayerKey: this.#settings.relayerKey,
      cadenceMs,
      catalogue,
      nowWallMs: () => this.nowWallMs(),
      roles: () => this.state.get<Address>("roles"),
      setRoles: (roles) => {
        this.state.set("roles", roles);
        this.outbox.add(`directory:${signer.value.toLowerCase()}`, this.#vault());
      },
      triggers: this.#triggers,
      sessions: this.#sessions,
      access: this.#access,
      commit: (detail, work, effects) =>
        this.commit(() => {
          work();
          this.#audit.add({ atWallMs: this.nowWallMs(), act: act.action, actor: signer.value, detail });
          if (effects?.conditionsChanged === true) {
            this.state.set("revision", (this.state.get<number>("revision") ?? 0) + 1);
            this.outbox.add("registry", null);
            this.schedules.set("compare", this.nowWallMs() + comparePollMs);
          }
          this.outbox.add("live", null);
        }),
    });
    if (!result.ok) this.#note(act.action, signer.value, `refused: ${result.error.code}: ${result.error.message}`);
    return result;
  }

  /** For the registry: the enabled conditions and where each stands. No keys, no sizes, no actions. */
  async conditions(): Promise<VaultConditions> {
    // From the first pull on, whatever version of this object took the triggers in.
    if (!this.schedules.list().some(({ name }) => name === "compare")) {
      this.schedules.set("compare", this.nowWallMs() + comparePollMs);
    }
    return describeConditions(this.#vault(), this.#triggers.list(), this.state.get<number>("revision") ?? 0, cadenceMs);
  }

  /** Takes the fires in that name this vault, each at most once. Refusals are noted and final. */
  async acceptFires(input: Fires): Promise<AcceptReport> {
    // A caller with the binding can hand over anything: NaN and texts pass comparisons that numbers do not.
    const parsed = Fires.safeParse(input);
    if (!parsed.success) return err({ code: "bad-message", message: parsed.error.issues[0]?.message ?? "malformed" });
    const message = parsed.data;
    const key = await importFiresKey(this.env.FIRES_PUBLIC_KEY);
    if (!(await isSignedByStage(message, key))) {
      return err({ code: "bad-signature", message: "the message is not signed by the evaluate stage" });
    }
    const own = message.body.entries.filter(({ vault }) => vault === this.#vault()).flatMap(({ fires }) => fires);
    if (own.length === 0) return ok({ accepted: 0, refused: 0 });
    const block = await this.#chain.block("latest");
    // The wall clock is the bound where the chain does not answer: no event is of a time that has not come.
    const nowMs = block.ok ? Number(block.value.timestamp) * 1_000 : this.nowWallMs();
    let accepted = 0;
    for (const fire of own) if (await this.#acceptOne(fire, message.traceId, nowMs)) accepted += 1;
    if (accepted > 0) this.ctx.waitUntil(this.#advance().catch(() => undefined));
    return ok({ accepted, refused: own.length - accepted });
  }

  /** Holds the registry's picture of this vault against its own, and has it pulled again where they differ. */
  async #compare(): Promise<void> {
    const own = await this.conditions();
    const count = own.conditions.length;
    const holding = await (await this.#registry()).holding(this.#vault());
    const before = this.state.get<SeenHolding>("registrySeen") ?? null;
    const { needsPull, alert, seen } = compareHolding({ hash: own.hash, count }, holding, before);
    this.commit(() => {
      this.state.set("registrySeen", seen);
      if (needsPull) this.outbox.add("registry", null);
      if (alert !== null) {
        this.#note("compare", "registry", alert);
        this.outbox.add("live", null);
      }
      if (count > 0) this.schedules.set("compare", this.nowWallMs() + comparePollMs);
    });
  }

  async checkView(token: string): Promise<boolean> {
    return this.#access.mayView(await hashToken(token), this.nowWallMs());
  }

  async view(token: string): Promise<Result<VaultView, { code: string; message: string }>> {
    if (!(await this.checkView(token))) {
      return err({ code: "not-allowed", message: "the view token is unknown or has expired" });
    }
    return ok(await this.#describe());
  }

  async #acceptOne(fire: Fire, traceId: TraceId, nowMs: number): Promise<boolean> {
    const vault = this.#vault();
    const expectedId = await deriveFireId(fire.triggerId, fire.version, fire.epoch);
    const castId = await deriveCastId(vault, expectedId);
    // From here to the commit nothing is awaited: two deliveries cannot both pass the check.
    const trigger = this.#triggers.find(fire.triggerId);
    const verdict = acceptFire(trigger, fire, { cadenceMs, catalogue, expectedId, nowMs });
    if (!verdict.ok || trigger === undefined) {
      const { code, message } = verdict.ok ? { code: "unknown-trigger", message: "" } : verdict.error;
      if (code !== "repeated") this.#note("fire", fire.triggerId, `refused: ${code}: ${message}`);
      return false;
    }
    const nowWallMs = this.nowWallMs();
    const { action } = trigger.trigger;
    this.commit(() => {
      this.#triggers.addFire(fire, nowWallMs);
      this.#audit.add({
        atWallMs: nowWallMs,
        act: "fire",
        actor: fire.triggerId,
        detail: `accepted, epoch ${fire.epoch}`,
      });
      this.outbox.add("live", null);
      if (action.type !== "cast") return;
      this.#put(createCast({ id: castId, vault, fire, traceId, action, nowWallMs }));
      this.schedules.set("casts", nowWallMs);
    });
    return true;
  }

  /** Takes every open cast one step further, oldest first. One run at a time; a later call joins the one that runs. */
  #advance(): Promise<void> {
    this.#advancing ??= this.#advanceAll().finally(() => {
      this.#advancing = undefined;
    });
    return this.#advancing;
  }

  async #advanceAll(): Promise<void> {
    let isUnconfirmed = false;
    for (const { cast } of this.#casts.open()) {
      const record = this.#casts.find(cast.id);
      if (record === undefined) continue;
      // The next cast is signed once the one before is in a block: it reads balances that are true.
      if (isUnconfirmed && record.attempt === null) {
        this.#apply(record, held("waits-in-line", "the cast before it is in no block yet"));
        continue;
      }
      const after = await this.#advanceOne(record).catch((cause: unknown) => this.#noteFailure(cast.id, cause));
      isUnconfirmed ||= after.attempt !== null && after.cast.blockNumber === null;
    }
    const open = this.#casts.open();
    if (open.length === 0) return;
    const isMoving = open.some(({ cast }) => !["STUCK", "CREATED"].includes(cast.state));
    this.schedules.set("casts", this.nowWallMs() + (isMoving ? this.#settings.pollMs : idlePollMs));
  }

  async #advanceOne(start: CastRecord): Promise<CastRecord> {
    let record = start;
    if (nextAction(record) === "prepare") record = await this.#prepareAndApply(record);
    if (nextAction(record) === "send") return this.#sendBytes(record);
    if (nextAction(record) !== "observe") return record;
    const event = await observeCast(record, { chain: this.#chain, settings: this.#settings.chain, safe: this.#safe() });
    if (event === null) return record;
    record = this.#apply(record, event);
    // Gone from the pool, or never in it: the same bytes again.
    return event.type === "not-included" && !event.isInPool ? this.#sendBytes(record) : record;
  }

  async #sendBytes(record: CastRecord): Promise<CastRecord> {
    if (record.attempt === null) throw new Error("nothing was signed");
    // The stored row is the only source of bytes; the platform confirms the write before a request leaves.
    const outcome = await this.#chain.sendRaw(record.attempt.signedTx);
    return this.#apply(record, { type: "sent", outcome });
  }

  async #prepareAndApply(record: CastRecord): Promise<CastRecord> {
    for (;;) {
      const session = await this.#openSession();
      const event = await this.#prepare(record, session);
      // DISARM may have come while the chain was asked: what a destroyed key has signed is thrown away.
      if (this.#sessions.armed()?.id === session?.record.id) return this.#apply(record, event);
    }
  }

  async #prepare(record: CastRecord, session: PrepareDeps["session"]): Promise<CastEvent> {
    const roles = this.state.get<Address>("roles");
    const fire = this.#triggers.findFire(record.cast);
    if (roles === undefined || fire === undefined) throw new Error("a cast has an open vault and a fire");
    const inputs = fire.explain.flatMap(({ inputs }) => inputs);
    return prepareCast(record, {
      chain: this.#chain,
      settings: this.#settings.chain,
      safe: this.#safe(),
      roles,
      session,
      laneKey: deriveLaneKey(this.#settings.relayerKey, this.#safe()),
      lastNonce: this.#casts.lastNonce(),
      signalPrices: new Map(inputs.map(({ key, value }) => [key, value])),
    });
  }

  async #openSession() {
    const record = this.#sessions.armed();
    const sealed = record === undefined ? undefined : this.#sessions.sealedKey(record.id);
    if (record === undefined || sealed === undefined) return undefined;
    const key = await openSessionKey({
      vaultId: this.#safe(),
      recordId: record.id,
      sealed,
      keks: [this.#settings.kek],
    });
    if (!key.ok) throw new Error(`the session key of ${record.id} does not open: ${key.error.code}`);
    return { record, key: key.value };
  }

  /** A broken cast says so, is tried again, and holds up no other. */
  #noteFailure(id: CastId, cause: unknown): CastRecord {
    console.error(JSON.stringify({ level: "error", cast: id, cause: String(cause) }));
    // As it is stored: it may have been signed before it failed.
    const record = this.#casts.find(id);
    if (record === undefined) throw new Error("casts are never removed");
    return this.#apply(record, held("failed", String(cause)));
  }

  /** One step of a cast: state, signed bytes, telemetry in one transaction. */
  #apply(record: CastRecord, event: CastEvent): CastRecord {
    const next = decide(record, event, this.nowWallMs());
    if (next !== record) this.commit(() => this.#put(next, record));
    return next;
  }

  #put(record: CastRecord, before?: CastRecord): void {
    this.#casts.put(record);
    const { id, traceId, state, txHash, reason, steps } = record.cast;
    const hasMoved = before?.cast.steps.length !== steps.length;
    if (!hasMoved && before?.cast.reason?.code === reason?.code) return;
    console.log(JSON.stringify({ level: "info", cast: id, traceId, state, txHash, reason }));
    if (hasMoved) this.outbox.add("journal", toJournal(record.cast));
    this.outbox.add("live", null);
  }

  async #describe(): Promise<VaultView> {
    return describeVault({
      vault: this.#vault(),
      settings: this.#settings.chain,
      chain: this.#chain,
      roles: this.state.get<Address>("roles"),
      triggers: this.#triggers,
      casts: this.#casts,
      sessions: this.#sessions,
      audit: this.#audit,
      nowWallMs: this.nowWallMs(),
      statuses: await this.#registry()
        .then((registry) => registry.status(this.#vault()))
        .catch((): Record<string, TriggerStatus> => ({})),
    });
  }

  async #send(target: string, entries: readonly OutboxEntry[]): Promise<void> {
    const [kind, argument = ""] = target.split(":");
    if (kind === "journal") {
      const messages = entries.map(({ message }) => ({
        body: message as JournalRecords,
        contentType: "json" as const,
      }));
      return void (await this.env.QUEUE_JOURNAL.sendBatch(messages));
    }
    if (kind === "registry") return (await this.#registry()).changed(this.#vault());
    if (kind === "directory") return this.env.OWNER_DIRECTORY.getByName(argument).add(this.#vault());
    // Several changes at once are one picture, and a page that missed one asks again: never held up by it.
    const topic = `vault:${this.#vault()}`;
    await this.env.LIVE_FEED.getByName("main")
      .publish(topic, "vault", await this.#describe())
      .catch((cause: unknown) => console.error(JSON.stringify({ level: "error", live: topic, cause: String(cause) })));
  }

  /** The shard that holds this vault: it may have split since it was last asked. */
  async #registry() {
    const map = await this.env.REGISTRY.getByName(registryRoot).shards();
    return this.env.REGISTRY.getByName(findShard(map, this.#vault()).name);
  }

  #note(act: string, actor: string, detail: string): void {
    this.#audit.add({ atWallMs: this.nowWallMs(), act, actor, detail });
  }

  /** A vault's object is named by its Safe's address: whoever reaches it by another name reaches nothing. */
  #vault(): VaultAddress {
    const address = VaultAddress.safeParse(this.ctx.id.name);
    if (!address.success) throw new Error(`no vault has the name ${this.ctx.id.name}`);
    return address.data;
  }

  #safe(): Address {
    return this.#vault() as Address;
  }
}

const held = (code: string, message: string): CastEvent => ({ type: "held", reason: { code, message } });
