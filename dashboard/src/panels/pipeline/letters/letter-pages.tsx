import { useState } from "react";
import { type Letter, LettersPage } from "../../../../../contracts/dead-letter-views.ts";
import { Notice } from "../../../components/notice.tsx";
import type { Host } from "../../../host/panel.ts";
import type { Decision } from "./decision.ts";
import { sharedQueue } from "./decision.ts";
import { LetterTable } from "./letter-table.tsx";

type PagesProps = {
  readonly host: Host;
  readonly path: string;
  readonly first: LettersPage;
  readonly onDecide: (decision: Decision) => void;
};

/** Letters, newest first; older ones are read when they are asked for. */
export function LetterPages({ host, path, first, onDecide }: PagesProps) {
  const [older, setOlder] = useState<readonly Letter[]>([]);
  const [cursor, setCursor] = useState(first.nextCursor);
  const [problem, setProblem] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const letters = [...first.letters, ...older];
  if (letters.length === 0)
    return host.params.state === undefined ? (
      <Notice title="No message is set aside">
        Every message of {host.params.queue ?? "the queues"} was processed, or is still being tried.
      </Notice>
    ) : (
      <Notice title="None in this state">Choose another state or queue.</Notice>
    );
  const readOlder = async (): Promise<void> => {
    if (cursor === null) return;
    const page = await host.load(`${path}&cursor=${encodeURIComponent(cursor)}`, LettersPage);
    setProblem(page.ok ? null : page.error.detail);
    if (!page.ok) return;
    setOlder((before) => [...before, ...page.value.letters]);
    setCursor(page.value.nextCursor);
  };
  const toggle = (id: string): void =>
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <>
      <LetterTable host={host} letters={letters} chosen={chosen} onToggle={toggle} />
      {cursor === null ? null : (
        <button type="button" className="button button-small shown-more" onClick={() => void readOlder()}>
          Show older letters
        </button>
      )}
      {problem === null ? null : (
        <p className="inline-problem" role="status">
          {problem}
        </p>
      )}
      {chosen.size === 0 ? null : (
        <ChosenBar letters={letters.filter(({ id }) => chosen.has(id))} onDecide={onDecide} />
      )}
    </>
  );
}

type BarProps = { readonly letters: readonly Letter[]; readonly onDecide: (decision: Decision) => void };

function ChosenBar({ letters, onDecide }: BarProps) {
  const queue = sharedQueue(letters);
  if (queue === null)
    return (
      <p className="pipe-chosen tone-warn" role="status">
        {letters.length} letters of several queues are chosen. An order is for one queue: choose letters of one.
      </p>
    );
  const decide = (act: Decision["act"]) =>
    onDecide({ act, queue, letters: letters.map(({ id }) => id), lettersMax: 0 });
  return (
    <div className="pipe-chosen" role="status">
      <span>
        {letters.length} {letters.length === 1 ? "letter" : "letters"} of {queue} chosen
      </span>
      <button type="button" className="button" onClick={() => decide("redrive")}>
        Send back…
      </button>
      <button type="button" className="button" onClick={() => decide("discard")}>
        Discard…
      </button>
    </div>
  );
}
