import { z } from "zod";
import type { CatalogueSignal } from "../../conditions/signal-catalogue.ts";
import { FactorName } from "../../contracts/event.ts";
import { SignalKey } from "../../contracts/ids.ts";
import { ok, type Result } from "../../contracts/result.ts";
import type { Series } from "../../evaluate/core/replay/series.ts";
import type { RefusedRow } from "../prices/parse-price-rows.ts";
import { differencesMs, medianMinutesMs } from "../prices/spacing.ts";
import type { TextFile } from "../read-text-file.ts";

/** One line of `--events` and `--signals`. */
const SignalLine = z.object({
  key: SignalKey,
  value: z.number(),
  ts_ms: z.int().nonnegative(),
  valid_until_ms: z.int().nonnegative().optional(),
});
type SignalLine = z.infer<typeof SignalLine>;

export type LoadedSignals = {
  readonly series: readonly Series[];
  readonly signals: ReadonlyMap<string, CatalogueSignal>;
  readonly refused: readonly RefusedRow[];
  readonly duplicates: number;
  readonly samples: number;
};

/** Reads signal samples, one JSON object per line. A line that cannot be used is refused with its number and reason. */
export function loadSignals(files: readonly TextFile[], cadenceMs: number): LoadedSignals {
  const byKey = new Map<SignalKey, Map<number, SignalLine>>();
  const refused: RefusedRow[] = [];
  let written = 0;
  for (const { path, text } of files) {
    for (const [index, line] of text.split("\n").entries()) {
      if (line.trim() === "") continue;
      const parsed = parseLine(line);
      if (!parsed.ok) {
        refused.push({ file: path, line: index + 1, reason: parsed.error });
        continue;
      }
      written += 1;
      const samples = byKey.get(parsed.value.key) ?? new Map<number, SignalLine>();
      byKey.set(parsed.value.key, samples.set(parsed.value.ts_ms, parsed.value));
    }
  }
  const series = [...byKey].map(([key, samples]) => toSeries(key, samples));
  const samples = series.reduce((sum, { knownAtMs }) => sum + knownAtMs.length, 0);
  const signals = new Map(series.map((one) => [one.key as string, describe(one, cadenceMs)]));
  return { series, signals, refused, duplicates: written - samples, samples };
}

function parseLine(line: string): Result<SignalLine, string> {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { ok: false, error: "is not JSON" };
  }
  const parsed = SignalLine.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const [issue] = parsed.error.issues;
  return { ok: false, error: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "refused"}` };
}

function toSeries(key: SignalKey, samples: ReadonlyMap<number, SignalLine>): Series {
  const kept = [...samples.values()].sort((a, b) => a.ts_ms - b.ts_ms);
  return {
    key,
    knownAtMs: Float64Array.from(kept, (line) => line.ts_ms),
    value: Float64Array.from(kept, (line) => line.value),
    range: null,
    validUntilMs: Float64Array.from(kept, (line) => line.valid_until_ms ?? Number.POSITIVE_INFINITY),
  };
}

function describe({ key, knownAtMs, value }: Series, cadenceMs: number): CatalogueSignal {
  const stepMs = Math.max(cadenceMs, medianMinutesMs(differencesMs([{ tsMs: [...knownAtMs] }])) ?? 0);
  // A factor is within [-1, 1] by its definition; a file in which it is not defines it otherwise.
  const isFactor = factorKeys.has(key) && value.every((one) => Math.abs(one) <= 1);
  const [min, max] = isFactor ? [-1, 1] : [undefined, undefined];
  return { unit: undefined, min, max, stepMs, stalenessMs: 3 * stepMs, description: key };
}

const factorKeys: ReadonlySet<string> = new Set(FactorName.options.map((name) => `factor.${name}`));
