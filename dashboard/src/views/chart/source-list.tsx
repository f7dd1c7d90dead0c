import type { TickSource } from "../../../../contracts/price-ticks.ts";
import { useTimes } from "../../components/use-times.ts";
import { formatPrice, formatShare } from "../../format/format-number.ts";
import { describeConversion, formatDispersion } from "../../format/quote-words.ts";
import { quoteRefusalWords } from "../../format/reason-words.ts";

type SourceListProps = {
  readonly sources: readonly TickSource[];
  /** Of a price; an asset without one has neither. */
  readonly quality?: number;
  readonly dispersion?: number;
};

/** Each source's quote in dollars, what it said itself where that is another coin, and why one was left out. */
export function SourceList({ sources, quality, dispersion }: SourceListProps) {
  return (
    <ul className="sources" aria-label="Sources of this price">
      {sources.map((quote) => (
        <li
          key={quote.source}
          data-testid={`quote-${quote.source}`}
          className={quote.refused === undefined ? undefined : "is-refused"}
        >
          <span className="dot" aria-hidden="true" />
          <span>{quote.source}</span>
          <QuoteWords quote={quote} />
        </li>
      ))}
      {dispersion === undefined ? null : (
        <li data-testid="dispersion">
          <abbr className="muted" title="Mean distance of the used quotes from the price">
            dispersion
          </abbr>
          <span className="number">{formatDispersion(dispersion)}</span>
        </li>
      )}
      {quality === undefined ? null : (
        <li>
          <span className="muted">quality</span>
          <span className="number">{formatShare(quality)}</span>
        </li>
      )}
    </ul>
  );
}

function QuoteWords({ quote }: { readonly quote: TickSource }) {
  const { formatClock, formatZone } = useTimes();
  const { priceUsd, sampleAtMs, refused } = quote;
  const conversion = describeConversion(quote);
  return (
    <>
      {refused === undefined ? (
        <span className="number">{priceUsd === null ? "–" : `$${formatPrice(priceUsd)}`}</span>
      ) : null}
      {conversion === null ? null : <span className="number muted">{conversion}</span>}
      {refused === undefined ? null : (
        <span className="tone-warn">
          {quoteRefusalWords[refused]}
          {refused !== "stale" || sampleAtMs === null
            ? ""
            : ` since ${formatClock(sampleAtMs)} ${formatZone(sampleAtMs)}`}
        </span>
      )}
    </>
  );
}
