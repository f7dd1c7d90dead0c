import { defaultExportSettings } from "../../analytics/exports/export-settings.ts";
import type { Judge } from "../measurement.ts";

/** A run writes at most so many rows, which a Worker has 30 s of CPU for by default. Parquet is timed with the Arrow file that goes along. */
const rowsPerSecondMin = Math.ceil(defaultExportSettings.rowsPerRun / 30);
/** Ten times the rows, and at most this much more memory: what is held is one part. */
const memoryGrowthMax = 1.5;

/** Of our own rows alone: peers have no target. */
export const judgeRow: Judge = ({ case: name, n, value, peer }, rows) => {
  if (peer !== null) return null;
  if (name.startsWith("export/rows-per-second")) {
    const target = `at least ${rowsPerSecondMin.toLocaleString("en")} rows/s`;
    return { target, isMet: value >= rowsPerSecondMin };
  }
  if (!name.startsWith("export/memory")) return null;
  const smaller = rows.find((row) => row.case === name && row.n < n && row.n >= defaultExportSettings.rowsPerPart);
  if (smaller === undefined) return null;
  return {
    target: `at most ${memoryGrowthMax} × of a tenth of the rows`,
    isMet: value <= smaller.value * memoryGrowthMax,
  };
};
