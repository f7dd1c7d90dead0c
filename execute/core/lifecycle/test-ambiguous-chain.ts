import type { TokenAmount } from "../../../contracts/cast.ts";
import type { SendOutcome } from "../classify-send-error.ts";
import type { Look, Mined } from "./cast-event.ts";

/** What becomes of a send: also that it arrives long after its sender has given up, or died. */
export const sendFates = ["answered", "answer-lost", "lost", "late", "refused"] as const;
export type SendFate = (typeof sendFates)[number];
/** `lagging`: everything as a node sees it that is some blocks behind. */
export const readFates = ["answered", "failed", "lagging"] as const;
export type ReadFate = (typeof readFates)[number];

/** A transaction of the model, as its own bytes. */
type Tx = {
  readonly nonce: number;
  readonly kind: "cast" | "free";
  readonly maxFeeWei: number;
  readonly tipWei: number;
};
type Bytes = string;
/** `foreign-call`: the signed call in somebody else's transaction. `foreign-nonce`: something else with the lane's nonce. */
type Entry = {
  readonly block: number;
  readonly isSuccess: boolean;
  readonly what: "own" | "own-free" | "foreign-call" | "foreign-nonce";
};
type State = { readonly mined: ReadonlyMap<Bytes, Entry>; readonly pool: ReadonlySet<Bytes>; readonly head: number };

const secondsPerBlock = 12;

/**
 * A chain as ambiguous as they are, for one lane: answers get lost, packets arrive late and twice, transactions drop out of
 * the pool, fees rise, blocks go, others use the nonce or send the signed call themselves. The guard's claim and deadline
 * are the chain's, as in the contract.
 */
export class AmbiguousChain {
  head = 10;
  baseFeeWei = 10;
  /** What the market makes of the call: it reverts, as when the least output is not met. */
  doesRevert: boolean;
  readonly sentBytes = new Set<Bytes>();
  readonly #finality: number;
  readonly #notAfterSeconds: number;
  #pool = new Set<Bytes>();
  #mined = new Map<Bytes, Entry>();
  #isForeignCallUnderWay: boolean;
  readonly #underWay: Bytes[] = [];
  #past: State[] = [];

  constructor(options: { readonly finality: number; readonly deadlineBlocks: number }) {
    this.#isForeignCallUnderWay = false;
    this.doesRevert = false;
    this.#finality = options.finality;
    this.#notAfterSeconds = (this.head + options.deadlineBlocks) * secondsPerBlock;
  }

  get notAfterMs(): number {
    return this.#notAfterSeconds * 1_000;
  }

  get blocksLeft(): number {
    return this.#notAfterSeconds / secondsPerBlock - this.head;
  }

