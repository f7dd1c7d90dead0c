import type { Address } from "viem";
import { Actor } from "../actors/core/actor.ts";
import type { OutboxEntry } from "../actors/core/outbox.ts";
import type { Fires } from "../contracts/fires.ts";
import { VaultAddress } from "../contracts/ids.ts";
import type { JournalRecords } from "../contracts/journal-records.ts";
import { findShard, registryRoot } from "../contracts/registry.ts";
import { err, ok, type Result } from "../contracts/result.ts";
import type { IssuedNonce, SignInAnswer } from "../contracts/signed-request.ts";
import type { CastPreview, SpellRequest } from "../contracts/spell.ts";
import type { VaultConditions } from "../contracts/trigger.ts";
import type { TriggerStatus, VaultHistory, VaultHistoryRequest, VaultView } from "../contracts/vault-view.ts";
import type { Fortress } from "./access/fortress.ts";
import type { ActAnswer } from "./acts/act-deps.ts";
import { createChain } from "./adapters/chain.ts";
import { readVaultSettings, type VaultEnv } from "./bindings.ts";
import { CastDesk } from "./casts/cast-desk.ts";
import type { CastRunner } from "./casts/cast-runner.ts";
import { planOwnerClose } from "./casts/plan-owner-close.ts";
import type { ActFault } from "./core/act.ts";
import { compareHolding, type SeenHolding } from "./core/compare-holding.ts";
import { describeConditions } from "./core/describe-conditions.ts";
import { type SafeTxJson, toSafeTxJson } from "./core/safe-tx-json.ts";
import type { AcceptReport } from "./stage.ts";
import { createFortress } from "./vault/create-fortress.ts";
import { createRunner } from "./vault/create-runner.ts";
import { describeNow } from "./vault/describe-now.ts";
import { monitorNow, previewNow } from "./vault/monitor-now.ts";
import { readHistory } from "./vault/read-history.ts";
import { readPositions } from "./vault/read-positions.ts";
import { cadenceMs, takeFires } from "./vault/take-fires.ts";
import type { VaultCore } from "./vault/vault-core.ts";
import { vaultMigrations } from "./vault/vault-migrations.ts";
import { openVaultRecords } from "./vault/vault-records.ts";
import { enlist } from "./vault/watch-list.ts";

/** So often a vault holds the registry's picture of it against its own. */
const comparePollMs = 300_000;
/** So often a vault looks at its own state while anything is open or a rule is set. */
const monitorPollMs = 45_000;

/**
 * One vault: its triggers, its session keys, its casts, its positions. It believes nobody: acts carry an owner's signature,
 * fires are recomputed, and what became of a cast is asked of the chain. State and what follows from it are one transaction;
 * a cast's signed bytes are stored before they leave. This class is the shell: what it calls is in the files that it names.
 */
