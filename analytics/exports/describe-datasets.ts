import { arrowTypeNames, type Dataset } from "./dataset.ts";
import { listPublicDatasets, publicDatasets } from "./datasets.ts";
import { defaultExportSettings } from "./export-settings.ts";
import { vaultDatasets } from "./vault-datasets.ts";

const { rowsPerPart, snapshotDays, recentDays, checkDays } = defaultExportSettings;

/** `docs/datasets.md`, from the definitions that files are written by. `keep`: how long a dataset's dates are kept, where not for ever. */
export function describeDatasets(keep: Readonly<Record<string, string | undefined>>): string {
  return `${[
    "# Datasets",
    "Generated from `analytics/exports/datasets.ts` and `vault-datasets.ts`; a test compares, and `vitest run -u` beside it writes this page.",
    ...intro,
    "## Public datasets",
    "None of them says anything about a vault, its owner or its triggers. Text under a licence (headlines, addresses of articles, questions of markets) is in none of them: they hold derived facts.",
    ...listPublicDatasets().flatMap((name) => describe(publicDatasets[name], keep[name])),
    "## Datasets of a vault",
    "`GET /v1/vaults/<address>/exports/<dataset>?format=arrow|arrows|parquet`, with the same token or signed request as the vault's own view. They are made from the vault's own records at the moment of asking, and nothing of them is stored. An answer holds the newest 5,000 rows; where there are older ones, its header `portent-next-before` goes into `&before=` of the next request. An answer without rows is 204.",
    ...Object.values(vaultDatasets).flatMap((dataset) => describe(dataset, undefined)),
  ].join("\n\n")}\n`;
}

const intro = [
  "Every six hours new rows are written as Arrow IPC files and as Parquet, with the same rows in both:",
  [
    "| where | what |",
    "|---|---|",
    "| `exports/arrow/<dataset>/date=YYYY-MM-DD/part-<fromMs>-<toMs>.arrow` | Arrow IPC file: `fromMs ≤ time < toMs`, both UTC milliseconds |",
    "| `exports/parquet/<dataset>/date=YYYY-MM-DD/part-<fromMs>-<toMs>.parquet` | Parquet, Snappy, with the Arrow schema and units in its metadata |",
    "| `manifests/<dataset>/latest.json` | the newest snapshot: every file with rows, size, SHA-256 and range |",
    "| `manifests/<dataset>/<version>.json` | each snapshot, never changed |",
    "| `superseded/<sha256>.<arrow or parquet>` | files that older snapshots name and the newest does not |",
  ].join("\n"),
  `A part has at most ${rowsPerPart.toLocaleString("en")} rows, unless one moment alone has more. Parts never overlap. Rows lie in the order of their time field, rows of one moment in the order of their keys in the store. The date is that of the time field, UTC. Rows that come late, or are replaced, are written into their part: those of the last ${recentDays} days with the next run, older ones within ${checkDays} days. A date that ended a day ago is compacted into few large parts with the same rows in the same order.`,
  `A snapshot is whole and never changes; it can be read for ${snapshotDays} days after the next one was written. While a run is under way, files may be there that no snapshot names yet: the manifest is the truth, a listing of files an approximation.`,
  [
    "| over HTTP | what |",
    "|---|---|",
    "| `GET /v1/exports` | all files of the newest snapshots |",
    "| `GET /v1/exports/<dataset>` | fields, snapshots, files; `?version=` or `?atMs=` for an older snapshot |",
    "| `GET /v1/exports/files/<path>` | a file; `Range`, `If-Range`, `If-None-Match`; the ETag is the SHA-256 |",
    "| `…/<path>?sha256=<sum>` | that very file, wherever it lies by now; this is what lists link to |",
    "| `…/<path>.arrows` | the Arrow IPC stream within the `.arrow` file |",
  ].join("\n"),
];

const describe = (dataset: Dataset, keep: string | undefined): string[] => [
  `### ${dataset.name}`,
  `${dataset.description}. Version ${dataset.version}, partitioned by the date of \`${dataset.timeField}\`, ${retentionOf(dataset, keep)}.`,
  [
    "| field | type | null | unit | description |",
    "|---|---|---|---|---|",
    ...dataset.fields.map(
      ({ name, type, isNullable, unit, description }) =>
        `| \`${name}\` | ${arrowTypeNames[type]} | ${isNullable ? "yes" : "no"} | ${unit === "none" ? "" : unit} | ${description} |`,
    ),
  ].join("\n"),
];

const retentionOf = ({ scope }: Dataset, keep: string | undefined): string =>
  scope === "vault" ? "not stored" : keep === undefined ? "kept for ever" : `kept for ${keep}`;
