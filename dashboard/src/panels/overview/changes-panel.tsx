import { useState } from "react";
import { Notice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { formatAge } from "../../format/format-time.ts";
import type { Host } from "../../host/panel.ts";
import { lastKnownAtMs } from "../../views/header/last-known.ts";
import type { Change } from "./changes/change.ts";
import { FreshnessLine } from "./freshness-line.tsx";

const shownFirst = 7;

const kindWords: Readonly<Record<Change["kind"], string>> = {
  price: "Price",
  event: "World",
  factor: "Factor",
  cluster: "Market",
  source: "Data",
  vault: "Vault",
};

/** What changed, the most important first, each with its age and where one sees more. */
export function ChangesPanel({ host, changes }: { readonly host: Host; readonly changes: readonly Change[] }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? changes : changes.slice(0, shownFirst);
  return (
    <Panel
      title="What changed"
      className="panel-changes"
      storedAtMs={lastKnownAtMs(host.state) ?? undefined}
      aside={<FreshnessLine host={host} />}
    >
      {changes.length > 0 ? (
        <ol className="changes" data-testid="changes">
          {shown.map((change) => (
            <ChangeRow key={change.id} change={change} hrefOf={host.hrefOf} />
          ))}
        </ol>
      ) : host.state.prices.data === null && host.state.prices.problem === null ? (
        <Skeleton rows={4} label="Loading what changed" />
      ) : (
        <Quiet host={host} />
      )}
      {changes.length > shownFirst ? (
        <button
          type="button"
          className="button button-small changes-more"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? `Show the first ${shownFirst}` : `Show all ${changes.length}`}
        </button>
      ) : null}
    </Panel>
  );
}

function ChangeRow({ change, hrefOf }: { readonly change: Change; readonly hrefOf: Host["hrefOf"] }) {
  const { kind, tone, text, ageMs, to } = change;
  return (
    <li className="change" data-testid={`change-${change.id}`} data-kind={kind}>
      <a className="change-link" href={hrefOf(to.panel, to.params)}>
        <span className={`change-kind change-${tone}`}>{kindWords[kind]}</span>
        <span className="change-text">{text}</span>
        <span className="change-age number">{ageWords(ageMs)}</span>
      </a>
    </li>
  );
}

const ageWords = (ageMs: number | null): string =>
  ageMs === null || ageMs < 60_000 ? "now" : `${formatAge(ageMs)} ago`;

/** Nothing to tell is told as what was looked at: a silent source is not a quiet market. */
function Quiet({ host }: { readonly host: Host }) {
  const { prices, world } = host.state;
  if (prices.data === null)
    return (
      <Notice title="Nothing is known yet">
        {prices.problem?.detail ?? ""} Moves, events, factors and what the vault does are told here in the order of
        their importance.
      </Notice>
    );
  return (
    <Notice title="Nothing unusual">
      No asset moved twice as far as it usually does in an hour
      {world.data === null
        ? "; the world was not read yet."
        : ", no new story is severe, no factor moved, every source answers."}
    </Notice>
  );
}
