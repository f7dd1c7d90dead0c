import type { PreviewMoment, TriggerPreview } from "../../contracts/trigger-preview.ts";
import { Engine, type EngineSettings } from "../../evaluate/core/engine.ts";
import { explain, readLeaf } from "../../evaluate/core/explain.ts";
import { SeriesReader } from "../../evaluate/core/replay/series.ts";
import { toEngineTrigger } from "../../evaluate/core/to-engine-trigger.ts";
import type { StoredSeries } from "../../store/read-series.ts";
import { describePreview } from "./describe-preview.ts";
import type { PreviewPlan } from "./plan-preview.ts";
import { CourseRecorder } from "./record-courses.ts";
import { NearestRecorder } from "./record-nearest.ts";
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
  const explained: PreviewMoment[] = [];
  const courses = new CourseRecorder(compiled.when.leaves);
  const nearest = new NearestRecorder(compiled.when.root, fromTick, toTick);
  const explainNow = () => explain(engine, slot, lowered.when, registered.maxStalenessMs);
  for (let tick = warmTick; tick <= toTick; tick += 1) {
    if (tick === fromTick) engine.add(slot, toEngineTrigger("", registered, compiled));
    engine.step(tick, reader.readUntil(tick * cadenceMs), () => {
      at.push(tick * cadenceMs);
      explained.push({ atMs: tick * cadenceMs, explain: explainNow() });
      if (explained.length > explainedMax) explained.shift();
      nearest.fired(tick);
    });
    if (tick < fromTick) continue;
    const readings = lowered.when.plans.map((each) => readLeaf(engine, slot, each, registered.maxStalenessMs));
    courses.add(tick * cadenceMs, readings);
    nearest.add(tick, readings, () => ({ atMs: tick * cadenceMs, explain: explainNow() }));
  }
  const evaluations = toTick - fromTick + 1;
  const isRunaway = engine.statusOf(slot).phase === "runaway";
  const described = describePreview(plan, { fires: at.length, isRunaway, stored, guard: settings.guard });
  const last = explained.at(-1)?.explain ?? null;
  const shown = { explained, nearest: nearest.list(), now: explainNow(), courses: courses.list() };
  return { fires: at.length, at, last, ...shown, evaluations, fromMs, toMs, ...described };
}

const explainedMax = 20;
/** The one trigger of this engine. */
const slot = 0;