  get hasReverted(): boolean {
    return [...this.#mined.values()].some(({ isSuccess }) => !isSuccess);
  }

  get isNonceForeign(): boolean {
    return [...this.#mined.values()].some(({ what }) => what === "foreign-nonce");
  }

  get isLate(): boolean {
    return this.head * secondsPerBlock > this.#notAfterSeconds;
  }

  get nextNonce(): number {
    return nextNonceOf(this.#mined);
  }

  get executions(): number {
    return [...this.#mined.values()].filter(isExecution).length;
  }

  /** The nonces of everything that ever left and carried the call. */
  get castNonces(): ReadonlySet<number> {
    return new Set([...this.sentBytes].map(parseTx).flatMap(({ kind, nonce }) => (kind === "cast" ? [nonce] : [])));
  }

  /** What stands in final blocks: executed; nothing, and never any more; or nothing yet. */
  get verdict(): "executed" | "never" | "open" {
    const finalHead = this.head - this.#finality;
    const isExecuted = [...this.#mined.values()].some((entry) => isExecution(entry) && entry.block <= finalHead);
    if (isExecuted) return "executed";
    return finalHead * secondsPerBlock > this.#notAfterSeconds ? "never" : "open";
  }

  send(bytes: Bytes, fate: SendFate): SendOutcome {
    this.sentBytes.add(bytes);
    if (fate === "refused") return { outcome: "refused", code: "pool-full", message: "" };
    if (fate === "late") this.#underWay.push(bytes);
    if (fate === "lost" || fate === "late") return { outcome: "unknown", reason: "timeout" };
    const answer = this.#take(bytes);
    return fate === "answer-lost" ? { outcome: "unknown", reason: "reset" } : answer;
  }

  /** What is under way arrives; it may arrive again. */
  deliver(isRepeated: boolean): void {
    const [bytes] = this.#underWay;
    if (bytes === undefined) return;
    this.#take(bytes);
    if (!isRepeated) this.#underWay.shift();
  }

  /** Somebody who has seen the signed call sends it in a transaction of their own. */
  sendForeignCall(): void {
    if (this.castNonces.size > 0) this.#isForeignCallUnderWay = true;
  }

  /** Another holder of the lane's key uses its next nonce. */
  useNonce(): void {
    this.#remember();
    this.head += 1;
    this.#mined.set(`0x${this.nextNonce}-foreign`, { block: this.head, isSuccess: true, what: "foreign-nonce" });
  }

  mine(): void {
    this.#remember();
    this.head += 1;
    if (this.#isForeignCallUnderWay) {
      const isSuccess = this.#executes();
      if (isSuccess) this.#mined.set(`0xforeign-${this.head}`, { block: this.head, isSuccess, what: "foreign-call" });
      this.#isForeignCallUnderWay = false;
    }
    for (const bytes of [...this.#pool].sort((a, b) => parseTx(a).nonce - parseTx(b).nonce)) {
      const { nonce, kind, maxFeeWei } = parseTx(bytes);
      if (nonce !== this.nextNonce || maxFeeWei < this.baseFeeWei) continue;
      this.#pool.delete(bytes);
      this.#mined.set(bytes, {
        block: this.head,
        ...(kind === "free" ? { isSuccess: true, what: "own-free" } : { isSuccess: this.#executes(), what: "own" }),
      });
    }
  }

  drop(): void {
    this.#pool.clear();
  }

  /**
   * Blocks above the finalized one may be replaced; what was in them is back in the pool, or nowhere. Not beyond another
   * holder's use of the nonce: a lane whose key others use and whose blocks go has gaps that no cast can close.
   */
  reorganise(depth: number, isKept: boolean): void {
    this.#remember();
    const foreign = [...this.#mined.values()].flatMap(({ what, block }) =>
      what === "foreign-nonce" ? [block + 1] : [],
    );
    const lowest = Math.max(this.head - this.#finality + 1, this.head - depth + 1, ...foreign);
    for (const [bytes, { block, what }] of this.#mined) {
      if (block < lowest) continue;
      this.#mined.delete(bytes);
      if (isKept && what.startsWith("own")) this.#take(bytes);
    }
    this.head += 1;
  }

  /** Null where the read failed. `own`: the bytes that the cast has on record, oldest first. */
  look(own: readonly Bytes[], fate: ReadFate, brings: "enough" | "less"): Look | null {
    if (fate === "failed") return null;
    const lagging = fate === "lagging" ? this.#past.at(0) : undefined;
    const state = lagging ?? { mined: this.#mined, pool: this.#pool, head: this.head };
    const finalHead = Math.max(0, state.head - this.#finality);
    const find = (matches: (bytes: Bytes, entry: Entry) => boolean): Mined | null => {
      const found = [...state.mined].find(([bytes, entry]) => matches(bytes, entry));
      return found === undefined ? null : toMined(found[1].block, found[0]);
    };
    const isOwn = (bytes: Bytes, kind: Tx["kind"]) => own.includes(bytes) && parseTx(bytes).kind === kind;
    const executed = find(
      (bytes, { isSuccess, what }) => isSuccess && (what === "foreign-call" || isOwn(bytes, "cast")),
    );
    const final = [...state.mined].filter(([, { block }]) => block <= finalHead);
    return {
      head: { number: BigInt(state.head), timeMs: state.head * secondsPerBlock * 1_000 },
      finalized: { number: BigInt(finalHead), timeMs: finalHead * secondsPerBlock * 1_000 },
      execution: executed && {
        ...executed,
        balancesBefore: [amount(0n)],
        balancesAfter: [amount(brings === "enough" ? 95n : 0n)],
        healthAfter: null,
        moved: new Map(),
      },
      reverted: find((bytes, { isSuccess }) => !isSuccess && isOwn(bytes, "cast")),
      freed: find((bytes) => isOwn(bytes, "free")),
      isInPool: state.pool.has(own.at(-1) ?? ""),
      nextNonceFinalized: nextNonceOf(new Map(final)),
      nextBaseFeeWei: BigInt(this.baseFeeWei),
      order: null,
    };
  }

  /** What the guard decides in the block that is being made. */
  #executes(): boolean {
    return !this.isLate && this.executions === 0 && !this.doesRevert;
  }

  #take(bytes: Bytes): SendOutcome {
    const tx = parseTx(bytes);
    if (tx.nonce < this.nextNonce) return { outcome: "nonce-too-low", message: "nonce too low" };
    if (this.#pool.has(bytes)) return { outcome: "accepted", how: "already-known" };
    const sibling = [...this.#pool].find((other) => parseTx(other).nonce === tx.nonce);
    if (sibling !== undefined) {
      const held = parseTx(sibling);
      const beats = tx.maxFeeWei * 10 >= held.maxFeeWei * 11 && tx.tipWei * 10 >= held.tipWei * 11;
      if (!beats) return { outcome: "refused", code: "replacement-underpriced", message: "" };
      this.#pool.delete(sibling);
    }
    this.#pool.add(bytes);
    return { outcome: "accepted", how: "fresh" };
  }

  #remember(): void {
    const state = { mined: new Map(this.#mined), pool: new Set(this.#pool), head: this.head };
    this.#past = [...this.#past, state].slice(-3);
  }
}

const isExecution = ({ isSuccess, what }: Entry): boolean => isSuccess && (what === "own" || what === "foreign-call");

/** Bytes of the model. */
export const makeBytes = ({ nonce, kind, maxFeeWei, tipWei }: Tx): `0x${string}` =>
  `0x${nonce}-${kind}-${maxFeeWei}-${tipWei}`;

function parseTx(bytes: Bytes): Tx {
  const [nonce, kind, maxFeeWei, tipWei] = bytes.slice(2).split("-");
  const parsed = { nonce: Number(nonce), maxFeeWei: Number(maxFeeWei), tipWei: Number(tipWei) };
  return kind === "free" ? { ...parsed, kind } : { ...parsed, kind: "cast" };
}

/** One above the lane's own mined transactions; what others send has nonces of other accounts. */
const nextNonceOf = (mined: ReadonlyMap<Bytes, Entry>): number =>
  [...mined.values()].filter(({ what }) => what !== "foreign-call").length;

const toMined = (block: number, bytes: Bytes): Mined => ({
  hash: `0x${Buffer.from(bytes).toString("hex").padStart(64, "0")}`,
  blockNumber: BigInt(block),
  blockHash: `0x${block.toString(16).padStart(64, "0")}`,
  gasPaidWei: 1n,
});

const amount = (value: bigint): TokenAmount => ({
  token: "0xUSDC",
  symbol: "USDC",
  decimals: 6,
  amount: value.toString(),
});
