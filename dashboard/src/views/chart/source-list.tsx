import type { PriceTick } from "../../../../contracts/price-ticks.ts";
import { formatPrice, formatShare } from "../../format/format-number.ts";
import { formatClock } from "../../format/format-time.ts";
import { quoteRefusalWords } from "../../format/reason-words.ts";

/** Each source's quote, and why one was left out. */
export function SourceList({ tick }: { readonly tick: PriceTick }) {
  return (
    <ul className="sources" aria-label="Sources of this price">
      {tick.sources.map(({ source, priceUsd, sampleAtMs, refused }) => (
        <li key={source} className={refused === undefined ? undefined : "is-refused"}>
          <span className="dot" aria-hidden="true" />
          <span>{source}</span>
          {refused === undefined ? (
            <span className="number">{priceUsd === null ? "–" : formatPrice(priceUsd)}</span>
          ) : (
            <span className="tone-warn">
              {quoteRefusalWords[refused]}
              {sampleAtMs === null ? "" : ` since ${formatClock(sampleAtMs)}`}
            </span>
          )}
        </li>
      ))}
      <li>
        <span className="muted">quality</span>
        <span className="number">{formatShare(tick.quality)}</span>
      </li>
    </ul>
  );
}
