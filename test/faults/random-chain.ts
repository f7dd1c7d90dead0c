import { keccak256, parseGwei } from "viem";
import { faultKinds } from "../../local/chain/fault-proxy-faults.ts";
import type { Random } from "../../local/feed/seeded-random.ts";
import { chooseOne, drawInt } from "./choose.ts";
import type { SentBytes } from "./sent-bytes.ts";
import type { FaultsChain } from "./start-faults-chain.ts";

/** What happened to the chain, besides blocks. */
export type ChainEvents = { reorgs: number; drops: number; feeJumps: number; halts: number };

/** A chain that moves by chance: blocks, reorganisations up to twelve deep, dropped transactions, fees, halts. */
export class RandomChain {
  readonly events: ChainEvents = { reorgs: 0, drops: 0, feeJumps: 0, halts: 0 };
  readonly #chain: FaultsChain;
  readonly #random: Random;
  readonly #sent: SentBytes;
  #haltedUntilMs = 0;

  constructor(chain: FaultsChain, random: Random, sent: SentBytes) {
    this.#chain = chain;
    this.#random = random;
    this.#sent = sent;
  }

  /** One step. `isTimeShort`: the chain's time stands still, so that what waits does not get late. */
  async step(isTimeShort: boolean): Promise<void> {
    const random = this.#random;
    const [what, depth] = [random.uniform(), drawInt(random, 1, 12)];
    if (performance.now() < this.#haltedUntilMs) return;
    if (what < 0.08) await this.#drop();
    await this.#chain.mine(1, isTimeShort ? 0 : 1);
    if (what > 0.88) {
      await this.#chain.reorganise(depth);
      this.events.reorgs += 1;
    } else if (what > 0.85) {
      // From next to nothing to more than casts that wait have offered, and down again by an eighth a block.
      await this.#chain.setBaseFee(parseGwei(chooseOne(random, ["0.08", "0.8", "8"])));
      this.events.feeJumps += 1;
    } else if (what > 0.83) {
      this.#haltedUntilMs = performance.now() + drawInt(random, 100, 700);
      this.events.halts += 1;
    }
  }

  /** How often each node fails from now on, and how. Only one of them ever claims to be of another chain. */
  drawFaults(): void {
    const worse = drawInt(this.#random, 0, 1);
    for (const [index, { faults }] of this.#chain.proxies.entries()) {
      faults.clear();
      faults.random({
        seed: drawInt(this.#random, 1, 2 ** 31),
        ratePerMethod: { "*": chooseOne(this.#random, index === worse ? [0.02, 0.05, 0.1, 0.3] : [0, 0.01, 0.03]) },
        kinds: faultKinds.filter((kind) => kind !== "wrong-chain-id" || index === 1),
      });
    }
  }

  async end(): Promise<void> {
    for (const { faults } of this.#chain.proxies) faults.clear();
    this.#haltedUntilMs = 0;
    await this.#chain.setBaseFee(parseGwei("0.001"));
  }

  /** Out of the pool, one that was sent last. */
  async #drop(): Promise<void> {
    const raw = this.#sent.newest();
    if (raw === undefined) return;
    if ((await this.#chain.rpc("anvil_dropTransaction", [keccak256(raw)])) !== null) this.events.drops += 1;
  }
}
