import { useState } from "react";
import { RunsPage, type RunView } from "../../../../../contracts/run-view.ts";
import { Notice } from "../../../components/notice.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import type { Host } from "../../../host/panel.ts";
import { useLoaded } from "../../../host/use-loaded.ts";
import { RunTable } from "./run-table.tsx";
import { TraceLetters } from "./trace-letters.tsx";

const limit = 60;

type PagesProps = { readonly host: Host; readonly query: string; readonly traceId: string | null };

/** Runs as they were when this was opened, newest first; older ones are read when they are asked for. */
export function RunPages({ host, query, traceId }: PagesProps) {
  const [older, setOlder] = useState<readonly RunView[]>([]);
  const [cursor, setCursor] = useState<string | null>();
  const [problem, setProblem] = useState<string | null>(null);
  const path = `/v1/runs?${query}&limit=${limit}`;
  const first = useLoaded(host.load, path, RunsPage);
  const next = cursor === undefined ? (first.data?.nextCursor ?? null) : cursor;
  const readOlder = async (): Promise<void> => {
    if (next === null) return;
    const page = await host.load(`${path}&cursor=${encodeURIComponent(next)}`, RunsPage);
    setProblem(page.ok ? null : page.error.detail);
    if (!page.ok) return;
    setOlder((before) => [...before, ...page.value.runs]);
    setCursor(page.value.nextCursor);
  };
  if (first.data === null)
    return first.problem === null ? (
      <Skeleton rows={8} label="Loading runs" />
    ) : (
      <div className="notice notice-problem" role="status" data-testid="runs-missing">
        <p className="notice-title">{first.problem.detail}</p>
        <p>Each stage's last run is under Stages; that needs no database.</p>
        <button type="button" className="button" onClick={first.retry}>
          Try again
        </button>
      </div>
    );
  const runs = [...first.data.runs, ...older];
  return (
    <>
      {runs.length > 0 ? (
        <RunTable host={host} runs={runs} />
      ) : traceId === null ? (
        <Notice title="No run">
          There was none of these in this range. A longer one, or other stages, may show some.
        </Notice>
      ) : (
        <Notice title="No run began this trace">Not in this range, at least: try a longer one.</Notice>
      )}
      {traceId === null ? null : <TraceLetters host={host} traceId={traceId} />}
      {problem === null ? null : (
        <p className="inline-problem" role="status">
          {problem}
        </p>
      )}
      {next === null ? null : (
        <button type="button" className="button button-small shown-more" onClick={() => void readOlder()}>
          Show older runs
        </button>
      )}
    </>
  );
}
