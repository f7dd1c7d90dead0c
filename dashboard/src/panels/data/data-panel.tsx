import { useCallback, useRef } from "react";
import { ProblemNotice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import type { PanelProps } from "../../host/panel.ts";
import { useLoaded } from "../../host/use-loaded.ts";
import { formatSelection, parseSelection, type Selection } from "./catalogue/selection.ts";
import { useCatalogue } from "./catalogue/use-catalogue.ts";
import { EngineEntry } from "./engine/engine-entry.ts";
import { DatasetList } from "./parts/dataset-list.tsx";
import { ExampleList } from "./parts/example-list.tsx";
import { QueryPanel } from "./parts/query-panel.tsx";
import { ResultPanel } from "./parts/result-panel.tsx";
import { examples } from "./query/examples.ts";
import { useConsole } from "./use-console.ts";
import { useDraft } from "./use-draft.ts";
import { useKeptParams } from "./use-kept-params.ts";
import "./data.css";

const first = examples[0];
const firstText = first?.sql ?? "";

/** SQL over the exported history, by an engine in this page. */
export default function DataPanel({ host }: PanelProps) {
  const [params, changeParams] = useKeptParams(host);
  const catalogue = useCatalogue(host);
  const entry = useLoaded(host.load, "/v1/console", EngineEntry);
  const keep = useCallback((q: string) => changeParams({ q }), [changeParams]);
  const { text, type, put } = useDraft(params.q, keep, firstText);
  const [state, { go, cancel, end }] = useConsole(host, catalogue.datasets, changeParams);
  const editor = useRef<HTMLTextAreaElement>(null);

  // Before anyone chose: what the first example needs. An emptied choice stands in the address as `data=`.
  const selection: Selection =
    params.data === undefined
      ? { ...parseSelection(params), datasets: new Map(first?.datasets.map((name) => [name, null])) }
      : parseSelection(params);
  const choose = (chosen: Selection): void => {
    const formatted = formatSelection(chosen);
    changeParams({ ...formatted, data: formatted.data ?? "" });
  };
  const run = (chosen: Selection, sql: string): void => {
    put(sql);
    void go(chosen, sql);
  };
  const insert = (name: string): void => {
    const { selectionStart: from = text.length, selectionEnd: to = text.length } = editor.current ?? {};
    type(`${text.slice(0, from)}${name}${text.slice(to)}`);
    editor.current?.focus();
  };
  const withDatasets = (names: readonly string[]): Selection => ({
    ...selection,
    datasets: new Map([
      ...selection.datasets,
      ...names.map((name) => [name, selection.datasets.get(name) ?? null] as const),
    ]),
  });

  return (
    <div className="data-layout">
      <Panel title="Datasets" className="data-datasets">
        {catalogue.datasets !== null ? (
          <DatasetList
            datasets={catalogue.datasets}
            selection={selection}
            state={state}
            onChoose={choose}
            onInsert={insert}
            onLoad={() => void go(selection, null)}
          />
        ) : catalogue.problem === null ? (
          <Skeleton rows={6} label="Loading the list of datasets" />
        ) : (
          <ProblemNotice problem={catalogue.problem} emptyTitle="Nothing is exported yet" onRetry={catalogue.retry} />
        )}
      </Panel>
      <div className="data-work">
        <QueryPanel
          text={text}
          onText={type}
          editor={editor}
          state={state}
          entry={entry.data}
          canRun={catalogue.datasets !== null}
          onRun={(chosen) => run(selection, chosen ?? text)}
          onCancel={cancel}
          onEnd={end}
          onLoadDataset={(name) => {
            const wider = withDatasets([name]);
            choose(wider);
            run(wider, text);
          }}
        >
          <ExampleList
            datasets={catalogue.datasets}
            onChoose={(example) => {
              const wider = withDatasets(example.datasets);
              choose(wider);
              if (state.engine.phase === "ready") run(wider, example.sql);
              else put(example.sql);
            }}
          />
        </QueryPanel>
        <ResultPanel query={state.query} params={params} onChangeParams={changeParams} />
      </div>
    </div>
  );
}
