import { createSignalCatalogue } from "../../conditions/signal-catalogue.ts";
import type { PipelinesFile } from "../../contracts/pipelines-file.ts";
import { durationMs } from "../../contracts/time.ts";
import { listPricedAssets } from "../../ingest/core/declared-assets.ts";

/** The assets as `pipelines.toml` declares them. */
export function listAssets(file: PipelinesFile) {
  const priced = new Map(listPricedAssets(file).map((asset) => [asset.id as string, asset]));
  return Object.entries(file.assets).map(([id, { name, kind, decimals, quote, addresses, heartbeat, staleness }]) => ({
    ...{ id, name, kind, decimals, quote, addresses },
    symbols: priced.get(id)?.symbols ?? {},
    heartbeatMs: durationMs(heartbeat),
    stalenessMs: durationMs(staleness),
  }));
}

/** Every signal that can be named in a condition, with the time of its newest sample; null where none ever came. */
export function listSignals(file: PipelinesFile, seen: ReadonlyMap<string, number>) {
  const catalogue = createSignalCatalogue(file);
  return catalogue.keys.flatMap((key) => {
    const signal = findSignal(file, key, catalogue);
    return signal === undefined ? [] : [{ ...signal, newestAtMs: seen.get(key) ?? null }];
  });
}

export function findSignal(file: PipelinesFile, key: string, catalogue = createSignalCatalogue(file)) {
  const found = catalogue.find(key);
  if (found === undefined) return undefined;
  const { unit, min, max, stepMs, stalenessMs, description } = found;
  return { key, unit: unit ?? null, min: min ?? null, max: max ?? null, cadenceMs: stepMs, stalenessMs, description };
}
