import { Notice } from "../../../components/notice.tsx";
import { formatBytes } from "../../../format/format-bytes.ts";
import { countOf } from "../../../format/format-count.ts";
import { formatMoment } from "../../../format/format-time.ts";
import type { DatasetAnswer } from "../catalogue/answers.ts";
import { chooseFiles, measureFiles } from "../catalogue/choose-files.ts";
import type { Selection } from "../catalogue/selection.ts";
import type { ConsoleState } from "../engine/console-state.ts";
import { isBusy } from "../use-console.ts";
import { DatasetItem } from "./dataset-item.tsx";
import { DayRange } from "./day-range.tsx";
import { ProgressBar } from "./progress-bar.tsx";

type DatasetListProps = {
  readonly datasets: readonly DatasetAnswer[];
  readonly selection: Selection;
  readonly state: ConsoleState;
  readonly onChoose: (selection: Selection) => void;
  readonly onInsert: (name: string) => void;
  readonly onLoad: () => void;
};

/** What is exported, with its fields; which of it the console works on; how much that is. */
export function DatasetList({ datasets, selection, state, onChoose, onInsert, onLoad }: DatasetListProps) {
  if (datasets.length === 0) {
    return <Notice title="Nothing is exported yet">Exports are written every six hours of the feed.</Notice>;
  }
  const chosen = datasets.filter(({ dataset }) => selection.datasets.has(dataset));
  const extent = measureFiles(chosen.flatMap(({ files }) => chooseFiles(files, selection.days)));
  const whole = measureFiles(datasets.flatMap(({ files }) => files));
  const toggle = (name: string): void => {
    const names = new Map(selection.datasets);
    if (!names.delete(name)) names.set(name, null);
    onChoose({ ...selection, datasets: names });
  };
  return (
    <>
      <ul className="data-list">
        {datasets.map((dataset) => (
          <DatasetItem
            key={dataset.dataset}
            dataset={dataset}
            version={selection.datasets.get(dataset.dataset)}
            days={selection.days}
            loaded={state.tables.get(dataset.dataset)}
            onToggle={() => toggle(dataset.dataset)}
            onNewest={() =>
              onChoose({ ...selection, datasets: new Map([...selection.datasets, [dataset.dataset, null]]) })
            }
            onInsert={onInsert}
          />
        ))}
      </ul>
      <DayRange days={selection.days} extent={whole} onChange={(days) => onChoose({ ...selection, days })} />
      <div className="data-load">
        <p className="number" data-testid="chosen-extent">
          {countOf(chosen.length, "dataset")}, {countOf(extent.files, "file")}, {countOf(extent.rows, "row")},{" "}
          {formatBytes(extent.bytes)}
        </p>
        {state.engine.phase === "ready" ? (
          <button type="button" className="button" disabled={isBusy(state)} onClick={onLoad}>
            Load
          </button>
        ) : null}
      </div>
      {state.loading === null ? null : (
        <ProgressBar
          words={`Loading ${state.loading.dataset}, ${formatBytes(state.loading.loaded)} of ${formatBytes(state.loading.total)}`}
          share={state.loading.loaded / Math.max(1, state.loading.total)}
        />
      )}
      {state.notices.map((notice) => (
        <p key={notice} className="inline-problem" role="status">
          {notice}
        </p>
      ))}
      <p className="panel-foot muted">
        {writtenWords(datasets)} Times are UTC.{" "}
        {window.isSecureContext
          ? "Each file is checked against its SHA-256."
          : "Without https the files are not checked."}
      </p>
    </>
  );
}

function writtenWords(datasets: readonly DatasetAnswer[]): string {
  const written = datasets.flatMap(({ snapshot }) => snapshot?.writtenAtMs ?? []);
  return written.length === 0 ? "" : `Last written at ${formatMoment(Math.max(...written))} UTC of the feed.`;
}
