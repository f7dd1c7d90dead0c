import type { ReactNode, RefObject } from "react";
import { Panel } from "../../../components/panel.tsx";
import { formatBytes } from "../../../format/format-bytes.ts";
import type { ConsoleState } from "../engine/console-state.ts";
import type { EngineEntry } from "../engine/engine-entry.ts";
import { isBusy } from "../use-console.ts";
import { ErrorBox } from "./error-box.tsx";
import { ProgressBar } from "./progress-bar.tsx";
import { RunningTime } from "./running-time.tsx";
import { SqlEditor } from "./sql-editor.tsx";

type QueryPanelProps = {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly editor: RefObject<HTMLTextAreaElement | null>;
  readonly state: ConsoleState;
  readonly entry: EngineEntry | null;
  readonly canRun: boolean;
  /** Null: the text as it is. */
  readonly onRun: (text: string | null) => void;
  readonly onCancel: () => void;
  readonly onEnd: () => void;
  readonly onLoadDataset: (name: string) => void;
  readonly children: ReactNode;
};

/** The query: its text, examples, and what starts and stops it. */
export function QueryPanel(props: QueryPanelProps) {
  const { text, onText, editor, state, entry, canRun, onRun, onCancel, onEnd, onLoadDataset, children } = props;
  const { engine, query } = state;
  const error = query.phase === "failed" && query.text === text ? query.error : null;
  return (
    <Panel title="Query" aside={engineWords(state)}>
      {children}
      <SqlEditor
        text={text}
        onText={onText}
        editor={editor}
        errorLine={error?.place?.line ?? null}
        onRun={() => (canRun && !isBusy(state) ? onRun(null) : undefined)}
      />
      <div className="data-acts">
        {query.phase === "running" ? (
          <>
            <button type="button" className="button" disabled={query.isCancelling} onClick={onCancel}>
              {query.isCancelling ? "Stopping" : "Cancel"}
            </button>
            <RunningTime />
          </>
        ) : (
          <button
            type="button"
            className="button data-run"
            disabled={!canRun || isBusy(state)}
            onClick={() => onRun(null)}
          >
            {engine.phase === "ready" ? "Run" : "Start the console and run"}
          </button>
        )}
        {engine.phase === "off" || engine.phase === "failed" ? (
          <span className="muted">
            DuckDB, {entry === null ? "some 8 MB" : formatBytes(entry.transferSize)} to load, once
          </span>
        ) : null}
        {engine.phase === "ready" && !isBusy(state) ? (
          <button type="button" className="button button-small" onClick={onEnd}>
            Stop the console
          </button>
        ) : null}
        <span className="data-keys muted">
          <kbd>Ctrl</kbd>/<kbd>⌘</kbd> + <kbd>Enter</kbd> runs, <kbd>Tab</kbd> leaves the editor
        </span>
      </div>
      {engine.phase === "starting" ? (
        <ProgressBar
          words={engine.share < 1 ? "Loading the engine" : "Starting the engine"}
          share={engine.share < 1 ? engine.share : null}
        />
      ) : null}
      {engine.phase === "failed" ? (
        <p className="inline-problem" role="alert">
          {engine.detail}
        </p>
      ) : null}
      {query.phase === "failed" ? (
        <ErrorBox
          error={query.error}
          isCurrent={error !== null}
          onReplace={(typed, name) => {
            const index = query.error.place?.index ?? text.indexOf(typed);
            const corrected = `${text.slice(0, index)}${text.slice(index).replace(typed, () => name)}`;
            onText(corrected);
            onRun(corrected);
          }}
          onLoadDataset={onLoadDataset}
        />
      ) : null}
      {query.phase === "cancelled" ? (
        <p className="data-cancelled" role="status">
          {query.wasEnded
            ? "The query did not stop by itself, so the console was ended. The next run starts it again and loads the data."
            : "The query was cancelled."}
        </p>
      ) : null}
    </Panel>
  );
}

const engineWords = ({ engine }: ConsoleState): ReactNode =>
  engine.phase === "ready" ? <span className="muted">DuckDB {engine.version}, in this page</span> : undefined;
