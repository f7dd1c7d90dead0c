import { compileCondition, formatConditionError } from "../../conditions/compile-condition.ts";
import type { Condition } from "../../conditions/condition.ts";
import { createSignalCatalogue, type SignalCatalogue } from "../../conditions/signal-catalogue.ts";
import type { LeafTrace } from "../../contracts/fires.ts";
import { SignalKey } from "../../contracts/ids.ts";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import { Engine } from "./engine.ts";
import { explain } from "./explain.ts";
import { type GridSample, toGridSample } from "./grid-sample.ts";
import type { LifeTerms } from "./life-rule.ts";

/** Without a range of its own a sample's range reaches from the value before. `sampleAtMs`: else its point's time. */
export type TestSample = {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  readonly sampleAtMs?: number;
};

/** What becomes known at one point of the grid, by signal. */
export type TestPoint = Readonly<Record<string, TestSample>>;

export type TestSettings = {
  readonly catalogue?: SignalCatalogue;
  readonly cadenceMs?: number;
  /** Time of the last point; the others come before it, one cadence apart. */
  readonly atMs?: number;
  readonly maxStalenessMs?: number | null;
  /** By default the trigger cannot fire before the last point, so that its peaks are those since the first. */
  readonly terms?: Partial<LifeTerms>;
};

export const testAtMs: number = Date.UTC(2021, 4, 19, 12);
export const testCadenceMs = 120_000;
export const testCatalogue: SignalCatalogue = createSignalCatalogue(pipelines);

/** So many points at which nothing becomes known. */
export const quietPoints = (count: number): TestPoint[] => Array.from({ length: count }, () => ({}));

export function compileForTest(when: string, { catalogue, cadenceMs }: TestSettings = {}): Condition {
  const settings = { catalogue: catalogue ?? testCatalogue, cadenceMs: cadenceMs ?? testCadenceMs };
  const compiled = compileCondition(when, settings);
  if (!compiled.ok) throw new Error(formatConditionError(when, compiled.error));
  return compiled.value;
}

/** What the engine explains of a condition at the last of these points, as it comes out of a queue. */
export function explainAt(when: string, points: readonly TestPoint[], settings: TestSettings = {}): LeafTrace[] {
  return evaluateAt(when, points, settings).traces;
}

/** The same, and whether the trigger fires at the last point. */
export function evaluateAt(
  when: string,
  points: readonly TestPoint[],
  settings: TestSettings = {},
): { readonly traces: LeafTrace[]; readonly fires: boolean } {
  const { cadenceMs = testCadenceMs, atMs = testAtMs, maxStalenessMs = null, catalogue = testCatalogue } = settings;
  if (points.length === 0 || atMs % cadenceMs !== 0) throw new Error("expected points on the grid");
  const withClock: SignalCatalogue = {
    ...catalogue,
    find: (key) => (key === clock ? clockSignal : catalogue.find(key)),
  };
  const engine = new Engine({ catalogue: withClock, cadenceMs, guard: null });
  const own = { clearWhen: null, maxStalenessMs, epoch: 0, lastFiredAtMs: null, group: null };
  const trigger = { ...own, when: compileForTest(when, settings), terms: { ...termsFrom(atMs), ...settings.terms } };
  engine.add(subject, trigger);
  engine.add(witness, {
    ...own,
    when: compileForTest(always, { catalogue: withClock, cadenceMs }),
    terms: termsFrom(atMs),
  });
  const lowered = engine.lower(trigger);
  if (lowered === null) throw new Error(`too many leaves: ${when}`);
  const lastTick = atMs / cadenceMs;
  let traces: LeafTrace[] | undefined;
  let fires = false;
  points.forEach((point, index) => {
    const tick = lastTick - points.length + 1 + index;
    engine.step(tick, toSamples({ ...point, [clock]: { value: 1 } }, tick * cadenceMs, withClock), (slot) => {
      // Explained as a fire is, before the point's own high moves any peak.
      if (slot === witness) traces = explain(engine, subject, lowered.when, maxStalenessMs);
      else fires = tick === lastTick;
    });
  });
  if (traces === undefined) throw new Error("the witness fires at the last point");
  return { traces: JSON.parse(JSON.stringify(traces)) as LeafTrace[], fires };
}

const [subject, witness] = [0, 1];
const clock = "clock.test";
const clockSignal = { unit: undefined, min: undefined, max: undefined, stepMs: 0, stalenessMs: 0, description: "" };
const always = `signal('${clock}') > 0`;

/** It fires from a moment on, whenever it is true. */
const termsFrom = (atMs: number): LifeTerms => ({
  forMs: 0,
  keepForMs: 0,
  cooldownMs: 0,
  mode: "repeat",
  maxFires: null,
  noData: "hold",
  validFromMs: atMs,
  validUntilMs: null,
  activeHours: null,
});

function toSamples(point: TestPoint, pointMs: number, { find }: SignalCatalogue): ReadonlyMap<string, GridSample> {
  const samples = Object.entries(point).map(([key, { sampleAtMs = pointMs, ...reading }]) => {
    const validUntilMs = sampleAtMs + (find(key)?.stalenessMs ?? 0);
    return toGridSample({
      ...reading,
      key: SignalKey.parse(key),
      unit: "score",
      sampleAtMs,
      validUntilMs,
      sources: [],
    });
  });
  return new Map(samples.map((sample) => [sample.key, sample]));
}
