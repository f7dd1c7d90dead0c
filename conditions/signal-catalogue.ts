import type { PipelinesFile } from "../contracts/pipelines-file.ts";
import { parseDurationMs } from "../contracts/time.ts";

/** What the catalogue says of one signal. */
export type CatalogueSignal = {
  readonly unit: string;
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly stalenessMs: number;
  readonly description: string;
};

/** Finds a signal by its full name; undefined where there is none. */
export type SignalCatalogue = (key: string) => CatalogueSignal | undefined;

/** Reads the catalogue of `pipelines.toml`. `*` in a catalogue name stands for any declared asset. */
export function createSignalCatalogue(file: Pick<PipelinesFile, "signals" | "assets">): SignalCatalogue {
  const signals = new Map<string, CatalogueSignal>();
  for (const [pattern, entry] of Object.entries(file.signals)) {
    const keys = pattern.includes("*")
      ? Object.keys(file.assets).map((asset) => pattern.replace("*", asset))
      : [pattern];
    for (const key of keys) {
      signals.set(key, {
        unit: entry.unit,
        min: entry.min,
        max: entry.max,
        stalenessMs: parseDurationMs(entry.staleness) ?? 0,
        description: entry.description,
      });
    }
  }
  return (key) => signals.get(key);
}
