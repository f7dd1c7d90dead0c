import { falsity, truth, unknown, type Verdict } from "./join-shape.ts";
import { type LoweredCondition, type StopLeaf, type ThresholdLeaf, thresholdOps } from "./lower-condition.ts";
import type { SignalGraph } from "./signal-graph.ts";
import { packLeaf, ThresholdIndex } from "./threshold-index.ts";
import { type SetLeaf, type StopState, TrailingStops } from "./trailing-stops.ts";

type Newcomer = {
  readonly slot: number;
  readonly thresholds: readonly ThresholdLeaf[];
  readonly stops: readonly StopLeaf[];
};

/** The index as columns. */
export type LeafIndexState = {
  readonly thresholds: readonly {
    readonly node: number;
    readonly thresholds: Float64Array<ArrayBuffer>;
    readonly slots: Uint32Array<ArrayBuffer>;
    readonly leaves: Uint8Array<ArrayBuffer>;
  }[];
  readonly stops: readonly { readonly stop: Pick<StopLeaf, "key" | "ageMsMax">; readonly state: StopState }[];
  /** Slot, bit and node, one after the other. */
  readonly pulses: readonly number[];
  readonly newcomers: readonly Newcomer[];
};

/** Answers which leaf verdicts changed at a grid point, visiting only thresholds that a signal reached or passed. */
export class LeafIndex {
  readonly #graph: SignalGraph;
  readonly #byNode: (ThresholdIndex | undefined)[] = [];
  readonly #stops = new Map<
    string,
    { readonly stop: Pick<StopLeaf, "key" | "ageMsMax">; readonly stops: TrailingStops }
  >();
  /** Crossings that are true now: at the next point they are not. */
  #pulses: number[] = [];
  #newcomers: Newcomer[] = [];

  constructor(graph: SignalGraph) {
    this.#graph = graph;
  }

  /** Its leaves are judged for the first time at the next grid point. */
  add(slot: number, { thresholds, stops }: Pick<LoweredCondition, "thresholds" | "stops">): void {
    for (const leaf of thresholds) this.#indexOf(leaf.node).add(leaf.threshold, slot, packLeaf(leaf));
    for (const stop of stops) this.#stopsOf(stop).add(stop.share, slot, stop.bit);
    this.#newcomers.push({ slot, thresholds, stops });
  }

