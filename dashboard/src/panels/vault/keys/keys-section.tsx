import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { Panel } from "../../../components/panel.tsx";
import { useTimes } from "../../../components/use-times.ts";
import type { Host } from "../../../host/panel.ts";
import { LaneList } from "../../../views/vault/lane-list.tsx";
import { SessionDetails } from "../../../views/vault/session-details.tsx";
import { AllowanceBars } from "./allowance-bars.tsx";
import { ArmForm } from "./arm-form.tsx";
import { DisarmButton } from "./disarm-button.tsx";
import { PreparedCard } from "./prepared-card.tsx";
import { RotateForm } from "./rotate-form.tsx";
import { usePrepared } from "./use-prepared.ts";

/** Both keys: what they may do in the words that were signed, what is left of it, and how they are armed, renewed and ended. */
export function KeysSection({ host, view }: { readonly host: Host; readonly view: VaultView }) {
  const { formatMoment, formatZone } = useTimes();
  const { session, emergencySession, chainTimeMs } = view;
  const { prepared, keep } = usePrepared(view);
  const isWaiting = prepared !== null;
  const isArmed = session.state === "armed" || emergencySession?.state === "armed";
  const untilWords = (atMs: number) => `${formatMoment(atMs)} ${formatZone(atMs)}`;
  return (
    <Panel title="Keys" className="panel-vault vp-keys">
      {prepared === null ? null : <PreparedCard host={host} view={view} prepared={prepared} />}
      <AllowanceBars view={view} />
      <SessionDetails which="session" session={session} chainTimeMs={chainTimeMs} />
      {emergencySession === null ? (
        <p className="fold">
          No emergency key. <span className="muted">An emergency close uses the session key, or your own wallet.</span>
        </p>
      ) : (
        <SessionDetails which="emergency" session={emergencySession} chainTimeMs={chainTimeMs} />
      )}
      <LaneList lanes={view.lanes} />
      <div className="vp-forms">
        <ArmForm host={host} view={view} isWaiting={isWaiting} onPrepared={keep} untilWords={untilWords} />
        {session.state === "armed" ? (
          <RotateForm host={host} view={view} isWaiting={isWaiting} onPrepared={keep} untilWords={untilWords} />
        ) : null}
        {isArmed || session.state === "revoked" ? <DisarmButton host={host} isArmed={isArmed} /> : null}
      </div>
    </Panel>
  );
}
