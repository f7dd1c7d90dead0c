import { formatBytes } from "../../../format/format-bytes.ts";
import { countOf, formatCount } from "../../../format/format-count.ts";
import type { DatasetAnswer, DatasetField } from "../catalogue/answers.ts";
import { chooseFiles, type Days, measureFiles } from "../catalogue/choose-files.ts";
import type { LoadedTable } from "../engine/console-state.ts";
import { sqlTypeOf } from "../engine/table-sql.ts";

type DatasetItemProps = {
  readonly dataset: DatasetAnswer;
  /** The snapshot that is chosen, null for the newest; undefined: the dataset is not chosen. */
  readonly version: number | null | undefined;
  readonly days: Days;
  readonly loaded: LoadedTable | undefined;
  readonly onToggle: () => void;
  readonly onNewest: () => void;
  readonly onInsert: (name: string) => void;
};

/** One dataset: whether it is chosen, how large it is, and its fields. */
export function DatasetItem({ dataset, version, days, loaded, onToggle, onNewest, onInsert }: DatasetItemProps) {
  const { dataset: name, description, fields, files, snapshot } = dataset;
  const { rows, bytes } = measureFiles(chooseFiles(files, days));
  return (
    <li className="data-item" data-testid={`dataset-${name}`} data-loaded={loaded !== undefined}>
      <label className="data-choice">
        <input type="checkbox" checked={version !== undefined} onChange={onToggle} />
        <span className="data-name">{name}</span>
        <span className="number muted">
          {formatCount(rows)} rows, {formatBytes(bytes)}
        </span>
      </label>
      {loaded === undefined ? null : (
        <p className="data-loaded">
          In the console: {countOf(loaded.rows, "row")}
          {loaded.version === null ? "" : `, snapshot ${loaded.version}`}
        </p>
      )}
      {typeof version !== "number" || version === snapshot?.version ? null : (
        <p className="data-newer">
          Snapshot {version} is chosen; the newest is {snapshot?.version ?? "none"}.{" "}
          <button type="button" className="button button-small" onClick={onNewest}>
            Use the newest
          </button>
        </p>
      )}
      <details>
        <summary>
          {countOf(fields.length, "field")}
          <span className="visually-hidden"> of {name}</span>
        </summary>
        <p className="muted">{description}.</p>
        <ul className="data-fields">
          {fields.map((field) => (
            <li key={field.name}>
              <button
                type="button"
                className="button button-small"
                title={`Put ${field.name} into the query`}
                onClick={() => onInsert(field.name)}
              >
                <code>{field.name}</code>
              </button>{" "}
              <span className="muted">
                {sqlTypeOf(field).toLowerCase()}
                {field.nullable ? ", may be null" : ""}
                {unitWords(field)}
              </span>
              <p>{field.description}</p>
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}

/** Times are no longer numbers here. */
const unitWords = (field: DatasetField): string =>
  sqlTypeOf(field) === "TIMESTAMP" ? ", UTC" : field.unit === "none" ? "" : `, ${field.unit}`;
