import type { Fires } from "../../contracts/fires.ts";
import { type CastId, deriveCastId, deriveFireId, TraceId, TriggerId, VaultAddress } from "../../contracts/ids.ts";
import { completeFires, importSigningKey, type PendingFires } from "../../evaluate/adapters/sign-fires.ts";
import { type PendingEntry, type PendingFire, packFires } from "../../evaluate/core/pack-fires.ts";

/** Fires of one moment as the evaluate stage sends them, and the casts that may come of them. */
export type MadeFires = {
  readonly messages: readonly Fires[];
  readonly casts: readonly { readonly vault: string; readonly castId: CastId }[];
};

const version = 1;
const deadlineMs = 1_800_000;
/** A queue takes no larger message. */
const messageBytesMax = 128_000;

/** Fires a trigger of many vaults at once, packed and signed, each time with the next epoch of each. */
export class FireMaker {
  readonly #key: Promise<CryptoKey>;
  readonly #priceUsd: number;
  readonly #epochs = new Map<string, number>();
  #made = 0;

  constructor(place: { readonly firesSigningKey: string; readonly priceUsd: number }) {
    this.#key = importSigningKey(place.firesSigningKey);
    this.#priceUsd = place.priceUsd;
  }

  async make(vaults: readonly string[], trigger: string, atMs: number): Promise<MadeFires> {
    const triggerId = TriggerId.parse(trigger);
    const fires = vaults.map((vault) => ({
      vault: VaultAddress.parse(vault),
      fire: this.#fire(vault, triggerId, atMs),
    }));
    const messages: Fires[] = [];
    for (const entries of packFires(fires)) {
      messages.push(...(await this.#complete(entries, atMs)));
    }
    const casts = fires.map(async ({ vault, fire }) => {
      const fireId = await deriveFireId(triggerId, version, fire.epoch);
      return { vault, castId: await deriveCastId(vault, fireId) };
    });
    return { messages, casts: await Promise.all(casts) };
  }

  /** In halves until each fits into the queue: what was packed grows by the ids and the signatures. */
  async #complete(entries: readonly PendingEntry[], atMs: number): Promise<Fires[]> {
    this.#made += 1;
    const envelope = { id: `fires:bench:${this.#made}`, schema: "fires", version: 2, eventTimeMs: atMs };
    const traceId = TraceId.parse(this.#made.toString(16).padStart(32, "0"));
    const pending = { ...envelope, traceId, body: { shard: "bench", gridMs: atMs, entries } };
    const message = await completeFires(pending as unknown as PendingFires, await this.#key);
    if (JSON.stringify(message).length <= messageBytesMax || entries.length === 1) return [message];
    const middle = entries.length >>> 1;
    const halves = [entries.slice(0, middle), entries.slice(middle)];
    return (await Promise.all(halves.map((half) => this.#complete(half, atMs)))).flat();
  }

  #fire(vault: string, triggerId: TriggerId, atMs: number): PendingFire {
    const epoch = this.#epochs.get(`${vault} ${triggerId}`) ?? 0;
    this.#epochs.set(`${vault} ${triggerId}`, epoch + 1);
    const leaf = {
      leaf: "change(price('ETH-USD'), '1h') < -0.05",
      left: -0.09,
      op: "<",
      right: -0.05,
      sampleAtMs: atMs,
      holds: true,
      inputs: [{ key: "price.ETH-USD", value: this.#priceUsd, sampleAtMs: atMs }],
    };
    const body = { triggerId, version, epoch, atMs, deadlineMs: atMs + deadlineMs, snapshot: `grid:${atMs}` };
    return { ...body, explain: [leaf] } as unknown as PendingFire;
  }
}
