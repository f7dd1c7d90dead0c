import type { ReactNode } from "react";
import { LetterDetail } from "../../../../../contracts/dead-letter-views.ts";
import { Chip } from "../../../components/chip.tsx";
import { CopyButton } from "../../../components/copy-button.tsx";
import { Panel } from "../../../components/panel.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { formatBytes } from "../../../format/format-bytes.ts";
import { shortHex } from "../../../format/short-hex.ts";
import type { Host } from "../../../host/panel.ts";
import { useLoaded } from "../../../host/use-loaded.ts";
import type { Decision } from "./decision.ts";
import { letterTones, reasonWords, stateWords } from "./letter-words.ts";

type DetailProps = {
  readonly host: Host;
  readonly id: string;
  readonly mark: string;
  readonly onDecide: (decision: Decision) => void;
};

/** One letter: why it was set aside, what it says where that may be read, and what can be done with it. */
export function LetterDetailPanel({ host, id, mark, onDecide }: DetailProps) {
  const { data, problem } = useLoaded(host.load, `/v1/dead-letters/${encodeURIComponent(id)}`, LetterDetail, mark);
  const close = (
    <button type="button" className="button button-small" onClick={() => host.setParams({ letter: null })}>
      Close
    </button>
  );
  return (
    <Panel title={data === null ? "Dead letter" : `Dead letter of ${data.queue}`} aside={close}>
      {data !== null ? (
        <Detail host={host} letter={data} onDecide={onDecide} />
      ) : problem === null ? (
        <Skeleton rows={5} label="Loading the letter" />
      ) : (
        <p className="inline-problem" role="status">
          {problem.detail}
        </p>
      )}
    </Panel>
  );
}

type LetterProps = { readonly host: Host; readonly letter: LetterDetail; readonly onDecide: DetailProps["onDecide"] };

function Detail({ host, letter, onDecide }: LetterProps) {
  const { formatMoment, formatZone } = useTimes();
  const { id, queue, state, reason, traceId, decided, body } = letter;
  const at = (ms: number): string => `${formatMoment(ms)} ${formatZone(ms)}`;
  const decide = (act: Decision["act"]) => onDecide({ act, queue, letters: [id], lettersMax: 0 });
  return (
    <div data-testid="letter-detail" data-state={state}>
      <p className="pipe-said">
        <strong>{sentence(reasonWords(letter))}</strong>
        {reason === null || reason.message === "" ? null : (
          <span className="pipe-reason">
            <code>{reason.code}</code> {reason.message}
          </span>
        )}
      </p>
      <dl className="pipe-facts">
        <Fact name="State">
          <Chip tone={letterTones[state]}>{stateWords[state]}</Chip>
        </Fact>
        <Fact name="Set aside (wall clock)">
          <span className="number">{at(letter.parkedWallMs)}</span>
          {letter.times > 1 ? `, ${letter.times} times so far` : ""}
        </Fact>
        {letter.eventTimeMs === null || letter.eventTimeMs === letter.parkedWallMs ? null : (
          <Fact name="Of (feed's time)">
            <span className="number">{at(letter.eventTimeMs)}</span>
          </Fact>
        )}
        <Fact name="Size">
          <span className="number">{formatBytes(letter.bytes)}</span>
        </Fact>
        {letter.messageId === null ? null : (
          <Fact name="Message">
            <code className="breakable">{letter.messageId}</code>
          </Fact>
        )}
        {traceId === null ? null : (
          <Fact name="Trace">
            <a href={host.hrefOf("pipeline", { tab: "runs", trace: traceId })}>
              <code className="breakable">{traceId}</code>
            </a>{" "}
            <CopyButton text={traceId} what="the trace id" />
          </Fact>
        )}
        {decided === null ? null : (
          <Fact name="Decided">
            {at(decided.atWallMs)} by <abbr title={decided.by}>{shortHex(decided.by)}</abbr>: {decided.reason}
          </Fact>
        )}
      </dl>
      {state === "parked" || state === "discarded" ? (
        <div className="pipe-acts">
          {queue === "unknown" ? null : (
            <button type="button" className="button" onClick={() => decide("redrive")}>
              Send back…
            </button>
          )}
          {state === "parked" ? (
            <button type="button" className="button" onClick={() => decide("discard")}>
              Discard…
            </button>
          ) : null}
        </div>
      ) : null}
      {letter.isPublic && body !== null ? (
        <details className="pipe-body" open>
          <summary>The message as it came</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a pointer */}
          <pre tabIndex={0}>{JSON.stringify(body, null, 2)}</pre>
        </details>
      ) : (
        <p className="panel-foot muted">
          {letter.isPublic
            ? "Its text is not in the archive."
            : `Messages of ${queue} may hold data of a vault, so their text is not shown here. It lies in the archive.`}
        </p>
      )}
    </div>
  );
}

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
