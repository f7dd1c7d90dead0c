import type { PriceTick, RefusedAsset, TickSource } from "../../../../../contracts/price-ticks.ts";
import { Panel } from "../../../components/panel.tsx";
import { TableScroll } from "../../../components/table-scroll.tsx";
import { useChangeWords } from "../../../components/use-change-words.ts";
import { formatPrice } from "../../../format/format-number.ts";
import { formatAge } from "../../../format/format-time.ts";
import { describeConversion, formatDispersion } from "../../../format/quote-words.ts";
import { quoteRefusalWords } from "../../../format/reason-words.ts";

type SourcePanelProps = {
  readonly tick: PriceTick | null;
  readonly refused: RefusedAsset | null;
  readonly nowMs: number;
  readonly storedAtMs: number | undefined;
};

/** Who says the price: each source's quote, how far it is from the consensus, how old, and why one was left out. */
export function SourcePanel({ tick, refused, nowMs, storedAtMs }: SourcePanelProps) {
  const sources = tick?.sources ?? refused?.sources ?? [];
  return (
    <Panel
      title="Sources"
      storedAtMs={storedAtMs}
      aside={
        tick === null ? undefined : <span className="muted number">dispersion {formatDispersion(tick.dispersion)}</span>
      }
    >
      {sources.length === 0 ? (
        <p className="muted">{refused === null ? "No price in the newest window." : "No source lists this asset."}</p>
      ) : (
        <TableScroll label="Sources of the price">
          <table className="number-table number-table-wide" data-testid="sources">
            <thead>
              <tr>
                <th scope="col">Source</th>
                <th scope="col" className="figure">
                  USD
                </th>
                <th scope="col" className="figure">
                  Off by
                </th>
                <th scope="col" className="figure">
                  Age
                </th>
              </tr>
            </thead>
            <tbody>
              {sources.map((source) => (
                <SourceRow key={source.source} source={source} priceUsd={tick?.priceUsd ?? null} nowMs={nowMs} />
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </Panel>
  );
}

type SourceRowProps = { readonly source: TickSource; readonly priceUsd: number | null; readonly nowMs: number };

function SourceRow({ source: quote, priceUsd, nowMs }: SourceRowProps) {
  const formatChange = useChangeWords();
  const conversion = describeConversion(quote);
  const offBy = quote.priceUsd === null || priceUsd === null ? null : quote.priceUsd / priceUsd - 1;
  return (
    <tr data-testid={`quote-${quote.source}`}>
      <th scope="row">
        {quote.source}
        {quote.refused === undefined ? null : (
          <span className="tone-warn mk-quote-note">left out: {quoteRefusalWords[quote.refused]}</span>
        )}
        {conversion === null ? null : <span className="muted number mk-quote-note">{conversion}</span>}
      </th>
      <td className="figure number">{quote.priceUsd === null ? "–" : formatPrice(quote.priceUsd)}</td>
      <td className="figure number muted">{offBy === null ? "–" : formatChange(offBy, 3)}</td>
      <td className="figure number muted">{quote.sampleAtMs === null ? "–" : formatAge(nowMs - quote.sampleAtMs)}</td>
    </tr>
  );
}
