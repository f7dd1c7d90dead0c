import { falsity, truth, unknown, type Verdict } from "./join-shape.ts";
import type { SignalView } from "./nodes/signal-view.ts";
import { StopGroup } from "./stop-group.ts";

export type SetLeaf = (slot: number, bit: number, verdict: Verdict) => void;

/** Stops of one signal as columns: groups one after another, their peaks and sizes apart. */
export type StopState = {
  readonly peaks: Float64Array<ArrayBuffer>;
  readonly sizes: Uint32Array<ArrayBuffer>;
  readonly shares: Float64Array<ArrayBuffer>;
  readonly slots: Uint32Array<ArrayBuffer>;
  readonly bits: Uint8Array<ArrayBuffer>;
};

/**
 * All trailing stops of one signal under one limit of age. Stops with the same peak are one group, so that a new high
 * raises a peak for all of them at once; groups that a high has overtaken become one. Each stop moves into a greater
 * group at most as often as peaks below its own are overtaken: amortised constant.
 */
export class TrailingStops {
  readonly view: SignalView;
  /** Greatest peak first. A stop without a peak has the peak −∞, which no low reaches. */
  #groups: StopGroup[] = [];
  #wasKnown: boolean;

  constructor(view: SignalView) {
    this.view = view;
    this.#wasKnown = view.isKnown;
  }

  get size(): number {
    return this.#groups.reduce((sum, group) => sum + group.size, 0);
  }

  /** A stop without a peak yet, or, after a fire, one that starts anew with a price. */
  add(share: number, slot: number, bit: number, peak = Number.NEGATIVE_INFINITY): void {
    const place = this.#groups.findIndex((group) => group.peak <= peak);
    const at = place === -1 ? this.#groups.length : place;
    const held = this.#groups[at];
    if (held !== undefined && held.peak === peak) {
      held.insert(share, slot, bit);
      return;
    }
    const group = new StopGroup(peak);
    group.insert(share, slot, bit);
    this.#groups.splice(at, 0, group);
  }

  remove(slot: number): void {
    for (const group of this.#groups) {
      for (let at = group.slots.indexOf(slot); at !== -1 && at < group.size; at = group.slots.indexOf(slot)) {
        group.removeAt(at);
      }
    }
    this.#groups = this.#groups.filter((group) => group.size > 0);
  }

  /** After a fire the peak starts anew with the present price; without one there is no peak. */
  restart(slot: number, bit: number): void {
    const { value } = this.view;
    for (const group of this.#groups) {
      const at = group.find(slot, bit);
      if (at === -1) continue;
      const share = group.shares[at] as number;
      group.removeAt(at);
      if (group.size === 0) this.#groups = this.#groups.filter((other) => other !== group);
      this.add(share, slot, bit, Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value);
      return;
    }
  }

  /** The level at which a stop stops, from its peak as it is now: null where it has no peak. */
  levelOf(slot: number, bit: number): number | null {
    for (const group of this.#groups) {
      const at = group.find(slot, bit);
      if (at !== -1) return Number.isFinite(group.peak) ? group.peak * (group.shares[at] as number) : null;
    }
    return null;
  }

  /** Judges new samples against the peaks as they were before this evaluation; says which verdicts may have changed. */
  judge(setLeaf: SetLeaf): void {
    const { isKnown, isTouched, low } = this.view;
    if (!isKnown) {
      if (this.#wasKnown) for (const group of this.#groups) setAll(group, setLeaf, unknown);
      this.#wasKnown = false;
      return;
    }
    if (!isTouched) return;
    for (const group of this.#groups) {
      if (this.#wasKnown && group.isOutOfReach(low)) continue;
      const reached = group.countReached(low);
      const isAll = !this.#wasKnown;
      const from = isAll || !group.isExact ? 0 : Math.min(reached, group.reachedEnd);
      const to = isAll ? group.size : Math.max(reached, group.reachedEnd);
      for (let at = from; at < to; at += 1) {
        setLeaf(group.slots[at] as number, group.bits[at] as number, at < reached ? truth : falsity);
      }
      group.reachedEnd = reached;
      group.isExact = true;
    }
    this.#wasKnown = true;
  }

  /** After all verdicts of an evaluation: the peaks take its high. */
  raisePeaks(): void {
    if (!this.view.isTouched) return;
    const { high } = this.view;
    let raised: StopGroup | undefined;
    for (let last = this.#groups.at(-1); last !== undefined && last.peak <= high; last = this.#groups.at(-1)) {
      this.#groups.pop();
      raised = raised === undefined ? last : StopGroup.merge(last, raised, high);
    }
    if (raised === undefined) return;
    raised.peak = high;
    this.#groups.push(raised);
  }

  save(): StopState {
    const groups = this.#groups;
    const { size } = this;
    const state = {
      peaks: Float64Array.from(groups, (group) => group.peak),
      sizes: Uint32Array.from(groups, (group) => group.size),
      shares: new Float64Array(size),
      slots: new Uint32Array(size),
      bits: new Uint8Array(size),
    };
    let at = 0;
    for (const group of groups) {
      state.shares.set(group.shares.subarray(0, group.size), at);
      state.slots.set(group.slots.subarray(0, group.size), at);
      state.bits.set(group.bits.subarray(0, group.size), at);
      at += group.size;
    }
    return state;
  }

  /** The view is restored before. Every leaf is looked at once more at the next judgement. */
  restore(state: StopState): void {
    let from = 0;
    this.#groups = Array.from(state.peaks, (peak, index) => {
      const size = state.sizes[index] ?? 0;
      const group = new StopGroup(peak, size);
      group.shares.set(state.shares.subarray(from, from + size));
      group.slots.set(state.slots.subarray(from, from + size));
      group.bits.set(state.bits.subarray(from, from + size));
      group.size = size;
      group.reachedEnd = size;
      group.isExact = false;
      from += size;
      return group;
    });
    this.#wasKnown = this.view.isKnown;
  }
}

function setAll(group: StopGroup, setLeaf: SetLeaf, verdict: Verdict): void {
  for (let at = 0; at < group.size; at += 1) setLeaf(group.slots[at] as number, group.bits[at] as number, verdict);
}
