import type { PublicDatasetName } from "./datasets.ts";
import { dayMs } from "./part-keys.ts";

export type ExportSettings = {
  /** A part holds no more, unless a single moment does: this bounds memory. */
  readonly rowsPerPart: number;
  readonly rowsPerPage: number;
  /** After so many rows a run commits what it has and says that there is more. */
  readonly rowsPerRun: number;
  /** So many of the latest dates are compared with the store at every run, all others once in `checkDays`. */
  readonly recentDays: number;
  readonly checkDays: number;
  /** How often exports run. */
  readonly everyMs: number;
  /** A date that ended so long ago is compacted. */
  readonly compactAfterMs: number;
  /** How long a snapshot can be read after the next one was written. */
  readonly snapshotDays: number;
  /** Dates that are older are taken out of the dataset; a dataset without an entry keeps all. */
  readonly keepDays: Readonly<Partial<Record<PublicDatasetName, number>>>;
};

export const defaultExportSettings: ExportSettings = {
  rowsPerPart: 50_000,
  rowsPerPage: 5_000,
  rowsPerRun: 1_000_000,
  recentDays: 3,
  checkDays: 7,
  everyMs: dayMs / 4,
  compactAfterMs: dayMs,
  snapshotDays: 7,
  keepDays: {},
};
