import { useNow } from "../../components/use-now.ts";
import { useTimes } from "../../components/use-times.ts";
import { type DashboardState, feedNowMs } from "../../data/dashboard-state.ts";
import { formatAge } from "../../format/format-time.ts";
import { feedWords } from "./feed-badge.tsx";
import { lastKnownAtMs } from "./last-known.ts";
import { UpdateBanner } from "./update-banner.tsx";

type BannersProps = { readonly state: DashboardState; readonly hasVault: boolean };

/** What must be known before anything on the page is believed. */
export function Banners({ state, hasVault }: BannersProps) {
  const { health, connection } = state;
  const storedAtMs = lastKnownAtMs(state);
  const isCutOff = connection.phase === "offline" || connection.phase === "reconnecting";
  return (
    <div className="banners">
      <UpdateBanner />
      {health.data?.feed === "reconstructed" ? (
        <p className="banner banner-warn" role="note">
          <strong>Reconstructed prices.</strong> {feedWords.reconstructed.meaning}
        </p>
      ) : null}
      {storedAtMs !== null ? (
        <LastKnownBanner state={state} storedAtMs={storedAtMs} hasVault={hasVault} />
      ) : isCutOff ? (
        <CutOffBanner state={state} />
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

function CutOffBanner({ state }: { readonly state: DashboardState }) {
  const { formatMoment, formatZone } = useTimes();
  const nowMs = feedNowMs({ ...state, connection: { awayMs: 0 } });
  return (
    <p className="banner banner-bad" role="status">
      <strong>No connection.</strong>{" "}
      {nowMs === null
        ? "Nothing could be loaded yet. Check that Portent is running; the page tries again by itself."
        : `What you see stands at ${formatMoment(nowMs)} ${formatZone(nowMs)}. Triggers and casts go on without this page.`}
    </p>
  );
}

type LastKnownProps = BannersProps & { readonly storedAtMs: number };

function LastKnownBanner({ state, storedAtMs, hasVault }: LastKnownProps) {
  const { formatClock, formatMoment, formatZone } = useTimes();
  const wallMs = useNow(10_000);
  const pricesAtMs = state.prices.data?.windowEndMs ?? null;
  const ageMs = wallMs - storedAtMs;
  const said = ageMs < dayMs ? formatClock(storedAtMs) : formatMoment(storedAtMs);
  return (
    <p className="banner banner-bad" role="status" data-testid="last-known">
      <strong>
        Last known data, from {said} {formatZone(storedAtMs)}, {formatAge(ageMs)} ago; not live.
      </strong>{" "}
      {pricesAtMs === null ? "" : `Its prices stand at ${formatMoment(pricesAtMs)} ${formatZone(pricesAtMs)}. `}
      {hasVault ? "What a vault shows is never kept in this browser: yours shows again when the server answers. " : ""}
      Triggers and casts go on without this page, which tries again by itself.
    </p>
  );
}

const dayMs = 86_400_000;
