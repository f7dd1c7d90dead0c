import { compareCodePoints } from "../contracts/compare-code-points.ts";
import { EventCategory } from "../contracts/event.ts";
import type { PipelinesFile } from "../contracts/pipelines-file.ts";
import { parseDurationMs } from "../contracts/time.ts";

/** What is known of one signal before any sample of it is seen. */
export type CatalogueSignal = {
  /** `USD`, a currency or token symbol, or undefined where the signal has no dimension (ratios, scores, counts). */
  readonly unit: string | undefined;
  /** Declared range; a price is greater than `min` 0, other bounds may be reached. */
  readonly min: number | undefined;
  readonly max: number | undefined;
  /** How often it comes: the spacing of its samples, at least the evaluation cadence. */
  readonly stepMs: number;
  /** Age beyond which a sample is no data, where a trigger says nothing else. */
  readonly stalenessMs: number;
  readonly description: string;
};

/** Which signals exist. A signal that is not in it is refused where a condition names it. */
export type SignalCatalogue = {
  readonly find: (key: string) => CatalogueSignal | undefined;
  /** All names, by code point: for suggestions. */
  readonly keys: readonly string[];
};

export function catalogueOf(signals: ReadonlyMap<string, CatalogueSignal>): SignalCatalogue {
  return { find: (key) => signals.get(key), keys: [...signals.keys()].sort(compareCodePoints) };
}

const dimensionless = new Set(["ratio", "score", "count", "correlation", "probability", "logit"]);

type CatalogueFile = Pick<PipelinesFile, "signals" | "assets" | "markets" | "chains">;

/** Reads the catalogue of `pipelines.toml`. `*` in a catalogue name stands for everything that its entry is `over`. */
export function createSignalCatalogue(file: CatalogueFile): SignalCatalogue {
  const signals = new Map<string, CatalogueSignal>();
  for (const [pattern, entry] of Object.entries(file.signals)) {
    const names = pattern.includes("*") ? namesOver(entry.over, file) : [""];
    const keys = names.map((name) => pattern.replace("*", name));
    for (const key of keys) {
      signals.set(key, {
        unit: dimensionless.has(entry.unit) ? undefined : entry.unit,
        min: entry.min,
        max: entry.max,
        stepMs: parseDurationMs(entry.cadence) ?? 0,
        stalenessMs: parseDurationMs(entry.staleness) ?? 0,
        description: entry.description,
      });
    }
  }
  return catalogueOf(signals);
}

function namesOver(
  over: PipelinesFile["signals"][string]["over"],
  { assets, markets, chains }: CatalogueFile,
): readonly string[] {
  switch (over) {
    case "assets":
      return Object.keys(assets);
    case "stablecoins":
      return Object.entries(assets).flatMap(([id, { kind }]) => (kind === "stablecoin" ? [id] : []));
    case "markets":
      return Object.keys(markets);
    case "categories":
      return EventCategory.options;
    case "chains":
      return Object.keys(chains);
  }
}
