import { type DashboardState, feedNowMs } from "../../data/dashboard-state.ts";
import { formatClock, formatDay } from "../../format/format-time.ts";
import { ConnectionState } from "./connection-state.tsx";
import { FeedBadge } from "./feed-badge.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";

/** Name, feed, the feed's own clock, and the state of the connection. */
export function PageHeader({ state, onRetry }: { readonly state: DashboardState; readonly onRetry: () => void }) {
  const nowMs = feedNowMs(state);
  return (
    <header className="page-head">
      <div className="brand">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path
            d="M2 16.5 7.5 10l4.5 4L17 6.5"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
          <circle cx="19.6" cy="4.4" r="2.6" className="brand-omen" />
        </svg>
        <h1>Portent</h1>
      </div>
      <FeedBadge feed={state.health.data?.feed ?? null} />
      <p className="feed-clock">
        <span className="visually-hidden">Time of the feed: </span>
        {nowMs === null ? (
          <span className="muted">no time yet</span>
        ) : (
          <time dateTime={new Date(nowMs).toISOString()} className="number">
            <span className="muted">{formatDay(nowMs)}</span> <strong>{formatClock(nowMs)}</strong>{" "}
            <span className="muted">UTC</span>
          </time>
        )}
      </p>
      <ConnectionState connection={state.connection} onRetry={onRetry} />
      <ThemeToggle />
    </header>
  );
}
