import { useNow } from "../../components/use-now.ts";
import type { ConnectionPhase, DashboardState } from "../../data/dashboard-state.ts";
import { formatAge } from "../../format/format-time.ts";

const words: Readonly<Record<ConnectionPhase, string>> = {
  connecting: "Connecting",
  live: "Connected",
  reconnecting: "Reconnecting",
  offline: "Offline",
};

type ConnectionProps = { readonly connection: DashboardState["connection"]; readonly onRetry: () => void };

/** Whether news arrives, and how old the last message is. */
export function ConnectionState({ connection, onRetry }: ConnectionProps) {
  const nowMs = useNow(1_000);
  const { phase, lastMessageWallMs, unreadable } = connection;
  return (
    <div className={`connection connection-${phase}`} data-testid="connection" data-phase={phase}>
      <span className="dot" aria-hidden="true" />
      <span role="status">{words[phase]}</span>
      {lastMessageWallMs === null ? null : (
        <span className="muted number" title="Age of the last message">
          {formatAge(nowMs - lastMessageWallMs)}
        </span>
      )}
      {unreadable === 0 ? null : <span className="tone-warn">{unreadable} not understood: reload</span>}
      {phase === "reconnecting" || phase === "offline" ? (
        <button type="button" className="button button-small" onClick={onRetry}>
          Retry
        </button>
      ) : null}
    </div>
  );
}