export class VaultActor extends Actor<VaultEnv> {
  readonly #core: VaultCore = this.#createCore();
  #madeRunner: CastRunner | undefined;
  readonly #fortress: Fortress = createFortress(this.#core, () => this.#runner, {
    onConditions: () => this.schedules.set("compare", this.nowWallMs() + comparePollMs),
    watch: () => this.schedules.set("monitor", this.nowWallMs()),
  });

  constructor(ctx: DurableObjectState, env: VaultEnv) {
    super(ctx, env, {
      migrations: vaultMigrations,
      send: (target, entries) => this.#send(target, entries),
      schedules: {
        casts: () => this.#runner.advance(),
        compare: () => this.#compare(),
        monitor: () => this.#monitor(),
      },
    });
  }

  /** A nonce for the next signature of an owner; good once and for five minutes. `from`: the edge's word for who asks. */
  async nonce(from?: string): Promise<Result<IssuedNonce, ActFault>> {
    return this.#fortress.issueNonce(from);
  }

  /** Performs what owners signed afresh, and notes it. What strangers send is refused and counted. */
  async act(input: unknown, from?: string): Promise<Result<ActAnswer, ActFault>> {
    return this.#fortress.act(input, from);
  }

  /** Takes an owner's EIP-4361 message for the key that it names. */
  async signIn(input: unknown, from?: string): Promise<Result<SignInAnswer, ActFault>> {
    return this.#fortress.signIn(input, from);
  }

  /** Performs what the key of a sign-in or of an agent's grant signed. */
  async write(input: unknown): Promise<Result<ActAnswer, ActFault>> {
    return this.#fortress.write(input);
  }

  /** The vault for whoever proves by a signed request that they may read it. */
  async viewSigned(input: unknown): Promise<Result<VaultView, ActFault>> {
    const reader = await this.#fortress.read(input, "view");
    return reader.ok ? ok(await this.#describe()) : reader;
  }

  /** A page of what happened here, for whoever proves by a signed request that they may read it. */
  async historySigned(input: unknown, request: VaultHistoryRequest): Promise<Result<VaultHistory, ActFault>> {
    const reader = await this.#fortress.read(input, "view");
    return reader.ok ? ok(readHistory(this.#core, request)) : reader;
  }

  /** The vaults of the owner who signed this request. */
  async listVaults(input: unknown): Promise<Result<{ owner: string; vaults: VaultAddress[] }, ActFault>> {
    const reader = await this.#fortress.read(input, "list-vaults");
    if (!reader.ok) return reader;
    if (reader.value.kind === "agent") throw new Error("the vaults of an owner are no agent's to list");
    const owner = reader.value.owner.toLowerCase();
    return ok({ owner, vaults: await this.env.OWNER_DIRECTORY.getByName(owner).vaults() });
  }

  /** What a cast would do now, for whoever may read this vault. Nothing is signed or sent. */
  async preview(token: string, request: SpellRequest): Promise<Result<CastPreview, { code: string; message: string }>> {
    if (!(await this.checkView(token))) return notAllowed;
    const preview = await previewNow(request, this.#core);
    return preview === null
      ? err({ code: "unknown-spell", message: `there is no spell ${request.spell}` })
      : ok(preview);
  }

  /** What the owners sign to close with their own wallet, for whoever may read this vault. No key of it has a part in that. */
  async closeCalls(token: string): Promise<Result<OwnerCloseView, { code: string; message: string }>> {
    if (!(await this.checkView(token))) return notAllowed;
    const { viewChain: chain, settings } = this.#core;
    const active = readPositions(this.#core).positions.filter(({ state }) => state === "active");
    const orders = active.flatMap(({ order }) => (order === null ? [] : [order.id]));
    const close = await planOwnerClose({ chain, settings: settings.chain, safe: this.#core.safe(), orders });
    if (!close.ok) return close;
    const { safeTx, calls, blockers } = close.value;
    return ok({ safeTx: safeTx === null ? null : toSafeTxJson(safeTx), calls: [...calls], blockers: [...blockers] });
  }

  /** For the registry: the enabled conditions and where each stands. No keys, no sizes, no actions. */
  async conditions(): Promise<VaultConditions> {
    // From the first pull on, whatever version of this object took the triggers in.
    if (!this.schedules.list().some(({ name }) => name === "compare")) {
      this.schedules.set("compare", this.nowWallMs() + comparePollMs);
    }
    const revision = this.state.get<number>("revision") ?? 0;
    return describeConditions(this.#vault(), this.#core.records.triggers.list(), revision, cadenceMs);
  }

  /** Takes the fires in that name this vault, each at most once. Refusals are noted and final. */
  async acceptFires(input: Fires): Promise<AcceptReport> {
    const report = await takeFires(input, this.#core);
    if (report.ok && report.value.accepted > 0) {
      this.ctx.waitUntil(this.#runner.advance().catch(() => undefined));
    }
    return report;
  }

  /** For the list of open work: goes on with what is open, whatever became of its alarm. Harmless whoever calls. */
  async wake(): Promise<void> {
    this.schedules.rearm();
    const watches = this.schedules.list().some(({ name }) => name === "monitor");
    if (!watches && this.#core.records.rules.list().length > 0) this.schedules.set("monitor", this.nowWallMs());
    await this.#runner.advance();
  }

  async checkView(token: string): Promise<boolean> {
    return (await this.viewOf(token)) !== null;
  }

  /** The id of the view that a token reads by; null where it reads nothing. */
  async viewOf(token: string): Promise<string | null> {
    return this.#fortress.viewOf(token);
  }

  async view(token: string): Promise<Result<VaultView, { code: string; message: string }>> {
    return (await this.checkView(token)) ? ok(await this.#describe()) : notAllowed;
  }

  /** A page of what happened here. */
  async history(
    token: string,
    request: VaultHistoryRequest,
  ): Promise<Result<VaultHistory, { code: string; message: string }>> {
    return (await this.checkView(token)) ? ok(readHistory(this.#core, request)) : notAllowed;
  }

  /** Holds the registry's picture of this vault against its own, and has it pulled again where they differ. */
  async #compare(): Promise<void> {
    const own = await this.conditions();
    const count = own.conditions.length;
    const holding = await (await this.#registry()).holding(this.#vault());
    const before = this.state.get<SeenHolding>("registrySeen") ?? null;
    const { needsPull, alert, seen } = compareHolding({ hash: own.hash, count }, holding, before);
    const { audit, alerts } = this.#core.records;
    this.commit(() => {
      this.state.set("registrySeen", seen);
      if (needsPull) this.outbox.add("registry", null);
      if (alert !== null) {
        const sinceWallMs = this.nowWallMs();
        audit.add({ atWallMs: sinceWallMs, act: "compare", actor: "registry", detail: alert });
        alerts.raise({ id: "registry", severity: "warning", message: alert, sinceWallMs });
        this.outbox.add("live", null);
      } else alerts.clear("registry");
      if (count > 0) this.schedules.set("compare", this.nowWallMs() + comparePollMs);
    });
  }

  /** One look at its own state; the next one within the minute while there is anything to look at. */
  async #monitor(): Promise<void> {
    await enlist(true, this.#core);
    const hasMore = await monitorNow(this.#core, this.#runner);
    if (hasMore) this.schedules.set("monitor", this.nowWallMs() + monitorPollMs);
    else this.schedules.cancel("monitor");
    await enlist(this.#core.records.casts.hasOpen(), this.#core);
  }

  get #runner(): CastRunner {
    this.#madeRunner ??= createRunner(this.#core);
    return this.#madeRunner;
  }

  #createCore(): VaultCore {
    const settings = readVaultSettings(this.env);
    const records = openVaultRecords(this.sql, this.state);
    const { requestsPerSecond: perSecond } = settings.chain;
    const connect = () => createChain({ ...settings.chain, policy: { budget: { perSecond, burst: 10 * perSecond } } });
    const { state, outbox, schedules, nowWallMs } = this;
    const desk = new CastDesk({
      ...records,
      state,
      outbox,
      schedules,
      nowWallMs,
      onEnded: () => this.schedules.set("monitor", this.nowWallMs()),
    });
    return {
      env: this.env,
      settings,
      chain: connect(),
      viewChain: connect(),
      records,
      desk,
      state,
      outbox,
      schedules,
      nowWallMs,
      commit: (work) => this.commit(work),
      vault: () => this.#vault(),
      safe: () => this.#vault() as Address,
      roles: () => state.get<Address>("roles"),
    };
  }

  async #describe(): Promise<VaultView> {
    this.#fortress.flush();
    const statuses = await this.#registry()
      .then((registry) => registry.status(this.#vault()))
      .catch((): Record<string, TriggerStatus> => ({}));
    const view = await describeNow(this.#core, statuses);
    this.#fortress.noteOwners(view.owners as Address[]);
    return view;
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
    if (kind === "directory") {
      const directory = this.env.OWNER_DIRECTORY.getByName(argument);
      return entries.at(-1)?.message === "remove" ? directory.remove(this.#vault()) : directory.add(this.#vault());
    }
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

  /** A vault's object is named by its Safe's address: whoever reaches it by another name reaches nothing. */
  #vault(): VaultAddress {
    const address = VaultAddress.safeParse(this.ctx.id.name);
    if (!address.success) throw new Error(`no vault has the name ${this.ctx.id.name}`);
    return address.data;
  }
}

const notAllowed = err({ code: "not-allowed", message: "the view token is unknown or has ended" });

type OwnerCloseView = { safeTx: SafeTxJson | null; calls: string[]; blockers: string[] };
