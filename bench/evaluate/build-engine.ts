import { Engine, type EngineSettings } from "../../evaluate/core/engine.ts";
import { describeTrigger } from "./describe-trigger.ts";
import { cadenceMs, catalogue } from "./market.ts";
import type { Population } from "./population.ts";

/** The guard is the one that runs: what it keeps of recent fires belongs to the tick. */
export const engineSettings: EngineSettings = { catalogue, cadenceMs, guard: { fires: 12, windowMs: 7_200_000 } };

/** An engine that holds a population, trigger by slot. */
export function buildEngine(population: Population, settings: EngineSettings = engineSettings): Engine {
  const engine = new Engine(settings);
  for (let trigger = 0; trigger < population.n; trigger += 1) engine.add(trigger, describeTrigger(population, trigger));
  return engine;
}
