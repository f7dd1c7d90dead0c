import { Notice, ProblemNotice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import type { PanelProps } from "../../host/panel.ts";
import { useSpells } from "../../views/spells/use-spells.ts";
import { castsOf } from "./cast-states.ts";
import { FollowedCasts } from "./followed-casts.tsx";
import { SpellList } from "./spell-list.tsx";
import { SpellPage } from "./spell-page.tsx";
import { useSpellParams } from "./use-spell-params.ts";
import "./spells.css";

const castsMax = 5;

/** What can be cast, and one of it with its parameters. */
export default function SpellsPage({ host }: PanelProps) {
  const { data, problem, storedAtMs, retry } = useSpells(host.load);
  const { data: view } = host.state.vault;
  const named = host.params.spell;
  const spells = data?.spells ?? [];
  const spell = (named === undefined ? spells[0] : spells.find(({ name }) => name === named)) ?? null;
  const { fields, params, change } = useSpellParams(host, spell);
  return (
    <div className="single sp-layout">
      <Panel title="Spells" storedAtMs={storedAtMs}>
        {data !== null ? (
          <SpellList host={host} spells={spells} chosen={spell?.name ?? ""} />
        ) : problem === null ? (
          <Skeleton rows={6} label="Loading the spells" />
        ) : (
          <ProblemNotice problem={problem} emptyTitle="No spell is known yet" onRetry={retry} />
        )}
      </Panel>
      {spell !== null ? (
        <div className="sp-main">
          <SpellPage key={spell.name} {...{ host, spell, fields, params, view }} onParams={change} />
          <FollowedCasts
            key={`${spell.name} casts`}
            host={host}
            casts={view === null ? [] : castsOf(view.casts, spell.name, castsMax)}
            awaited={
              view === null || view.casts.some(({ id }) => id === host.params.cast) ? null : (host.params.cast ?? null)
            }
          />
        </div>
      ) : data === null ? null : (
        <Panel title={named ?? "Spell"}>
          <Notice title="There is no such spell">Choose one of the list.</Notice>
        </Panel>
      )}
    </div>
  );
}
