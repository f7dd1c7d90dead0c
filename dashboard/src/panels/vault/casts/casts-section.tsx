import { useEffect, useState } from "react";
import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { ChoiceField } from "../../../components/choice-field.tsx";
import { Notice } from "../../../components/notice.tsx";
import { Panel } from "../../../components/panel.tsx";
import type { Host } from "../../../host/panel.ts";
import { filterChoices, filterStory } from "./cast-filter.ts";
import { CastRow } from "./cast-row.tsx";
import { storyOf } from "./merge-history.ts";
import { useOlder } from "./use-older.ts";

/** So many rows show at first, and so many more each time. */
const firstRows = 12;
const moreRows = 25;

/** Every fire and cast as a row, the newest first. One is open, which the address names; without a name, the newest. */
export function CastsSection({ host, view }: { readonly host: Host; readonly view: VaultView }) {
  const { params, setParams, owner } = host;
  const { older, isLoading, problem, readMore } = useOlder(owner.loadVault, view.vault);
  const { episodes, hasMore } = storyOf(view, older);
  const shown = filterStory(episodes, params.state ?? "");
  const open = params.cast ?? shown.find(({ cast }) => cast !== null)?.cast?.id ?? shown[0]?.id;
  const [count, setCount] = useState(firstRows);
  const openAt = shown.findIndex(({ cast, id }) => (cast?.id ?? id) === open);
  const visible = shown.slice(0, Math.max(count, openAt + 1));
  const isMore = visible.length < shown.length;
  const showMore = (): void => {
    setCount(visible.length + moreRows);
    if (!isMore) readMore();
  };
  const isMissing =
    params.cast !== undefined && params.cast !== "none" && episodes.every(({ cast, id }) => (cast?.id ?? id) !== open);

  // A link to an older cast reads back until it is there.
  useEffect(() => {
    if (isMissing && hasMore && !isLoading && problem === null) readMore();
  }, [isMissing, hasMore, isLoading, problem, readMore]);

  return (
    <Panel
      title="Fires and casts"
      className="panel-vault vp-casts"
      aside={
        <ChoiceField
          label="Show"
          value={params.state ?? ""}
          choices={filterChoices}
          onChange={(state) => setParams({ state: state === "" ? null : state })}
        />
      }
    >
      {isMissing ? (
        <p className="inline-problem" role="status">
          {hasMore && problem === null
            ? "Looking for the cast of this link among the older ones…"
            : "The cast of this link is not in this vault."}{" "}
          <button type="button" className="button button-small" onClick={() => setParams({ cast: null })}>
            Show the newest
          </button>
        </p>
      ) : null}
      {episodes.length === 0 ? (
        <Notice title="Nothing has fired yet">A fire shows here with its reasons, then its cast step by step.</Notice>
      ) : shown.length === 0 ? (
        <Notice title="None of these is like that">
          {hasMore ? "There may be older ones." : "Choose something else to show."}
        </Notice>
      ) : null}
      <ol className="cards" data-testid="cast-rows">
        {visible.map((episode) => {
          const id = episode.cast?.id ?? episode.id;
          return <CastRow key={episode.id} episode={episode} isOpen={id === open} host={host} view={view} />;
        })}
      </ol>
      <p className="vp-more">
        {isMore || hasMore ? (
          <button type="button" className="button" onClick={showMore} aria-disabled={isLoading}>
            {isLoading ? "Reading…" : "Show older ones"}
          </button>
        ) : null}
        <span className="muted number" data-testid="cast-count">
          {visible.length} of {shown.length}
          {hasMore ? " that were read, and there are older ones" : ", which is all there is"}
        </span>
        {problem === null ? null : <span className="tone-warn">{problem.detail} Nothing older was read.</span>}
      </p>
    </Panel>
  );
}
