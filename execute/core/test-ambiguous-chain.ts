import type { TokenAmount } from "../../contracts/cast.ts";
import type { CastEvent } from "./lifecycle.ts";

/** What becomes of a send: also that it arrives long after its sender has given up, or died. */
export const sendFates = ["answered", "answer-lost", "lost", "late", "refused"] as const;
export type SendFate = (typeof sendFates)[number];
/** `lagging`: the answer of a node that is some blocks behind. */
export const readFates = ["answered", "failed", "lagging"] as const;
export type ReadFate = (typeof readFates)[number];

type Mined = { readonly block: number; readonly isSuccess: boolean };
type Bytes = string;

const secondsPerBlock = 12;

/**
 * A chain as ambiguous as they are, for one account: answers get lost, packets arrive late and twice, transactions drop out
 * of the pool, blocks go. It has no guard, so that a second execution would show; only the deadline is the chain's.
 */
export class AmbiguousChain {
  head = 10;
  readonly sentBytes = new Set<Bytes>();
  readonly #finality: number;
  readonly #notAfterSeconds: number;
  readonly #pool = new Set<Bytes>();
  #mined = new Map<Bytes, Mined>();
  readonly #underWay: Bytes[] = [];
  #past: { readonly mined: ReadonlyMap<Bytes, Mined>; readonly pool: ReadonlySet<Bytes>; readonly head: number }[] = [];

  constructor(options: { readonly finality: number; readonly deadlineBlocks: number }) {
    this.#finality = options.finality;
    this.#notAfterSeconds = this.nowSeconds + options.deadlineBlocks * secondsPerBlock;
  }

  get nowSeconds(): number {
    return this.head * secondsPerBlock;
  }

  get isLate(): boolean {
    return this.nowSeconds > this.#notAfterSeconds;
  }

  get nextNonce(): number {
    return this.#mined.size;
  }

  get executions(): number {
    return [...this.#mined.values()].filter(({ isSuccess }) => isSuccess).length;
  }

  /** What stands in final blocks: executed, reverted, or nothing. */
  get verdict(): "executed" | "reverted" | "nothing" {
    const final = [...this.#mined.values()].find(({ block }) => block <= this.head - this.#finality);
    if (final === undefined) return "nothing";
    return final.isSuccess ? "executed" : "reverted";
  }

  send(bytes: Bytes, fate: SendFate): CastEvent {
    this.sentBytes.add(bytes);
    if (fate === "refused") return sent({ outcome: "refused", code: "pool-full", message: "" });
    if (fate === "late") this.#underWay.push(bytes);
    if (fate === "lost" || fate === "late") return sent({ outcome: "unknown", reason: "timeout" });
    const answer = this.#take(bytes);
    return fate === "answer-lost" ? sent({ outcome: "unknown", reason: "reset" }) : answer;
  }

  /** What is under way arrives; it may arrive again. */
  deliver(isRepeated: boolean): void {
    const [bytes] = this.#underWay;
    if (bytes === undefined) return;
    this.#take(bytes);
    if (!isRepeated) this.#underWay.shift();
  }

  mine(): void {
    this.#remember();
    this.head += 1;
    for (const bytes of [...this.#pool].sort((a, b) => nonceOf(a) - nonceOf(b))) {
      if (nonceOf(bytes) !== this.nextNonce) continue;
      this.#pool.delete(bytes);
      this.#mined.set(bytes, { block: this.head, isSuccess: !this.isLate });
    }
  }

  drop(): void {
    this.#pool.clear();
  }

  /** Blocks above the finalized one may be replaced; what was in them is back in the pool, or nowhere. */
  reorganise(depth: number, isKept: boolean): void {
    this.#remember();
    const lowest = Math.max(this.head - this.#finality + 1, this.head - depth + 1);
    for (const [bytes, { block }] of this.#mined) {
      if (block < lowest) continue;
      this.#mined.delete(bytes);
      if (isKept) this.#pool.add(bytes);
    }
    this.head += 1;
  }

  observe(bytes: Bytes, fate: ReadFate, brings: "enough" | "less"): CastEvent | null {
    if (fate === "failed") return null;
    const view = fate === "lagging" ? this.#past.at(0) : undefined;
    const { mined, pool, head } = view ?? { mined: this.#mined, pool: this.#pool, head: this.head };
    const found = mined.get(bytes);
    if (found === undefined) return { type: "not-included", isInPool: pool.has(bytes) };
    const { block, isSuccess } = found;
    const usdc = isSuccess && brings === "enough" ? 95n : 0n;
    return {
      type: "included",
      inclusion: {
        blockNumber: BigInt(block),
        blockHash: `0x${block.toString(16).padStart(64, "0")}`,
        isSuccess,
        isFinal: block <= head - this.#finality,
        balancesBefore: [amount(0n)],
        balancesAfter: [amount(usdc)],
      },
    };
  }

  #take(bytes: Bytes): CastEvent {
    if (nonceOf(bytes) < this.nextNonce) return sent({ outcome: "nonce-too-low", message: "nonce too low" });
    const wasKnown = this.#pool.has(bytes);
    this.#pool.add(bytes);
    return sent({ outcome: "accepted", how: wasKnown ? "already-known" : "fresh" });
  }

  #remember(): void {
    this.#past = [...this.#past, { mined: new Map(this.#mined), pool: new Set(this.#pool), head: this.head }].slice(-3);
  }
}

/** Bytes of the model: `0x<nonce>-<signature>`. */
export const makeBytes = (nonce: number, signature: number): `0x${string}` => `0x${nonce}-${signature}`;
const nonceOf = (bytes: Bytes): number => Number(/^0x(\d+)-/.exec(bytes)?.[1]);

const amount = (value: bigint): TokenAmount => ({
  token: "0xUSDC",
  symbol: "USDC",
  decimals: 6,
  amount: value.toString(),
});
const sent = (outcome: Extract<CastEvent, { type: "sent" }>["outcome"]): CastEvent => ({ type: "sent", outcome });
