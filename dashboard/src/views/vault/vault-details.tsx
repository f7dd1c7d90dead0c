import type { VaultView } from "../../../../contracts/vault-view.ts";
import { Notice } from "../../components/notice.tsx";
import { AccessDetails } from "./access-details.tsx";
import { AlertList } from "./alert-list.tsx";
import { AuditList } from "./audit-list.tsx";
import { EpisodeCard } from "./episode-card.tsx";
import { LaneList } from "./lane-list.tsx";
import { DifferenceList } from "./positions/difference-list.tsx";
import { PositionsSection } from "./positions/positions-section.tsx";
import { RuleList } from "./rule-list.tsx";
import { SessionDetails } from "./session-details.tsx";
import { sortAlerts } from "./sort-alerts.ts";
import { TradingBanner } from "./trading-banner.tsx";
import { TriggerCard } from "./trigger-card.tsx";
import { tellStory } from "./vault-story.ts";
import { VaultSummary } from "./vault-summary.tsx";

/** A vault as it was read: what must be known first, what it holds, waits for and did; then who and what may act on it. */
export function VaultDetails({ view, nowMs }: { readonly view: VaultView; readonly nowMs: number }) {
  const story = tellStory(view);
  const { chainTimeMs, session, emergencySession, access } = view;
  return (
    <>
      <TradingBanner tradingState={view.tradingState} />
      <AlertList alerts={sortAlerts(view)} />
      <VaultSummary view={view} />
      <PositionsSection positions={view.positions} triggers={view.triggers} />
      <h3>Triggers</h3>
      {view.triggers.length === 0 ? <Notice title="No trigger yet">The vault waits for nothing.</Notice> : null}
      <ul className="cards">
        {view.triggers.map((item) => (
          <TriggerCard key={item.trigger.id} item={item} nowMs={nowMs} />
        ))}
      </ul>
      <RuleList rules={view.rules} />
      <h3>Fires and casts</h3>
      {story.length === 0 ? (
        <Notice title="Nothing has fired yet">A fire shows here with its reasons, then its cast step by step.</Notice>
      ) : null}
      <ol className="cards">
        {story.map((episode) => (
          <EpisodeCard key={episode.id} episode={episode} />
        ))}
      </ol>
      <DifferenceList differences={view.differences} />
      <SessionDetails which="session" session={session} chainTimeMs={chainTimeMs} />
      {emergencySession === null ? (
        <p className="fold">
          No emergency key. <span className="muted">An emergency close uses the session key, or your own wallet.</span>
        </p>
      ) : (
        <SessionDetails which="emergency" session={emergencySession} chainTimeMs={chainTimeMs} />
      )}
      <LaneList lanes={view.lanes} />
      {access === undefined ? null : <AccessDetails access={access} />}
      <AuditList audit={view.audit} />
    </>
  );
}
