import { type Bucket, type BucketLimit, isFull, takeToken } from "../core/access/token-bucket.ts";

/** Whom a request is counted against. Strangers are told apart by what the edge says of them, which gives them nothing. */
export type Drawer =
  | { readonly kind: "owner" | "sign-in" | "agent"; readonly id: string }
  | { readonly kind: "stranger"; readonly id: string };

const limits: Readonly<Record<Drawer["kind"], BucketLimit>> = {
  owner: { capacity: 120, perSecond: 2 },
  "sign-in": { capacity: 120, perSecond: 2 },
  agent: { capacity: 60, perSecond: 1 },
  stranger: { capacity: 60, perSecond: 1 },
};
/** All strangers together, whatever the edge says. High: it must not be easy to use up what an owner needs to sign in. */
const allStrangers: BucketLimit = { capacity: 1_000, perSecond: 50 };
const bucketsMax = 2_000;

/**
 * Rate limits of one vault, in memory: what is refused here must cost less than what it would have cost, and a write of
 * storage costs more. An object that is evicted forgets them, which gives each caller one more burst. What an agent may
 * cast in a day is not counted here but stored.
 */
export class RateLimiter {
  readonly #nowWallMs: () => number;
  readonly #buckets = new Map<string, { readonly bucket: Bucket; readonly limit: BucketLimit }>();

  constructor(nowWallMs: () => number) {
    this.#nowWallMs = nowWallMs;
  }

  /** Null, or after how many milliseconds it is worth another try. */
  take(drawer: Drawer): number | null {
    const own = this.#take(`${drawer.kind}:${drawer.id}`, limits[drawer.kind]);
    return own ?? (drawer.kind === "stranger" ? this.#take("strangers", allStrangers) : null);
  }

  #take(name: string, limit: BucketLimit): number | null {
    const nowMs = this.#nowWallMs();
    const taken = takeToken(this.#buckets.get(name)?.bucket, limit, nowMs);
    this.#buckets.set(name, { bucket: taken.bucket, limit });
    if (this.#buckets.size > bucketsMax) this.#forget(nowMs);
    return taken.ok ? null : taken.retryAfterMs;
  }

  /** Full buckets first; where none is, those that were drawn from first. */
  #forget(nowMs: number): void {
    for (const [name, { bucket, limit }] of this.#buckets) {
      if (isFull(bucket, limit, nowMs)) this.#buckets.delete(name);
    }
    for (const name of this.#buckets.keys()) {
      if (this.#buckets.size <= bucketsMax / 2) return;
      if (name !== "strangers") this.#buckets.delete(name);
    }
  }
}
