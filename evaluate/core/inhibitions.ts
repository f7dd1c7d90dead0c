/** Which triggers keep which from firing. There are no cycles: whoever registers a trigger refuses them. */
export class Inhibitions {
  readonly #inhibitors = new Map<number, readonly number[]>();
  readonly #inhibited = new Map<number, Set<number>>();
  /** Known depths, until something changes: inhibitors that many share are looked at once. */
  readonly #depths = new Map<number, number>();

  set(slot: number, inhibitors: readonly number[]): void {
    this.remove(slot);
    if (inhibitors.length === 0) return;
    this.#inhibitors.set(slot, inhibitors);
    for (const inhibitor of inhibitors) {
      const inhibited = this.#inhibited.get(inhibitor) ?? new Set();
      this.#inhibited.set(inhibitor, inhibited.add(slot));
    }
  }

  /** What kept this trigger from firing; what it keeps from firing stays noted. */
  remove(slot: number): void {
    for (const inhibitor of this.#inhibitors.get(slot) ?? []) this.#inhibited.get(inhibitor)?.delete(slot);
    this.#inhibitors.delete(slot);
    this.#depths.clear();
  }

  get isEmpty(): boolean {
    return this.#inhibitors.size === 0;
  }

  of(slot: number): readonly number[] {
    return this.#inhibitors.get(slot) ?? none;
  }

  /** Those that this trigger inhibits. */
  by(slot: number): ReadonlySet<number> | undefined {
    return this.#inhibited.get(slot);
  }

  /** 0 where nothing inhibits it; else one more than its inhibitors: each is looked at before those it inhibits. */
  depthOf(slot: number): number {
    const known = this.#depths.get(slot);
    if (known !== undefined) return known;
    const inhibitors = this.#inhibitors.get(slot);
    const depth =
      inhibitors === undefined ? 0 : 1 + Math.max(...inhibitors.map((inhibitor) => this.depthOf(inhibitor)));
    this.#depths.set(slot, depth);
    return depth;
  }

  entries(): [number, readonly number[]][] {
    return [...this.#inhibitors];
  }
}

const none: readonly number[] = [];
