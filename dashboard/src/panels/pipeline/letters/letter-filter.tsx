import { useState } from "react";
import type { LetterCount } from "../../../../../contracts/dead-letter-views.ts";
import { LetterState } from "../../../../../contracts/dead-letter-views.ts";
import { pipelines } from "../../../../../contracts/pipelines.gen.ts";
import type { PipelinesFile } from "../../../../../contracts/pipelines-file.ts";
import { lettersPerOrder } from "../../../../../execute/core/letter-order.ts";
import type { Host } from "../../../host/panel.ts";
import type { Decision } from "./decision.ts";
import { stateWords } from "./letter-words.ts";

type FilterProps = {
  readonly host: Host;
  readonly counts: readonly LetterCount[];
  readonly onDecide: (decision: Decision) => void;
};

const file: Pick<PipelinesFile, "queues"> = pipelines;
const queues = Object.entries(file.queues).flatMap(([name, { dead_letter }]) =>
  dead_letter === undefined ? [] : [name],
);

/** Which letters are shown; and what can be done with a whole queue. */
export function LetterFilter({ host, counts, onDecide }: FilterProps) {
  const { queue, state } = host.params;
  const names = [...new Set([...queues, ...counts.map((each) => each.queue)])];
  const parkedIn = (name: string): number => counts.find((each) => each.queue === name)?.parked ?? 0;
  const all = names.reduce((sum, name) => sum + parkedIn(name), 0);
  return (
    <div className="pipe-bar">
      <fieldset className="segments pipe-segments">
        <legend className="visually-hidden">Queue</legend>
        {[undefined, ...names].map((name) => (
          <button
            key={name ?? "all"}
            type="button"
            aria-pressed={queue === name}
            onClick={() => host.setParams({ queue: name ?? null, letter: null })}
          >
            {name ?? "all"} <span className="number">{name === undefined ? all : parkedIn(name)}</span>
          </button>
        ))}
      </fieldset>
      <label className="pipe-field">
        State
        <select
          className="field pipe-select"
          value={state ?? ""}
          onChange={({ currentTarget }) => host.setParams({ state: currentTarget.value || null })}
        >
          <option value="">open</option>
          {LetterState.options.map((each) => (
            <option key={each} value={each}>
              {stateWords[each]}
            </option>
          ))}
          <option value="all">all</option>
        </select>
      </label>
      {queue === undefined || parkedIn(queue) === 0 ? null : (
        <WholeQueue key={queue} queue={queue} parked={parkedIn(queue)} onDecide={onDecide} />
      )}
    </div>
  );
}

type WholeProps = {
  readonly queue: string;
  readonly parked: number;
  readonly onDecide: (decision: Decision) => void;
};

function WholeQueue({ queue, parked, onDecide }: WholeProps) {
  const most = Math.min(parked, lettersPerOrder);
  const [text, setText] = useState(String(most));
  const count = /^\d+$/.test(text) ? Number(text) : 0;
  const isWrong = count < 1 || count > lettersPerOrder;
  const decide = (act: Decision["act"]) => onDecide({ act, queue, letters: [], lettersMax: count });
  return (
    <div className="pipe-field">
      <label htmlFor="pipe-oldest">The oldest</label>
      <input
        id="pipe-oldest"
        className="field pipe-count"
        inputMode="numeric"
        value={text}
        aria-invalid={isWrong}
        aria-describedby="pipe-oldest-hint"
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <button
        type="button"
        className="button"
        disabled={isWrong || queue === "unknown"}
        onClick={() => decide("redrive")}
      >
        Send back…
      </button>
      <button type="button" className="button" disabled={isWrong} onClick={() => decide("discard")}>
        Discard…
      </button>
      <span id="pipe-oldest-hint" className={isWrong ? "tone-warn" : "visually-hidden"}>
        From 1 to {lettersPerOrder} at once
      </span>
    </div>
  );
}
