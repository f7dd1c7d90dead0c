import { useCallback, useMemo } from "react";
import { Notice, ProblemNotice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import type { PanelProps } from "../../host/panel.ts";
import { ActProblemNote } from "../../views/spells/act-problem.tsx";
import { useSpells } from "../../views/spells/use-spells.ts";
import { TriggerDetail } from "./detail/trigger-detail.tsx";
import { TriggerHistory } from "./detail/trigger-history.tsx";
import { toDraft } from "./draft/draft.ts";
import { isChanged, useDrafts } from "./draft/use-drafts.ts";
import { DraftPage } from "./draft-page.tsx";
import { useKnownSignals } from "./known-signals.ts";
import { DraftList } from "./list/draft-list.tsx";
import { NoVault } from "./list/no-vault.tsx";
import { TemplateList } from "./list/template-list.tsx";
import { TriggerList } from "./list/trigger-list.tsx";
import { RemovedNote } from "./removed/removed-note.tsx";
import { useRemoved } from "./removed/use-removed.ts";
import { useSelection } from "./use-selection.ts";
import { useTriggerActs } from "./use-trigger-acts.ts";
import "../../components/number-table.css";
import "./triggers.css";

/** The vault's triggers, one of them explained, or one that is being written. */
export default function TriggersPage({ host }: PanelProps) {
  const { data: view, problem } = host.state.vault;
  const { known, problem: signalsProblem, retry } = useKnownSignals(host);
  const spells = useSpells(host.load).data?.spells ?? null;
  const drafts = useDrafts(host.tab);
  const triggers = useMemo(() => view?.triggers.map(({ trigger }) => trigger) ?? null, [view]);
  const held = useMemo(() => new Set(triggers?.map(({ id }) => id)), [triggers]);
  const [selection, select] = useSelection(host, drafts, triggers);
  const { begin } = drafts;
  const duplicate = useCallback(
    (trigger: Parameters<typeof toDraft>[0]) => {
      const { id: _, name, ...rest } = toDraft(trigger);
      select({ kind: "draft", key: begin({ name: `${String(name ?? trigger.id)}, again`, ...rest }, null) });
    },
    [begin, select],
  );
  const removed = useRemoved(host.tab, view);
  const acts = useTriggerActs(host.owner.act, removed, duplicate);
  const entry = selection.kind === "draft" ? drafts.entries.find(({ key }) => key === selection.key) : undefined;
  const id = selection.kind === "trigger" || selection.kind === "edit" ? selection.id : null;
  const item = view?.triggers.find(({ trigger }) => trigger.id === id);
  const isList = selection.kind === "list" || (selection.kind === "draft" && entry === undefined);
  const notes = (
    <>
      <RemovedNote removed={removed} held={held} acts={acts} />
      {acts.problem === null ? null : <ActProblemNote problem={acts.problem.problem} what={acts.problem.what} />}
      {signalsProblem === null || known !== null ? null : (
        <ProblemNotice problem={signalsProblem} emptyTitle="The signals are not known yet" onRetry={retry} />
      )}
    </>
  );
  if (isList) {
    const beginnings = (
      <Panel title="New trigger">
        <TemplateList
          host={host}
          known={known}
          onBegin={(draft) => select({ kind: "draft", key: begin(draft, null) })}
        />
      </Panel>
    );
    const hasTriggers = view !== null && view.triggers.length > 0;
    return (
      <div className="single">
        {hasTriggers ? null : beginnings}
        <Panel title="Triggers of your vault">
          {notes}
          <DraftList entries={drafts.entries} onOpen={(key) => select({ kind: "draft", key })} onDrop={drafts.drop} />
          {view !== null ? (
            <>
              {problem === null ? null : (
                <p className="inline-problem" role="alert">
                  {problem.detail} What follows was read before.
                </p>
              )}
              {hasTriggers ? (
                <TriggerList host={host} view={view} acts={acts} />
              ) : (
                <Notice title="No trigger yet">
                  Begin with one of the templates above: it is tried on the history first.
                </Notice>
              )}
            </>
          ) : !host.page.hasVault ? (
            <NoVault host={host} />
          ) : problem === null ? (
            <Skeleton rows={4} label="Loading the triggers" />
          ) : (
            <ProblemNotice problem={problem} emptyTitle="The vault does not answer at present" onRetry={host.retry} />
          )}
        </Panel>
        {hasTriggers ? beginnings : null}
      </div>
    );
  }
  const unsaved = drafts.entries.filter((each) => each.key !== entry?.key && isChanged(each)).length;
  return (
    <div className="single">
      <p className="tr-back">
        <a href={host.hrefOf("triggers")}>All triggers</a>
        {unsaved === 0 ? null : <span className="muted"> {unsaved === 1 ? "one is" : `${unsaved} are`} not saved</span>}
      </p>
      {notes}
      {entry !== undefined ? (
        <DraftPage
          key={entry.key}
          {...{ host, entry, drafts, known, spells, view }}
          onSaved={(saved) => select({ kind: "trigger", id: saved })}
          onLeave={() => select({ kind: "list" })}
        />
      ) : item !== undefined && view !== null ? (
        <div className="tr-work">
          <TriggerDetail host={host} item={item} view={view} acts={acts} />
          <TriggerHistory host={host} trigger={item.trigger} />
        </div>
      ) : (
        <Panel title={id ?? "Trigger"}>
          {view === null && host.page.hasVault && problem !== null ? (
            <ProblemNotice problem={problem} emptyTitle="The vault does not answer at present" onRetry={host.retry} />
          ) : view === null && host.page.hasVault ? (
            <Skeleton rows={4} label="Loading the trigger" />
          ) : view === null ? (
            <NoVault host={host} />
          ) : (
            <Notice title="There is no such trigger in this vault">
              It was removed, or it is another vault's. One that was just saved shows here in a moment.
            </Notice>
          )}
        </Panel>
      )}
    </div>
  );
}
