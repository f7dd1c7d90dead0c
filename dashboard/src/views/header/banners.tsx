import { useTimes } from "../../components/use-times.ts";
import { type DashboardState, feedNowMs } from "../../data/dashboard-state.ts";
import { feedWords } from "./feed-badge.tsx";

/** What must be known before anything on the page is believed. */
export function Banners({ state }: { readonly state: DashboardState }) {
  const { formatMoment, formatZone } = useTimes();
  const { health, connection } = state;
  const nowMs = feedNowMs(state);
  const isCutOff = connection.phase === "offline" || connection.phase === "reconnecting";
  return (
    <div className="banners">
      {health.data?.feed === "reconstructed" ? (
        <p className="banner banner-warn" role="note">
          <strong>Reconstructed prices.</strong> {feedWords.reconstructed.meaning}
        </p>
      ) : null}
      {isCutOff ? (
        <p className="banner banner-bad" role="status">
          <strong>No connection.</strong>{" "}
          {nowMs === null
            ? "Nothing could be loaded yet. Check that Portent is running; the page tries again by itself."
            : `What you see stands at ${formatMoment(nowMs)} ${formatZone(nowMs)}. Triggers and casts go on without this page.`}
        </p>
      ) : null}
      {health.data?.journal.state === "segments" ? (
        <p className="banner banner-warn" role="status">
          <strong>The database does not answer.</strong> New rows wait in the archive and are written later. Prices,
          triggers and casts are not affected; history may lack its latest part.
        </p>
      ) : null}
    </div>
  );
}
