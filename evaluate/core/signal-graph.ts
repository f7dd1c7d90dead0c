import type { NumberExpression, SignalField } from "../../conditions/condition.ts";
import type { SignalCatalogue } from "../../conditions/signal-catalogue.ts";
import type { SignalKey } from "../../contracts/ids.ts";
import type { GridSample } from "./grid-sample.ts";
import { ArithmeticNode, ConstantNode, DifferenceNode, NegateNode } from "./nodes/arithmetic-nodes.ts";
import { ChangeNode } from "./nodes/change-node.ts";
import { EmaNode } from "./nodes/ema-node.ts";
import { EventCountNode } from "./nodes/event-count-node.ts";
import type { SignalNode } from "./nodes/signal-node.ts";
import { SignalRangeNode, SignalView } from "./nodes/signal-view.ts";
import { WindowMoments } from "./nodes/window-moments.ts";
import { ExtremeNode, MomentNode } from "./nodes/window-nodes.ts";
import { WindowRing } from "./nodes/window-ring.ts";

/**
 * How a node is made. Nodes are named by their place in the graph, inputs before what uses them, so a list of these
 * is the whole graph. `ageMsMax` is the trigger's own limit, null for each signal's.
 */
export type NodeSpec =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "signal"; readonly key: SignalKey; readonly field: SignalField; readonly ageMsMax: number | null }
  | { readonly kind: "negate" | "ring" | "moments"; readonly of: number; readonly ticks?: number }
  | { readonly kind: "change"; readonly of: number; readonly ticks: number }
  | { readonly kind: "+" | "-" | "*" | "/" | "difference"; readonly left: number; readonly right: number }
  | { readonly kind: "sma" | "stddev" | "zscore" | "min" | "max"; readonly of: number; readonly stepMs: number }
  | { readonly kind: "ema"; readonly of: number; readonly n: number }
  | { readonly kind: "event-count"; readonly filter: string; readonly ticks: number };

type ViewEntry = { readonly key: SignalKey; readonly ageMsMax: number | null; readonly view: SignalView };

/** Everything that the next evaluation needs of the past: one row per node and per view, in order. */
export type GraphState = {
  readonly specs: readonly NodeSpec[];
  readonly nodes: readonly (Float64Array | null)[];
  readonly views: readonly {
    readonly key: SignalKey;
    readonly ageMsMax: number | null;
    readonly state: Float64Array;
  }[];
};

/**
 * The derived signals that conditions rest on. Equal expressions under equal limits of age are one node, whoever
 * mentions them; all nodes are stepped once per grid point.
 */
export class SignalGraph {
  readonly nodes: SignalNode[] = [];
  /** All but constants and views, which are stepped before. */
  readonly #stepped: SignalNode[] = [];
  readonly #specs: NodeSpec[] = [];
  readonly #byName = new Map<string, number>();
  readonly #views = new Map<string, ViewEntry>();
  readonly #eventCounts: EventCountNode[] = [];
  readonly #catalogue: SignalCatalogue;
  readonly #cadenceMs: number;
  readonly #viewsByKey = new Map<string, readonly SignalView[]>();
  /** Which views took the samples of the point before, in the order in which they came. */
  readonly #arrivals: { readonly key: string; readonly views: readonly SignalView[] }[] = [];
  #viewList: ViewEntry[] = [];

  constructor(catalogue: SignalCatalogue, cadenceMs: number) {
    this.#catalogue = catalogue;
    this.#cadenceMs = cadenceMs;
  }

