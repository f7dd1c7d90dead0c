import { numberToHex } from "viem";
import { HeldTransactions, isBelowBaseFee } from "./fault-proxy-held.ts";
import { describePooledTx, mayReplace, type PooledTx, readPooledTx, toGethWording } from "./fault-proxy-pool.ts";
import { createUpstream, type NodeAnswer, type Upstream } from "./fault-proxy-upstream.ts";

/**
 * anvil with the hard behaviour of real nodes:
 *
 * - the same nonce again needs a tenth more of both fees, where anvil is content with one wei;
 * - a transaction that pays less than the base fee waits in the pool, where anvil refuses or evicts it;
 * - what a reorganisation takes out of the chain is back in the pool, where anvil forgets it;
 * - refusals have geth's wording.
 *
 * It knows the transactions that were sent through it. What happens in anvil without passing here (blocks, dropped
 * transactions, reorganisations) is noticed with the next request, or by `sync`: a transaction that was mined and reorganised
 * away between two of those looks like a dropped one and is forgotten.
 */
export class HardNode {
  readonly #upstream: Upstream;
  readonly #chainId: number;
  readonly #held: HeldTransactions;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: { readonly upstreamUrl: string; readonly chainId: number }) {
    this.#upstream = createUpstream(options.upstreamUrl);
    this.#held = new HeldTransactions(this.#upstream);
    this.#chainId = options.chainId;
  }

  /** How many transactions wait here because anvil does not take them at present. */
  get parked(): number {
    return this.#held.parked;
  }

  /** Notices what happened in anvil, and acts as a node would. */
  sync(): Promise<void> {
    return this.#inTurn(() => this.#held.follow());
  }

  async answer(method: string, params: readonly unknown[]): Promise<NodeAnswer> {
    if (method === "eth_sendRawTransaction") {
      return this.#inTurn(async () => {
        await this.#held.follow();
        return this.#send(params[0]);
      });
    }
    if (isAdmin(method)) {
      return this.#inTurn(async () => {
        await this.#held.follow();
        const answer = await this.#upstream.ask(method, params);
        this.#held.applyAdmin(method, params);
        await this.#held.follow();
        return answer;
      });
    }
    await this.sync();
    const answer = await this.#upstream.ask(method, params);
    if (answer === null || !("result" in answer)) return answer;
    if (method === "eth_getTransactionByHash" && answer.result === null) {
      const parked = this.#held.findParked(String(params[0]));
      return { result: parked === undefined ? null : describePooledTx(parked) };
    }
    if (method === "eth_getTransactionCount" && params[1] === "pending") {
      return { result: numberToHex(this.#countOn(String(params[0]).toLowerCase(), Number(answer.result))) };
    }
    return answer;
  }

  /** The checks of geth's pool, in its order. */
  async #send(raw: unknown): Promise<NodeAnswer> {
    const tx = await readPooledTx(raw);
    if (tx === undefined) return this.#forward(raw, undefined);
    const nextNonce = await this.#upstream.quantity("eth_getTransactionCount", [tx.sender, "latest"]);
    if (nextNonce === null) return null;
    if (BigInt(tx.nonce) < nextNonce) return refuse(`nonce too low: next nonce ${nextNonce}, tx nonce ${tx.nonce}`);
    const incumbent =
      this.#held.waiting(tx.sender).find(({ nonce }) => nonce === tx.nonce) ??
      (await this.#upstream.waiting(tx.sender, tx.nonce));
    if (incumbent?.hash === tx.hash) {
      if (!this.#held.waiting().some(({ hash }) => hash === tx.hash)) this.#held.keep(tx, "forwarded");
      return refuse("already known");
    }
    if (incumbent !== null && !mayReplace(incumbent, tx)) return refuse("replacement transaction underpriced");
    const answer = await this.#forward(raw, tx);
    if (answer === null) return null;
    const isParked = "error" in answer && isBelowBaseFee(answer.error.message);
    // Another node in front of the same anvil was faster: it is in this one's pool, too.
    const isElsewhere = "error" in answer && answer.error.message === "already known";
    if ("error" in answer && !isParked && !isElsewhere) return answer;
    if (isParked) {
      const balance = await this.#upstream.quantity("eth_getBalance", [tx.sender, "latest"]);
      if (balance === null) return null;
      if (balance < tx.costWei) return refuse(describeLack(balance, tx.costWei));
      // It replaces in anvil, too, where it cannot be yet.
      if (incumbent !== null) await this.#upstream.ask("anvil_dropTransaction", [incumbent.hash]);
    }
    if (incumbent !== null) this.#held.forget(incumbent.hash);
    this.#held.keep(tx, isParked ? "parked" : "forwarded");
    return isElsewhere ? answer : { result: tx.hash };
  }

  async #forward(raw: unknown, tx: PooledTx | undefined): Promise<NodeAnswer> {
    const answer = await this.#upstream.ask("eth_sendRawTransaction", [raw]);
    if (answer === null || !("error" in answer)) return answer;
    return { error: toGethWording(answer.error, { tx, chainId: this.#chainId }) };
  }

  #countOn(sender: string, fromNonce: number): number {
    const nonces = new Set(this.#held.waiting(sender).map(({ nonce }) => nonce));
    let nonce = fromNonce;
    while (nonces.has(nonce)) nonce += 1;
    return nonce;
  }

  /** One after the other: two sends at once must not both find the nonce free. */
  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(act);
    this.#turn = mine.catch(() => {});
    return mine;
  }
}

export const isAdmin = (method: string): boolean => /^(anvil|evm|hardhat|debug|txpool)_/.test(method);

const refuse = (message: string): NodeAnswer => ({ error: { code: -32_000, message } });

const describeLack = (balance: bigint, costWei: bigint): string =>
  `insufficient funds for gas * price + value: balance ${balance}, tx cost ${costWei}, overshot ${costWei - balance}`;
