import type { Address, Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import type { Cast, CastLane } from "../../contracts/cast.ts";
import type { Chain } from "../adapters/chain.ts";
import { type CastRecord, latestAttempt } from "../core/cast-record.ts";
import type { ChainSettings } from "../core/chain-settings.ts";
import type { SendOutcome } from "../core/classify-send-error.ts";
import type { CastEvent, Look } from "../core/lifecycle/cast-event.ts";
import { chooseRoute } from "../core/lifecycle/choose-route.ts";
import { decide, isTerminal } from "../core/lifecycle/decide.ts";
import { type FeePolicy, planSend } from "../core/lifecycle/plan-send.ts";
import { findTradingBar, type TradingStateEntry } from "../core/trading-state.ts";
import type { CastRecords } from "../records/cast-records.ts";
import type { GasRecords } from "../records/gas-records.ts";
import type { SessionRecord } from "../records/session-records.ts";
import { findSpell } from "../spells/registry.ts";
import { type LookDeps, lookAtCast } from "./look-at-cast.ts";
import { listOwnBlocks, seenFrom, stillStand } from "./own-blocks.ts";
import { checkTimes, held, planCast, refused } from "./plan-cast.ts";
import { signCast, signReplacement } from "./sign-cast.ts";

export type RunnerDeps = Pick<LookDeps, "readOrder" | "readHealth"> & {
  readonly chain: Chain;
  readonly settings: ChainSettings;
  readonly safe: Address;
  readonly casts: CastRecords;
  readonly gas: GasRecords;
  /** How often a cast in flight looks at the chain. */
  readonly pollMs: number;
  readonly nowWallMs: () => number;
  readonly roles: () => Address | undefined;
  /** The armed session of a lane, its key opened. */
  readonly openSession: (lane: CastLane) => Promise<{ readonly record: SessionRecord; readonly key: Hex } | undefined>;
  readonly armedSessionId: (lane: CastLane) => string | undefined;
  readonly laneKey: (lane: CastLane) => Hex;
  /** Of each lane, over 24 hours of chain time. Protective casts count, and are not held back by `castsPerDay`. */
  readonly limits: () => { readonly gasWeiPerDay: string; readonly castsPerDay: number };
  readonly signalPrices: (cast: Cast) => ReadonlyMap<string, number>;
  /** The stricter of the vault's own state and the one for all vaults; null where the latter cannot be read. */
  readonly tradingState: () => Promise<TradingStateEntry | null>;
  /** Puts the vault on the list of those with open work, or takes it off. False where the list cannot be reached. */
  readonly enlist: (hasOpenWork: boolean) => Promise<boolean>;
  /** Stores a step: state, signed bytes, what follows from it, in one transaction. */
  readonly store: (record: CastRecord, before: CastRecord) => void;
  readonly wakeAt: (wallMs: number) => void;
  /** An endpoint that tells nobody of a transaction before it is in a block, and for how many blocks it alone is used. */
  readonly privateSubmission?: {
    readonly blocks: number;
    readonly send: (signedTx: Hex) => Promise<SendOutcome>;
  };
};

/** A cast that cannot go on at present is looked at again after this long. */
const idlePollMs = 5_000;
const lanes: readonly CastLane[] = ["emergency", "main"];
/** What waits for the deadline or for somebody else: there is no hurry. */
const slowReasons: ReadonlySet<string> = new Set(["reverted", "order-open", "waits-for-deadline"]);

/** Drives a vault's open casts. The stored record is the only source of what is sent; each step is stored before the next. */
export class CastRunner {
  readonly #deps: RunnerDeps;
  #running: Promise<void> | undefined;

  constructor(deps: RunnerDeps) {
    this.#deps = deps;
  }

  /** Takes every open cast one step further, oldest first. One run at a time; a later call joins the one that runs. */
  advance(): Promise<void> {
    this.#running ??= this.#advanceAll().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #advanceAll(): Promise<void> {
    const { casts, enlist, wakeAt, nowWallMs, pollMs } = this.#deps;
    const isListed = await enlist(casts.hasOpen());
    await Promise.all(lanes.map((lane) => this.#advanceLane(lane, isListed)));
    const open = casts.open();
    if (open.length === 0) return void (await enlist(false));
    const isMoving = open.some(
      ({ cast }) => !["STUCK", "CREATED"].includes(cast.state) && !slowReasons.has(cast.reason?.code ?? ""),
    );
    wakeAt(nowWallMs() + (isMoving ? pollMs : idlePollMs));
  }

  async #advanceLane(lane: CastLane, isListed: boolean): Promise<void> {
    let isBlocked = false;
    const inLane = this.#deps.casts.open().filter(({ cast }) => cast.lane === lane);
    // Those that are signed come first: one that was held may have let a later one pass, and now waits for it.
    const [signed, unsigned] = [inLane.filter(isSigned), inLane.filter((record) => !isSigned(record))];
    for (const { cast } of [...signed, ...unsigned]) {
      const record = this.#deps.casts.find(cast.id);
      if (record === undefined || isTerminal(record.cast.state)) continue;
      // The next cast is signed once the nonce before it is used: it reads balances that are true.
      const mustWait: boolean = isBlocked && !isSigned(record);
      const step: Promise<CastRecord> = mustWait ? this.#waitInLine(record) : this.#advanceOne(record, isListed);
      const after: CastRecord = await step.catch((cause: unknown) => this.#noteFailure(cast.id, cause));
      // What waits for gas money stays at the head of its line: the next one would use up what is put there for it.
      isBlocked ||= isSigned(after) ? !after.isLaneFree : after.cast.reason?.code === "no-gas-money";
    }
  }

  async #waitInLine(record: CastRecord): Promise<CastRecord> {
    const block = await this.#deps.chain.block("latest");
    const late = block.ok
      ? checkTimes(record, { expiresAtMs: Number.POSITIVE_INFINITY }, Number(block.value.timestamp) * 1_000)
      : null;
    return this.#apply(record, late ?? held("waits-in-line", "the cast before it is in no block yet"));
  }

  async #advanceOne(start: CastRecord, isListed: boolean): Promise<CastRecord> {
    if (start.attempts.length === 0) {
      const record = await this.#prepare(start, isListed);
      const headNumber = latestAttempt(record)?.signedAtBlock;
      return headNumber === undefined ? record : this.#sendNewest(record, headNumber);
    }
    const look = await lookAtCast(start, { ...this.#deps, lane: this.#laneAddress(start) });
    if (look === null) return start;
    const record = this.#apply(start, { type: "looked", look });
    if (isTerminal(record.cast.state)) return record;
    const plan = planSend(record, look, this.#feePolicy(record), await this.#mayGoOn(record, look));
    if (plan.kind === "wait") return record;
    const headNumber = Number(look.head.number);
    if (plan.kind === "resend") return this.#sendNewest(record, headNumber);
    const attempt = await signReplacement(
      record,
      { kind: plan.kind === "free" ? "free" : "cast", fees: plan.fees, headNumber: look.head.number },
      { laneKey: this.#deps.laneKey(record.cast.lane), chainId: this.#deps.settings.chainId },
    );
    return this.#sendNewest(this.#apply(record, { type: "replaced", attempt }), headNumber);
  }

  async #sendNewest(record: CastRecord, headNumber: number): Promise<CastRecord> {
    const newest = latestAttempt(record);
    if (newest === undefined) return record;
    // The stored row is the only source of bytes; the platform confirms the write before a request leaves.
    const { chain, privateSubmission } = this.#deps;
    const isPrivate = chooseRoute(record, headNumber, privateSubmission?.blocks ?? 0) === "private";
    const send = isPrivate && privateSubmission !== undefined ? privateSubmission.send : chain.sendRaw;
    const outcome = await send(newest.signedTx);
    return this.#apply(record, { type: "sent", outcome });
  }

  async #prepare(record: CastRecord, isListed: boolean): Promise<CastRecord> {
    const { lane } = record.cast;
    for (;;) {
      const session = await this.#deps.openSession(lane);
      const event = await this.#planAndSign(record, session, isListed);
      // DISARM may have come while the chain was asked: what a destroyed key has signed is thrown away.
      if (this.#deps.armedSessionId(lane) === session?.record.id) return this.#apply(record, event);
    }
  }

  async #planAndSign(
    record: CastRecord,
    session: { readonly record: SessionRecord; readonly key: Hex } | undefined,
    isListed: boolean,
  ): Promise<CastEvent> {
    const { settings, safe, chain, casts, gas } = this.#deps;
    const { cast } = record;
    const roles = this.#deps.roles();
    if (roles === undefined) throw new Error("a cast has an open vault");
    const state = await this.#deps.tradingState();
    // What protects goes on with the chain and this vault alone.
    if (cast.priority !== "protective" && (!isListed || state === null)) {
      return held("not-watched", "the list of open work or the trading state of all vaults cannot be reached");
    }
    const bar = this.#findBar(record, state);
    if (bar !== null) return refused("trading-state", bar);
    const limits = this.#deps.limits();
    if (cast.priority !== "protective" && gas.countCasts(cast.firedAtMs) >= limits.castsPerDay) {
      return refused("over-limit", `the owner allows ${limits.castsPerDay} casts a day, and there were as many`);
    }
    const open = listOwnBlocks(casts.open());
    const armed = { number: BigInt(session?.record.armedAtBlock ?? 0) };
    const plan = await planCast(record, {
      // A node that is behind the arming would say that the role refuses.
      chain: seenFrom(chain, [...open, ...listOwnBlocks(casts.latest(20)), armed]),
      settings,
      safe,
      roles,
      session: session?.record,
      signalPrices: this.#deps.signalPrices(cast),
      siblings: cast.triggerId === null ? [] : casts.ofTrigger(cast.triggerId),
    });
    if (plan.type !== "planned") return plan;
    // Asked after everything that the plan rests on: a reorganisation in between has changed the balances.
    if (!(await stillStand(chain, open))) {
      return held("chain-behind", "the block of a cast before it is not where it was");
    }
    if (session === undefined) throw new Error("nothing is planned without a session");
    return signCast(record, plan, {
      chain,
      settings,
      roles,
      sessionKey: session.key,
      laneKey: this.#deps.laneKey(cast.lane),
      lastNonce: casts.lastNonce(cast.lane),
      maxFeeWeiMax: this.#feePolicy(record).maxFeeWeiMax,
      gasWeiLeft: BigInt(limits.gasWeiPerDay) - gas.spentWei(cast.lane, cast.firedAtMs),
    });
  }

  /** Checked again before every send; simulation before the first alone. */
  async #mayGoOn(record: CastRecord, look: Look): Promise<boolean> {
    const { freshUntilMs, notAfterMs } = record.cast;
    if (look.head.timeMs > Math.min(freshUntilMs, notAfterMs)) return false;
    return this.#findBar(record, await this.#deps.tradingState()) === null;
  }

  #findBar(record: CastRecord, state: TradingStateEntry | null): string | null {
    if (state === null) return null;
    const spell = findSpell(record.cast.spell);
    const params = spell?.params.safeParse(record.params);
    const reduces = spell !== undefined && params?.success === true && spell.reducesExposure(params.data);
    return findTradingBar(state, record, reduces);
  }

  #feePolicy({ cast }: CastRecord): FeePolicy {
    const { fees } = this.#deps.settings;
    const isProtective = cast.priority === "protective" || cast.lane === "emergency";
    return {
      maxFeeWeiMax: BigInt(isProtective ? fees.protectiveMaxFeeWei : fees.maxFeeWei),
      freeMaxFeeWeiMax: BigInt(fees.protectiveMaxFeeWei) * 2n,
      replaceAfterBlocks: fees.replaceAfterBlocks,
    };
  }

  #laneAddress({ cast }: CastRecord): Address {
    return privateKeyToAccount(this.#deps.laneKey(cast.lane)).address;
  }

  /** A broken cast says so, is tried again, and holds up no other. */
  #noteFailure(id: string, cause: unknown): CastRecord {
    console.error(JSON.stringify({ level: "error", cast: id, cause: String(cause) }));
    const record = this.#deps.casts.find(id);
    if (record === undefined) throw new Error("casts are never removed");
    return this.#apply(record, held("failed", String(cause)));
  }

  /** Decides on what is stored now: an owner may have taken the cast back while the chain was asked. */
  #apply({ cast }: CastRecord, event: CastEvent): CastRecord {
    const before = this.#deps.casts.find(cast.id);
    if (before === undefined) throw new Error("casts are never removed");
    const next = decide(before, event, this.#deps.nowWallMs());
    if (next !== before && JSON.stringify(next) !== JSON.stringify(before)) this.#deps.store(next, before);
    return next;
  }
}

const isSigned = ({ attempts }: CastRecord): boolean => attempts.length > 0;