  /** The node of an expression; made where there is none. */
  add(expression: NumberExpression, ageMsMax: number | null): number {
    switch (expression.kind) {
      case "number":
        return this.#intern({ kind: "constant", value: expression.value });
      case "signal":
        return this.#intern({ kind: "signal", key: expression.key, field: expression.field, ageMsMax });
      case "negate":
        return this.#intern({ kind: "negate", of: this.add(expression.of, ageMsMax) });
      case "arithmetic": {
        const left = this.add(expression.left, ageMsMax);
        const right = this.add(expression.right, ageMsMax);
        return this.#intern({ kind: expression.op, left, right });
      }
      case "change": {
        const of = this.add(expression.of, ageMsMax);
        return this.#intern({ kind: "change", of, ticks: expression.windowMs / this.#cadenceMs });
      }
      case "ema": {
        const of = this.add(expression.of, ageMsMax);
        return this.#intern({ kind: "ema", of, n: expression.windowMs / this.#stepMs(expression.of) });
      }
      case "window": {
        const of = this.add(expression.of, ageMsMax);
        const ring = this.#intern({ kind: "ring", of, ticks: expression.windowMs / this.#cadenceMs });
        const stepMs = this.#stepMs(expression.of);
        const { aggregate } = expression;
        if (aggregate === "min" || aggregate === "max") return this.#intern({ kind: aggregate, of: ring, stepMs });
        return this.#intern({ kind: aggregate, of: this.#intern({ kind: "moments", of: ring }), stepMs });
      }
      case "event-count":
        return this.#intern({
          kind: "event-count",
          filter: expression.filter,
          ticks: expression.windowMs / this.#cadenceMs,
        });
    }
  }

  /** The node whose sign tells how two expressions compare. */
  addDifference(left: number, right: number): number {
    return this.#intern({ kind: "difference", left, right });
  }

  /** The present reading of a signal under a limit of age. */
  view(key: SignalKey, ageMsMax: number | null): SignalView {
    const name = viewName(key, ageMsMax);
    const held = this.#views.get(name);
    if (held !== undefined) return held.view;
    const view = new SignalView(ageMsMax, this.#catalogue.find(key)?.stalenessMs ?? 0);
    this.#views.set(name, { key, ageMsMax, view });
    this.#viewList = [...this.#views.values()];
    this.#viewsByKey.set(key, [...(this.#viewsByKey.get(key) ?? []), view]);
    this.#arrivals.length = 0;
    return view;
  }

  /** Steps every view and node to the grid point. Points come one after another, none left out. */
  step(tick: number, samples: ReadonlyMap<string, GridSample>): void {
    this.#stepViews(tick * this.#cadenceMs, samples);
    if (this.#eventCounts.length > 0) this.#countEvents(samples);
    for (const node of this.#stepped) node.step(tick);
  }

  /**
   * Takes in what became known at a point before the first evaluated one: signals are held from there on, new to nobody;
   * events count in the windows that reach back to it.
   */
  prime(tick: number, samples: ReadonlyMap<string, GridSample>, firstTick: number): void {
    this.#stepViews(tick * this.#cadenceMs, samples);
    // No evaluation was there: whatever looks at the one before the first finds no data.
    for (const { view } of this.#viewList) view.value = Number.NaN;
    for (const { key, count } of samples.values()) {
      for (const node of this.#eventCounts) if (node.counts(key)) node.prime(count, tick, firstTick);
    }
  }

  #stepViews(atMs: number, samples: ReadonlyMap<string, GridSample>): void {
    let place = 0;
    for (const sample of samples.values()) {
      // Signals mostly come in the order of the point before: then nothing is looked up.
      let arrival = this.#arrivals[place];
      if (arrival?.key !== sample.key) {
        arrival = { key: sample.key, views: this.#viewsByKey.get(sample.key) ?? noViews };
        this.#arrivals[place] = arrival;
      }
      place += 1;
      const { views } = arrival;
      for (let at = 0; at < views.length; at += 1) (views[at] as SignalView).take(atMs, sample);
    }
    for (const { view } of this.#viewList) if (view.steppedAtMs !== atMs) view.step(atMs);
  }

  #countEvents(samples: ReadonlyMap<string, GridSample>): void {
    for (const { key, count, sampleAtMs } of samples.values()) {
      for (const node of this.#eventCounts) if (node.counts(key)) node.take(count, sampleAtMs);
    }
  }

  save(): GraphState {
    return {
      specs: [...this.#specs],
      // Views stand apart: some are of no node.
      nodes: this.nodes.map((node) => (node instanceof SignalView ? null : node.save())),
      views: this.#viewList.map(({ key, ageMsMax, view }) => ({ key, ageMsMax, state: view.save() })),
    };
  }

  /** Takes over a saved graph as it was after `tick`; the graph is empty before. */
  restore(state: GraphState, tick: number): void {
    state.specs.forEach((spec, index) => {
      this.#intern(spec);
      const saved = state.nodes[index];
      if (saved !== null && saved !== undefined) this.nodes[index]?.restore(saved, tick);
    });
    for (const { key, ageMsMax, state: saved } of state.views) this.view(key, ageMsMax).restore(saved);
  }

  /**
   * Takes the state of those nodes over that are new here, from a graph that was stepped through the recorded past. What
   * this graph has stepped itself stays.
   */
  adopt(past: SignalGraph, tick: number, isNew: (node: number) => boolean): void {
    past.nodes.forEach((node, index) => {
      const own = this.#adoptedPlace(past, index);
      if (own === undefined || !isNew(own)) return;
      const saved = node instanceof SignalView ? null : node.save();
      if (saved !== null) this.nodes[own]?.restore(saved, tick);
    });
    for (const [name, { view }] of past.#views) {
      const own = this.#views.get(name)?.view;
      if (own !== undefined && own.sampleAtMs === Number.NEGATIVE_INFINITY) own.restore(view.save());
    }
  }

  /** Where a node of another graph stands in this one: names differ, because inputs stand in other places. */
  #adoptedPlace(past: SignalGraph, index: number): number | undefined {
    const spec = past.#specs[index];
    if (spec === undefined) return undefined;
    const move = (place: number): number => this.#adoptedPlace(past, place) ?? -1;
    const moved =
      "of" in spec
        ? { ...spec, of: move(spec.of) }
        : "left" in spec
          ? { ...spec, left: move(spec.left), right: move(spec.right) }
          : spec;
    return this.#byName.get(JSON.stringify(moved));
  }

  #intern(spec: NodeSpec): number {
    const name = JSON.stringify(spec);
    const held = this.#byName.get(name);
    if (held !== undefined) return held;
    const node = this.#make(spec);
    const index = this.nodes.push(node) - 1;
    if (!(node instanceof ConstantNode || node instanceof SignalView)) this.#stepped.push(node);
    this.#specs.push(spec);
    this.#byName.set(name, index);
    return index;
  }

  #make(spec: NodeSpec): SignalNode {
    switch (spec.kind) {
      case "constant":
        return new ConstantNode(spec.value);
      case "signal":
        return spec.field === "value"
          ? this.view(spec.key, spec.ageMsMax)
          : new SignalRangeNode(this.view(spec.key, spec.ageMsMax), spec.field);
      case "negate":
        return new NegateNode(this.#at(spec.of));
      case "ring":
        return new WindowRing(this.#at(spec.of), spec.ticks ?? 1);
      case "moments":
        return new WindowMoments(this.#at(spec.of) as WindowRing);
      case "change":
        return new ChangeNode(this.#at(spec.of), spec.ticks);
      case "ema":
        return new EmaNode(this.#at(spec.of), spec.n);
      case "difference":
        return new DifferenceNode(this.#at(spec.left), this.#at(spec.right));
      case "sma":
      case "stddev":
      case "zscore": {
        const moments = this.#at(spec.of) as WindowMoments;
        return new MomentNode(spec.kind, moments, this.#enough(moments.ring, spec.stepMs));
      }
      case "min":
      case "max": {
        const ring = this.#at(spec.of) as WindowRing;
        return new ExtremeNode(spec.kind, ring, this.#enough(ring, spec.stepMs));
      }
      case "event-count": {
        const node = new EventCountNode(spec.filter, spec.ticks);
        this.#eventCounts.push(node);
        return node;
      }
      default:
        return new ArithmeticNode(spec.kind, this.#at(spec.left), this.#at(spec.right));
    }
  }

  #enough(ring: WindowRing, stepMs: number) {
    return { stepMs, windowMs: ring.samples.length * this.#cadenceMs };
  }

  #at(index: number): SignalNode {
    const node = this.nodes[index];
    if (node === undefined) throw new Error(`the graph has no node ${index}`);
    return node;
  }

  /** The step of an expression: the least among its signals. */
  #stepMs(expression: NumberExpression): number {
    switch (expression.kind) {
      case "number":
        return Number.POSITIVE_INFINITY;
      case "signal":
        return Math.max(this.#cadenceMs, this.#catalogue.find(expression.key)?.stepMs ?? this.#cadenceMs);
      case "arithmetic":
        return Math.min(this.#stepMs(expression.left), this.#stepMs(expression.right));
      case "event-count":
        return this.#cadenceMs;
      default:
        return this.#stepMs(expression.of);
    }
  }
}

const noViews: readonly SignalView[] = [];

const viewName = (key: string, ageMsMax: number | null): string => `${ageMsMax ?? ""}|${key}`;
