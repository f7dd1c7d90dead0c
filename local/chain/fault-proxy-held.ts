import type { Hex } from "viem";
import type { PooledTx } from "./fault-proxy-pool.ts";
import type { Head, Upstream } from "./fault-proxy-upstream.ts";

/** `parked`: taken by the proxy and not in anvil, which refuses it for its fee. A number: mined in that block. */
type Standing = "forwarded" | "parked" | bigint;
type Held = { readonly tx: PooledTx; standing: Standing };

/** The transactions that a node has taken, and what became of them in anvil. */
export class HeldTransactions {
  readonly #upstream: Upstream;
  readonly #held = new Map<Hex, Held>();
  #seen: Head = { number: -1n, hash: "", nextBaseFeeWei: 0n };

  constructor(upstream: Upstream) {
    this.#upstream = upstream;
  }

  get parked(): number {
    return [...this.#held.values()].filter(({ standing }) => standing === "parked").length;
  }

  keep(tx: PooledTx, standing: "forwarded" | "parked"): void {
    this.#held.set(tx.hash, { tx, standing });
  }

  forget(hash: Hex): void {
    this.#held.delete(hash);
  }

  /** Those that wait, of one sender or of all. */
  waiting(sender?: string): readonly PooledTx[] {
    const waiting = [...this.#held.values()].filter(({ standing }) => typeof standing !== "bigint");
    return waiting.map(({ tx }) => tx).filter((tx) => sender === undefined || tx.sender === sender);
  }

  findParked(hash: string): PooledTx | undefined {
    const held = this.#held.get(hash.toLowerCase() as Hex);
    return held?.standing === "parked" ? held.tx : undefined;
  }

  /** What an operator throws away, or takes back with the whole chain, is gone here, too. */
  applyAdmin(method: string, [first]: readonly unknown[]): void {
    const text = String(first).toLowerCase();
    if (method === "anvil_dropTransaction") this.forget(text as Hex);
    if (method === "anvil_dropAllTransactions") for (const { hash } of this.waiting()) this.forget(hash);
    if (method === "anvil_removePoolTransactions") for (const { hash } of this.waiting(text)) this.forget(hash);
    if (/^(evm_revert|anvil_reset|anvil_loadState)$/.test(method)) this.#held.clear();
  }

  /** After each block, reorganisation or change of the base fee: offers again what anvil evicted, refused or forgot. */
  async follow(): Promise<void> {
    const head = await this.#upstream.head();
    const before = this.#seen;
    if (head === null || (head.hash === before.hash && head.nextBaseFeeWei === before.nextBaseFeeWei)) return;
    this.#seen = head;
    if (this.#held.size === 0) return;
    const isKnown = before.number >= 0n && head.number > before.number;
    const evictedBelowWei = await this.#upstream.highestBaseFee(isKnown ? head.number - before.number : 1n);
    const held = [...this.#held.values()].sort((a, b) => a.tx.nonce - b.tx.nonce);
    for (const entry of held) await this.#followOne(entry, head, evictedBelowWei);
  }

  async #followOne(entry: Held, head: Head, evictedBelowWei: bigint): Promise<void> {
    const { tx, standing } = entry;
    const found = await this.#upstream.whereabouts(tx.hash);
    if (found === undefined) return;
    if (found !== null) {
      entry.standing = found === "pool" ? "forwarded" : found;
      // Beyond any reorganisation: nothing will put it back.
      if (typeof found === "bigint" && head.number - found > 64n) this.forget(tx.hash);
      return;
    }
    // In the pool before, able to pay, and gone without a block: somebody dropped it.
    if (standing === "forwarded" && tx.maxFeeWei >= evictedBelowWei) return this.forget(tx.hash);
    const offered = await this.#upstream.ask("eth_sendRawTransaction", [tx.raw]);
    if (offered === null) return;
    if ("result" in offered) entry.standing = "forwarded";
    else if (isBelowBaseFee(offered.error.message)) entry.standing = "parked";
    else this.forget(tx.hash);
  }
}

/** How anvil refuses what a real node would keep waiting. */
export const isBelowBaseFee = (message: string): boolean => /max fee per gas less than block base fee/.test(message);
