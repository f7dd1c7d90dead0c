import type { ReactNode } from "react";
import { useTimes } from "../../components/use-times.ts";
import { type DashboardState, feedNowMs } from "../../data/dashboard-state.ts";
import { hrefOf } from "../../host/address.ts";
import { defaultPanel } from "../../host/route.ts";
import type { Settings } from "../../host/settings.ts";
import { ConnectionState } from "./connection-state.tsx";
import { FeedBadge } from "./feed-badge.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";

type PageHeaderProps = {
  readonly state: DashboardState;
  readonly onRetry: () => void;
  readonly theme: Settings["theme"];
  readonly onTheme: (theme: "dark" | "light") => void;
  readonly onSearch: () => void;
  /** Who is signed in, or how to. */
  readonly owner: ReactNode;
};

const commandKey = /^(Mac|iP)/.test(navigator.platform) ? "⌘" : "Ctrl";

/** Name, feed, the feed's own clock, and the state of the connection. */
export function PageHeader({ state, onRetry, theme, onTheme, onSearch, owner }: PageHeaderProps) {
  const { formatClock, formatDay, formatZone } = useTimes();
  const nowMs = feedNowMs(state);
  return (
    <header className="page-head">
      <a className="brand" href={hrefOf(defaultPanel)}>
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
        Portent
      </a>
      <FeedBadge feed={state.health.data?.feed ?? null} />
      <p className="feed-clock">
        <span className="visually-hidden">Time of the feed: </span>
        {nowMs === null ? (
          <span className="muted">no time yet</span>
        ) : (
          <time dateTime={new Date(nowMs).toISOString()} className="number">
            <span className="muted">{formatDay(nowMs)}</span> <strong>{formatClock(nowMs)}</strong>{" "}
            <span className="muted">{formatZone(nowMs)}</span>
          </time>
        )}
      </p>
      <ConnectionState connection={state.connection} onRetry={onRetry} />
      <button type="button" className="search-button" onClick={onSearch} aria-keyshortcuts="Control+K Meta+K">
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <circle cx="8.75" cy="8.75" r="5" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="m12.5 12.5 4 4" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
        </svg>
        <span className="search-words">Search</span>
        <kbd>{commandKey} K</kbd>
      </button>
      {owner}
      <ThemeToggle theme={theme} onChange={onTheme} />
    </header>
  );
}