  remove(slot: number): void {
    for (const index of this.#byNode) index?.remove(slot);
    for (const { stops } of this.#stops.values()) stops.remove(slot);
    this.#newcomers = this.#newcomers.filter((newcomer) => newcomer.slot !== slot);
    this.#pulses = this.#pulses.filter((_, at) => this.#pulses[at - (at % pulseWidth)] !== slot);
  }

  /** After the graph was stepped: tells every leaf whose verdict may have changed. */
  update(setLeaf: SetLeaf): void {
    const { nodes } = this.#graph;
    const pulses = this.#pulses;
    this.#pulses = [];
    for (let at = 0; at < pulses.length; at += pulseWidth) {
      const [slot = 0, bit = 0, node = 0] = pulses.slice(at, at + pulseWidth);
      // What has no data now is told below: each leaf is told its verdict of this point, and no other.
      if (!Number.isNaN(nodes[node]?.value)) setLeaf(slot, bit, falsity);
    }
    for (let place = 0; place < this.#byNode.length; place += 1) {
      const index = this.#byNode[place];
      if (index === undefined) continue;
      const { previous, value } = nodes[place] as { previous: number; value: number };
      if (index.hasAdded) index.settle(previous);
      // NaN differs from itself: unknown twice ends here, too.
      if (value === previous || (Number.isNaN(value) && Number.isNaN(previous))) continue;
      if (Number.isNaN(value)) this.#setAll(index, setLeaf);
      else if (Number.isNaN(previous)) this.#visit(place, 0, index.size, previous, value, setLeaf);
      else this.#move(place, index, previous, value, setLeaf);
      if (Number.isNaN(value) || Number.isNaN(previous)) index.settle(value);
    }
    for (const { stops } of this.#stops.values()) stops.judge(setLeaf);
    for (const newcomer of this.#newcomers) this.#judgeNewcomer(newcomer, setLeaf);
    this.#newcomers = [];
  }

  /** After all verdicts of a grid point. */
  raisePeaks(): void {
    for (const { stops } of this.#stops.values()) stops.raisePeaks();
  }

  /** A trigger fired: its stops start anew. */
  restartStop(slot: number, stop: Pick<StopLeaf, "key" | "ageMsMax" | "bit">): void {
    this.#stopsOf(stop).restart(slot, stop.bit);
  }

  stopLevel(slot: number, stop: Pick<StopLeaf, "key" | "ageMsMax" | "bit">): number | null {
    return this.#stopsOf(stop).levelOf(slot, stop.bit);
  }

  save(): LeafIndexState {
    const thresholds = this.#byNode.flatMap((index, node) => {
      if (index === undefined) return [];
      index.settle(this.#graph.nodes[node]?.value ?? Number.NaN);
      return index.size === 0 ? [] : [{ node, thresholds: index.thresholds, slots: index.slots, leaves: index.leaves }];
    });
    const stops = [...this.#stops.values()].map(({ stop, stops: held }) => ({ stop, state: held.save() }));
    return { thresholds, stops, pulses: this.#pulses, newcomers: this.#newcomers };
  }

  /** The graph is restored before; the index is empty. */
  restore(state: LeafIndexState): void {
    for (const { node, thresholds, slots, leaves } of state.thresholds) {
      const index = this.#indexOf(node);
      index.thresholds = thresholds;
      index.slots = slots;
      index.leaves = leaves;
      index.settle(this.#graph.nodes[node]?.value ?? Number.NaN);
    }
    for (const { stop, state: saved } of state.stops) this.#stopsOf(stop).restore(saved);
    this.#pulses = [...state.pulses];
    this.#newcomers = [...state.newcomers];
  }

  /** From one known value to another: thresholds outside the closed range between them keep their verdicts. */
  #move(node: number, index: ThresholdIndex, previous: number, value: number, setLeaf: SetLeaf): void {
    const { thresholds } = index;
    const size = thresholds.length;
    let from = index.position;
    let to = index.position;
    if (value > previous) {
      while (from > 0 && (thresholds[from - 1] as number) === previous) from -= 1;
      while (to < size && (thresholds[to] as number) <= value) to += 1;
      index.position = to;
    } else {
      while (from > 0 && (thresholds[from - 1] as number) >= value) from -= 1;
      let position = from;
      while (position < to && (thresholds[position] as number) === value) position += 1;
      index.position = position;
    }
    if (from < to) this.#visit(node, from, to, previous, value, setLeaf);
  }

  #visit(node: number, from: number, to: number, previous: number, value: number, setLeaf: SetLeaf): void {
    const { thresholds, slots, leaves } = this.#indexOf(node);
    for (let at = from; at < to; at += 1) {
      const leaf = leaves[at] as number;
      const slot = slots[at] as number;
      const verdict = judge(leaf >>> 5, previous, value, thresholds[at] as number);
      setLeaf(slot, leaf & 31, verdict);
      if (verdict === truth && leaf >>> 5 >= firstCrossing) this.#pulses.push(slot, leaf & 31, node);
    }
  }

  #setAll({ slots, leaves }: ThresholdIndex, setLeaf: SetLeaf): void {
    for (let at = 0; at < slots.length; at += 1) setLeaf(slots[at] as number, (leaves[at] as number) & 31, unknown);
  }

  #judgeNewcomer({ slot, thresholds, stops }: Newcomer, setLeaf: SetLeaf): void {
    for (const { node, op, threshold, bit } of thresholds) {
      const { previous, value } = this.#graph.nodes[node] as { previous: number; value: number };
      const code = thresholdOps.indexOf(op);
      const verdict = judge(code, previous, value, threshold);
      setLeaf(slot, bit, verdict);
      if (verdict === truth && code >= firstCrossing) this.#pulses.push(slot, bit, node);
    }
    for (const stop of stops) {
      setLeaf(slot, stop.bit, this.#graph.view(stop.key, stop.ageMsMax).isKnown ? falsity : unknown);
    }
  }

  #indexOf(node: number): ThresholdIndex {
    this.#byNode[node] ??= new ThresholdIndex();
    return this.#byNode[node];
  }

  #stopsOf({ key, ageMsMax }: Pick<StopLeaf, "key" | "ageMsMax">): TrailingStops {
    const name = `${ageMsMax ?? ""}|${key}`;
    const held = this.#stops.get(name);
    if (held !== undefined) return held.stops;
    const stops = new TrailingStops(this.#graph.view(key, ageMsMax));
    this.#stops.set(name, { stop: { key, ageMsMax }, stops });
    return stops;
  }
}

/** Numbers that a pulse takes in its list. */
const pulseWidth = 3;
const firstCrossing = thresholdOps.indexOf("crossesAbove");

/** One leaf, by the place of its op in `thresholdOps`. A crossing needs data at the evaluation before: else false. */
function judge(op: number, previous: number, value: number, threshold: number): Verdict {
  if (Number.isNaN(value)) return unknown;
  switch (op) {
    case 0:
      return value < threshold ? truth : falsity;
    case 1:
      return value <= threshold ? truth : falsity;
    case 2:
      return value > threshold ? truth : falsity;
    case 3:
      return value >= threshold ? truth : falsity;
    case 4:
      return value === threshold ? truth : falsity;
    case 5:
      return value !== threshold ? truth : falsity;
    case 6:
      return previous <= threshold && value > threshold ? truth : falsity;
    default:
      return previous >= threshold && value < threshold ? truth : falsity;
  }
}
