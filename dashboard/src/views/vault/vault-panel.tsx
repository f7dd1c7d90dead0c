import { Notice, ProblemNotice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import type { DashboardState } from "../../data/dashboard-state.ts";
import { AuditList } from "./audit-list.tsx";
import { EpisodeCard } from "./episode-card.tsx";
import { SessionDetails } from "./session-details.tsx";
import { TriggerCard } from "./trigger-card.tsx";
import { tellStory } from "./vault-story.ts";
import { VaultSummary } from "./vault-summary.tsx";

type VaultPanelProps = {
  readonly vault: DashboardState["vault"];
  /** False where this tab was opened without a vault. */
  readonly hasKey: boolean;
  readonly nowMs: number;
  readonly onClose: () => void;
  readonly onRetry: () => void;
};

/** What the vault waits for, what it did, and what it holds. */
export function VaultPanel({ vault, hasKey, nowMs, onClose, onRetry }: VaultPanelProps) {
  const { data: view, problem } = vault;
  const closeButton = (
    <button type="button" className="button button-small" onClick={onClose}>
      Close vault
    </button>
  );
  if (!hasKey) return <NoVault />;
  if (view === null) {
    return (
      <Panel title="Vault" className="panel-vault" aside={closeButton}>
        {problem === null ? (
          <Skeleton rows={6} label="Loading the vault" />
        ) : (
          <ProblemNotice problem={problem} emptyTitle="The vault does not answer at present" onRetry={onRetry} />
        )}
      </Panel>
    );
  }
  const story = tellStory(view);
  return (
    <Panel title="Vault" className="panel-vault" aside={closeButton}>
      {problem === null ? null : (
        <p className="inline-problem" role="alert">
          {problem.detail} What follows was read before.
        </p>
      )}
      <VaultSummary view={view} />
      <h3>Triggers</h3>
      {view.triggers.length === 0 ? <Notice title="No trigger yet">The vault waits for nothing.</Notice> : null}
      <ul className="cards">
        {view.triggers.map((item) => (
          <TriggerCard key={item.trigger.id} item={item} nowMs={nowMs} />
        ))}
      </ul>
      <h3>Fires and casts</h3>
      {story.length === 0 ? (
        <Notice title="Nothing has fired yet">A fire shows here with its reasons, then its cast step by step.</Notice>
      ) : null}
      <ol className="cards">
        {story.map((episode) => (
          <EpisodeCard key={episode.id} episode={episode} />
        ))}
      </ol>
      <SessionDetails session={view.session} />
      <AuditList audit={view.audit} />
    </Panel>
  );
}

function NoVault() {
  return (
    <Panel title="Vault" className="panel-vault">
      <Notice title="No vault is open in this tab">
        Triggers, casts and balances belong to a vault, and only its own people may read them. Open the address that{" "}
        <code>npm start</code> prints; it ends in <code>#vault=0x…&amp;view=…</code>. The token stays in this tab.
      </Notice>
    </Panel>
  );
}
