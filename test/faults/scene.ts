import { type Hex, parseGwei } from "viem";
import type { CastState } from "../../contracts/cast.ts";
import type { Trigger } from "../../contracts/trigger.ts";
import type { CastRecord } from "../../execute/core/cast-record.ts";
import { isTerminal } from "../../execute/core/lifecycle/decide.ts";
import type { FaultKind, FaultRule } from "../../local/chain/fault-proxy-faults.ts";
import { waitUntil } from "../../local/wait-until.ts";
import { type KillMoment, KillSwitch } from "./kill-switch.ts";
import { makeFire, type TestedFire } from "./make-fire.ts";
import { openVault, soldPerMille, type TestedVault, vaultWeth } from "./open-vault.ts";
import { leftAfter, readTruth } from "./read-truth.ts";
import { SentBytes } from "./sent-bytes.ts";
import type { FaultsChain } from "./start-faults-chain.ts";
import type { Harness } from "./start-harness.ts";

const patienceMs = 30_000;
/** While a vault takes its time between two looks, blocks come all the same. */
const blockMsMax = 400;

/** Throws where something is not as it must be; the message says what. */
export function must(isSo: boolean, what: string): asserts isSo {
  if (!isSo) throw new Error(what);
}

export type SceneOptions = { readonly triggers?: readonly Trigger[]; readonly sessionMs?: number };

/** One hard case on a vault of its own: what is done to it, and what chain and vault then have to say. */
export class Scene {
  readonly harness: Harness;
  readonly chain: FaultsChain;
  readonly vault: TestedVault;
  readonly sent = new SentBytes();
  readonly killSwitch: KillSwitch;
  /** Requests of the vaults, by method. */
  readonly asked = new Map<string, number>();
  readonly #fires: TestedFire[] = [];

  private constructor(harness: Harness, vault: TestedVault) {
    this.harness = harness;
    this.chain = harness.chain;
    this.vault = vault;
    this.killSwitch = new KillSwitch(() => harness.workerd.kill());
    this.chain.watch = (moment) => {
      const { method, params } = moment;
      if (moment.when === "arrived") {
        this.asked.set(method, (this.asked.get(method) ?? 0) + 1);
        if (method === "eth_sendRawTransaction") this.sent.note(params[0] as Hex);
      }
      return this.killSwitch.notice(moment);
    };
  }

  static async open(harness: Harness, options: SceneOptions = {}): Promise<Scene> {
    return new Scene(harness, await openVault(harness, options));
  }

  /** A fire of the vault's trigger at the chain's time, or so much before. */
  async makeFire(change: { triggerId?: string; epoch?: number; agoMs?: number } = {}): Promise<TestedFire> {
    const { triggerId = "falls", agoMs = 0 } = change;
    const epoch = change.epoch ?? this.#fires.filter((fire) => fire.triggerId === triggerId).length;
    const atMs = (await this.chain.head()).timeMs - agoMs;
    const fire = await makeFire(this.harness, { vault: this.vault.address, triggerId, epoch, atMs });
    this.#fires.push(fire);
    return fire;
  }

  async deliver(...fires: readonly TestedFire[]): Promise<void> {
    await this.harness.enqueue(fires.map(({ message }) => message));
  }

  async fire(change: Parameters<Scene["makeFire"]>[0] = {}): Promise<TestedFire> {
    const fire = await this.makeFire(change);
    await this.deliver(fire);
    return fire;
  }

  async record({ castId }: Pick<TestedFire, "castId">): Promise<CastRecord | undefined> {
    const records = await this.harness.readCasts(this.vault.address);
    return records.find(({ cast }) => cast.id === castId);
  }

