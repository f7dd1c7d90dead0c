import type { CastRecord } from "../../execute/core/cast-record.ts";
import { isTerminal } from "../../execute/core/lifecycle/decide.ts";
import type { Random } from "../../local/feed/seeded-random.ts";
import { chooseOne, drawInt } from "./choose.ts";
import { makeFire, type TestedFire } from "./make-fire.ts";
import type { TestedVault } from "./open-vault.ts";
import type { Harness } from "./start-harness.ts";

/** `late`: of a time so long ago that its deadline is over when it comes. */
export const triggerIds = ["protects", "takes-a-chance", "late"] as const;
type TriggerName = (typeof triggerIds)[number];

export type BookedFire = TestedFire & {
  readonly atMs: number;
  /** An owner asked to take its cast back: either end is right. */
  isCancelAsked: boolean;
};

const minuteMs = 60_000;
const lateMs = 40 * minuteMs;
/** For so long a fire may be acted on: the deadline, and where it is no protection, the age of its sample. */
export const goodForMs: Readonly<Record<TriggerName, number>> = {
  protects: 30 * minuteMs,
  "takes-a-chance": 6 * minuteMs,
  late: 0,
};

/** The fires of a run: each is delivered one to three times, some late, some in the wrong order, until it is acknowledged. */
export class FireBook {
  readonly fires: BookedFire[] = [];
  /** Messages that the queue took. */
  deliveries = 0;
  readonly #harness: Harness;
  readonly #random: Random;
  readonly #epochs = new Map<string, number>();
  /** Event time never goes back, also where a reorganisation takes the chain's time back by some seconds. */
  #nowMs = 0;
  /** To be handed over in a later round. */
  #stragglers: BookedFire[] = [];
  #acknowledged = new Set<string>();

  constructor(harness: Harness, random: Random) {
    this.#harness = harness;
    this.#random = random;
  }

  /** New fires for some vaults, with what is due of earlier ones. What the queue did not take is repeated later. */
  async send(vaults: readonly TestedVault[], nowMs: number): Promise<void> {
    const random = this.#random;
    this.#nowMs = Math.max(this.#nowMs, nowMs);
    const due = this.#stragglers.splice(0);
    const fresh: BookedFire[] = [];
    for (const { address } of vaults) {
      const draw = random.uniform();
      const triggerId: TriggerName = draw < 0.55 ? "protects" : draw < 0.95 ? "takes-a-chance" : "late";
      const count = random.uniform() < 0.1 ? 2 : 1;
      const made: BookedFire[] = [];
      for (let index = 0; index < count; index += 1) made.push(await this.#make(address, triggerId));
      // Two of one trigger come the wrong way round.
      fresh.push(...made.reverse());
    }
    this.fires.push(...fresh);
    const now = fresh.flatMap((fire) => {
      const repeats = drawInt(random, 0, 2);
      const later = drawInt(random, 0, repeats);
      for (let index = 0; index < later; index += 1) this.#stragglers.push(fire);
      return Array.from({ length: 1 + repeats - later }, () => fire);
    });
    await this.#hand([...now, ...due]);
  }

  /** What was not acknowledged is handed over again, oldest first: the queue is durable, its local stand-in is not. */
  async repeat(): Promise<void> {
    await this.noteAcknowledged();
    await this.#hand(this.fires.filter(({ message }) => !this.#acknowledged.has(message.id)));
  }

  hasUnacknowledged(): boolean {
    return this.fires.some(({ message }) => !this.#acknowledged.has(message.id));
  }

  async noteAcknowledged(): Promise<void> {
    const seen = await this.#harness.readSeen().catch(() => null);
    for (const id of seen?.acknowledged ?? []) this.#acknowledged.add(id);
  }

  /** Whether any that can still be acted on would soon be too late. */
  isTimeShort(nowMs: number, casts: ReadonlyMap<string, CastRecord>): boolean {
    return this.fires.some(({ castId, atMs, triggerId, isCancelAsked, message }) => {
      if (triggerId === "late" || isCancelAsked) return false;
      const cast = casts.get(castId)?.cast;
      // Refused: a later one of its trigger came first.
      if (cast === undefined && this.#acknowledged.has(message.id)) return false;
      if (cast !== undefined && (isTerminal(cast.state) || cast.blockNumber !== null)) return false;
      return nowMs > atMs + (goodForMs[triggerId as TriggerName] ?? 0) - 2 * minuteMs;
    });
  }

  /** Some fire of these vaults whose cast has not ended, for an owner to take back. */
  chooseOpen(vaults: readonly TestedVault[], casts: ReadonlyMap<string, CastRecord>): BookedFire | undefined {
    const open = this.fires.filter(({ castId, vault }) => {
      const state = casts.get(castId)?.cast.state;
      return state !== undefined && !isTerminal(state) && vaults.some(({ address }) => address === vault);
    });
    return open.length === 0 ? undefined : chooseOne(this.#random, open);
  }

  async #make(vault: string, triggerId: TriggerName): Promise<BookedFire> {
    const key = `${vault} ${triggerId}`;
    const epoch = this.#epochs.get(key) ?? 0;
    this.#epochs.set(key, epoch + 1);
    const atMs = triggerId === "late" ? this.#nowMs - lateMs : this.#nowMs;
    const fire = await makeFire(this.#harness, { vault, triggerId, epoch, atMs });
    return { ...fire, atMs, isCancelAsked: false };
  }

  async #hand(fires: readonly BookedFire[]): Promise<void> {
    if (fires.length === 0) return;
    await this.#harness.enqueue(fires.map(({ message }) => message)).then(
      () => {
        this.deliveries += fires.length;
      },
      () => undefined,
    );
  }
}
