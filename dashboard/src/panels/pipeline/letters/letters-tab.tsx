import { useMemo, useState } from "react";
import { z } from "zod";
import { LetterState, LettersPage } from "../../../../../contracts/dead-letter-views.ts";
import { Panel } from "../../../components/panel.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import type { Host } from "../../../host/panel.ts";
import { useLoaded } from "../../../host/use-loaded.ts";
import { DecidePanel } from "./decide-panel.tsx";
import type { Decision } from "./decision.ts";
import { LetterDetailPanel } from "./letter-detail-panel.tsx";
import { LetterFilter } from "./letter-filter.tsx";
import { LetterPages } from "./letter-pages.tsx";
import { OrdersPanel } from "./orders-panel.tsx";

const ShownState = z.enum([...LetterState.options, "all"]);

/** Messages that were set aside, and what becomes of them. */
export function LettersTab({ host }: { readonly host: Host }) {
  const { queue, letter } = host.params;
  const state = ShownState.safeParse(host.params.state).data;
  const [decision, setDecision] = useState<Decision | null>(null);
  const [done, setDone] = useState(0);
  const counted = host.state.health.data?.deadLetters.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const mark = `${counted} ${done}`;
  const query = useMemo(
    () =>
      new URLSearchParams({
        ...(queue === undefined ? {} : { queue }),
        ...(state === undefined ? {} : { state }),
      }).toString(),
    [queue, state],
  );
  const path = `/v1/dead-letters?${query}`;
  const { data, problem, retry } = useLoaded(host.load, path, LettersPage, mark);
  return (
    <>
      {decision === null ? null : (
        <DecidePanel
          key={JSON.stringify(decision)}
          host={host}
          decision={decision}
          onDone={() => setDone((before) => before + 1)}
          onClose={() => setDecision(null)}
        />
      )}
      {letter === undefined ? null : (
        <LetterDetailPanel key={letter} host={host} id={letter} mark={mark} onDecide={setDecision} />
      )}
      <Panel title="Set aside">
        {data !== null ? (
          <>
            {problem === null ? null : (
              <p className="inline-problem" role="status">
                {problem.detail} What follows is of before.
              </p>
            )}
            <LetterFilter host={host} counts={data.counts} onDecide={setDecision} />
            <LetterPages key={`${query} ${mark}`} host={host} path={path} first={data} onDecide={setDecision} />
          </>
        ) : problem === null ? (
          <Skeleton rows={5} label="Loading dead letters" />
        ) : (
          <div className="notice notice-problem" role="status">
            <p className="notice-title">{problem.detail}</p>
            <button type="button" className="button" onClick={retry}>
              Try again
            </button>
          </div>
        )}
      </Panel>
      <OrdersPanel host={host} mark={done} />
    </>
  );
}