  /** Waits for a state of the cast. No block is made meanwhile unless told. */
  async until(
    fire: Pick<TestedFire, "castId">,
    what: string,
    isSo: (record: CastRecord) => boolean,
    options: { readonly makesBlocks?: boolean } = {},
  ): Promise<CastRecord> {
    let record: CastRecord | undefined;
    let [looks, minedAtMs] = [this.#looks(), performance.now()];
    const isReached = await waitUntil(patienceMs, async () => {
      record = await this.record(fire);
      if (record !== undefined && isSo(record)) return true;
      if (options.makesBlocks !== true) return false;
      // Hardly faster than the vault looks, until it is in a block: a chain that runs away is another case.
      const isInBlock = record !== undefined && record.cast.blockNumber !== null;
      if (!isInBlock && this.#looks() === looks && performance.now() - minedAtMs < blockMsMax) return false;
      await this.chain.mine(1, 0);
      [looks, minedAtMs] = [this.#looks(), performance.now()];
      return false;
    });
    const { state, reason } = record?.cast ?? {};
    must(
      isReached && record !== undefined,
      `never came to be: ${what}; it is ${state ?? "not taken in"} ${reason?.code ?? ""}`,
    );
    return record;
  }

  /** Each look at the chain asks for the next base fee. */
  #looks(): number {
    return this.asked.get("eth_feeHistory") ?? 0;
  }

  /** Until so many requests of a method were made from now on. */
  async untilAsked(method: string, times: number): Promise<void> {
    const before = this.asked.get(method) ?? 0;
    const isReached = await waitUntil(patienceMs, async () => (this.asked.get(method) ?? 0) >= before + times);
    must(isReached, `${method} was not asked ${times} times`);
  }

  /** Blocks that all ask so much, one for each look of the vault, until the cast is in one of them. */
  async mineAt(baseFeeWei: bigint, fire: TestedFire): Promise<CastRecord> {
    for (let block = 0; block < 40; block += 1) {
      await this.chain.setBaseFee(baseFeeWei);
      await this.chain.mine(1, 0);
      await this.untilAsked("eth_feeHistory", 1);
      const record = await this.record(fire);
      if (record !== undefined && record.cast.blockNumber !== null) return record;
    }
    throw new Error(`in none of 40 blocks with a base fee of ${baseFeeWei} wei`);
  }

  /** From now on at both nodes, until cleared or for so many times at each. */
  failBoth(kind: FaultKind, rule: Omit<FaultRule, "kind"> = {}): void {
    for (const { faults } of this.chain.proxies) faults.set({ kind, ...rule });
  }

  clearFaults(): void {
    for (const { faults } of this.chain.proxies) faults.clear();
  }

  /** Waits for the moment to come, and for workerd to be back; what the queue held is delivered again. */
  async killAt(
    moment: Pick<KillMoment, "method" | "when"> & { readonly isLost?: boolean },
    fire: TestedFire,
  ): Promise<void> {
    this.killSwitch.arm({ skip: 0, afterMs: 0, isLost: true, ...moment });
    await this.deliver(fire).catch(() => undefined);
    const isStruck = await waitUntil(patienceMs, async () => this.killSwitch.struck !== null, 5);
    must(isStruck, `${moment.method} never ${moment.when}`);
    await this.harness.workerd.restarted();
    await this.deliver(fire);
  }

  /** The chain's time goes on by so much, and what is in the past then is final. */
  async passTime(ms: number): Promise<void> {
    await this.chain.mine(1, Math.ceil(ms / 1_000));
    await this.chain.mine(finalBlocks, 0);
  }

  /** How it must end: as the chain alone tells, as the vault shows it, and as the bytes show that left. */
  async endsAs(fire: Pick<TestedFire, "castId">, state: CastState, reasonCode?: string): Promise<CastRecord> {
    const record = await this.until(fire, `the end as ${state}`, ({ cast }) => isTerminal(cast.state), {
      makesBlocks: true,
    });
    const { cast } = record;
    must(cast.state === state, `it ended as ${cast.state} ${cast.reason?.code ?? ""}: ${cast.reason?.message ?? ""}`);
    if (reasonCode !== undefined) must(cast.reason?.code === reasonCode, `its reason is ${cast.reason?.code}`);
    const shown = (await this.vault.view()).casts.find(({ id }) => id === cast.id);
    must(shown?.state === state, `its vault shows it as ${shown?.state}`);
    const { claims } = await readTruth(this.chain, this.vault.address);
    const wanted = state === "FINALIZED" || state === "INCLUDED_UNVERIFIED" ? 1 : 0;
    must((claims.get(cast.id) ?? 0) === wanted, `the chain executed it ${claims.get(cast.id) ?? 0} times`);
    must(!this.sent.withSeveralNonces().includes(cast.id), "it left with several nonces");
    return record;
  }

  /** What the Safe holds must follow from its executions alone: each sold what a cast sells, once. */
  async soldOnlyByCasts(executions: number): Promise<void> {
    const { weth, sales, claims } = await readTruth(this.chain, this.vault.address);
    must(
      claims.size === executions && sales === executions,
      `${claims.size} casts and ${sales} sales, not ${executions}`,
    );
    must(weth === leftAfter(executions, vaultWeth, soldPerMille), `the Safe holds ${weth} wei of WETH`);
  }

  /** Leaves the chain as the next case expects it. */
  async close(): Promise<void> {
    this.killSwitch.disarm();
    this.clearFaults();
    await this.harness.breakDown([]);
    await this.chain.setBaseFee(parseGwei("0.001"));
    this.chain.watch = () => "go-on";
  }
}

const finalBlocks = 20;
