import { useId, useState } from "react";
import type { FeedKind } from "../../../../contracts/live.ts";

export const feedWords: Readonly<Record<FeedKind, { label: string; meaning: string }>> = {
  recorded: {
    label: "Recorded",
    meaning: "Real market data of a past day, replayed in order as if it came in now. The prices are what they were.",
  },
  reconstructed: {
    label: "Reconstructed",
    meaning:
      "Not recorded trades. The day is rebuilt from a short table of published prices, with generated movement between them.",
  },
  live: { label: "Live", meaning: "Prices come from public exchanges as they are made, every two minutes." },
};

/** Which data the page shows. What that means opens on hover, focus or tap. */
export function FeedBadge({ feed }: { readonly feed: FeedKind | null }) {
  const [isOpen, setOpen] = useState(false);
  const noteId = useId();
  if (feed === null)
    return (
      <span className="feed-badge feed-unknown" data-testid="feed-badge">
        Feed …
      </span>
    );
  const { label, meaning } = feedWords[feed];
  return (
    <span className="feed">
      <button
        type="button"
        className={`feed-badge feed-${feed}`}
        data-testid="feed-badge"
        data-feed={feed}
        aria-expanded={isOpen}
        aria-describedby={noteId}
        onClick={() => setOpen(!isOpen)}
        onBlur={() => setOpen(false)}
        onKeyDown={({ key }) => {
          if (key === "Escape") setOpen(false);
        }}
      >
        {label}
      </button>
      <span id={noteId} role="tooltip" className={`feed-note ${isOpen ? "is-open" : ""}`}>
        {meaning}
      </span>
    </span>
  );
}
