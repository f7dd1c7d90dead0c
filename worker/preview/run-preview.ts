import type { LeafTrace } from "../../contracts/fires.ts";
import type { TriggerPreview } from "../../contracts/trigger-preview.ts";
import { Engine, type EngineSettings } from "../../evaluate/core/engine.ts";
import { explain } from "../../evaluate/core/explain.ts";
import { SeriesReader } from "../../evaluate/core/replay/series.ts";
import { toEngineTrigger } from "../../evaluate/core/to-engine-trigger.ts";
import type { StoredSeries } from "../../store/read-series.ts";
import { describePreview } from "./describe-preview.ts";
import type { PreviewPlan } from "./plan-preview.ts";
import { toSeries } from "./to-series.ts";

/**
 * Evaluates a planned preview over what was recorded, with the engine that runs live. Before `fromMs` only windows fill;
 * there the trigger is armed, as if its owner had set it then.
 */
export function runPreview(
  plan: PreviewPlan,
  stored: readonly StoredSeries[],
  settings: EngineSettings,
): TriggerPreview {
  const { registered, compiled, fromMs, toMs, warmFromMs } = plan;
  const { cadenceMs } = settings;
  const engine = new Engine(settings);
  const lowered = engine.lower({ ...compiled, maxStalenessMs: registered.maxStalenessMs });
  if (lowered === null) throw new Error("its size was checked when it was compiled");
  const reader = new SeriesReader(stored.map((series) => toSeries(series, cadenceMs)));
  const warmTick = warmFromMs / cadenceMs;
  const fromTick = Math.ceil(fromMs / cadenceMs);
  const toTick = toMs / cadenceMs;
  for (let next = reader.nextKnownAtMs(); next <= warmFromMs - cadenceMs; next = reader.nextKnownAtMs()) {
    const tick = Math.ceil(next / cadenceMs);
    engine.graph.prime(tick, reader.readUntil(tick * cadenceMs), warmTick);
  }
  const at: number[] = [];
  let last: LeafTrace[] | null = null;
  for (let tick = warmTick; tick <= toTick; tick += 1) {
    if (tick === fromTick) engine.add(slot, toEngineTrigger("", registered, compiled));
    engine.step(tick, reader.readUntil(tick * cadenceMs), () => {
      at.push(tick * cadenceMs);
      last = explain(engine, slot, lowered.when, registered.maxStalenessMs);
    });
  }
  const evaluations = toTick - fromTick + 1;
  const isRunaway = engine.statusOf(slot).phase === "runaway";
  const described = describePreview(plan, { fires: at.length, isRunaway, stored, guard: settings.guard });
  return { fires: at.length, at, last, evaluations, fromMs, toMs, ...described };
}

/** The one trigger of this engine. */
const slot = 0;
