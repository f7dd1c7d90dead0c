import { Notice } from "../../../components/notice.tsx";
import { Panel } from "../../../components/panel.tsx";
import { ShownPart } from "../../../components/shown-part.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import { TableScroll } from "../../../components/table-scroll.tsx";
import { TableTwin } from "../../../components/table-twin.tsx";
import { useTimes } from "../../../components/use-times.ts";
import { formatPrice } from "../../../format/format-number.ts";
import { quoteRefusalWords } from "../../../format/reason-words.ts";
import { assetSymbol } from "../../../format/short-hex.ts";
import type { Host } from "../../../host/panel.ts";
import { useLoaded } from "../../../host/use-loaded.ts";
import { RangeSwitch } from "../range-switch.tsx";
import { rangeOf } from "../ranges.ts";
import { RefusedQuotes } from "./answers.ts";
import { groupRefused } from "./group-refused.ts";

const limit = 500;
const windowMs = 120_000;

/** Quotes that no price took, of windows that had a price or none, as the store keeps them for a redrive. */
export function RefusedPanel({ host }: { readonly host: Host }) {
  const range = rangeOf(host.params.range);
  const path = `/v1/refused-quotes?minutes=${range.minutes}&limit=${limit}`;
  const { data, problem, retry } = useLoaded(host.load, path, RefusedQuotes, Math.floor(host.nowMs / windowMs));
  return (
    <Panel title="Quotes that no price took" aside={<RangeSwitch host={host} />}>
      {data !== null ? (
        <Refused data={data} words={range.words} />
      ) : problem === null ? (
        <Skeleton rows={4} label="Loading refused quotes" />
      ) : (
        <div className="notice notice-problem" role="status">
          <p className="notice-title">{problem.detail}</p>
          <button type="button" className="button" onClick={retry}>
            Try again
          </button>
        </div>
      )}
    </Panel>
  );
}

function Refused({ data, words }: { readonly data: RefusedQuotes; readonly words: string }) {
  const { formatMoment, formatZone } = useTimes();
  if (data.quotes.length === 0) return <Notice title="None">No quote of the last {words} was left out.</Notice>;
  const groups = groupRefused(data.quotes);
  return (
    <>
      <p className="pipe-said">
        {data.nextCursor === null ? data.quotes.length : `The newest ${data.quotes.length}`} quotes in the last {words}.
        After a rule was changed, <code>portent redrive quotes</code> judges them again.
      </p>
      <TableScroll label="Refused quotes by source and reason">
        <table className="number-table number-table-wide" data-testid="refused-groups">
          <thead>
            <tr>
              <th scope="col">Source</th>
              <th scope="col">Why</th>
              <th scope="col" className="figure">
                Quotes
              </th>
              <th scope="col">Assets</th>
              <th scope="col">Newest</th>
            </tr>
          </thead>
          <tbody>
            {groups.map(({ source, reason, count, assets, newestMs }) => (
              <tr key={`${source} ${reason}`}>
                <th scope="row">{source}</th>
                <td>{quoteRefusalWords[reason]}</td>
                <td className="figure number">{count}</td>
                <td className="pipe-assets">
                  {assets.slice(0, 6).map(assetSymbol).join(", ")}
                  {assets.length > 6 ? ` and ${assets.length - 6} more` : ""}
                </td>
                <td className="number">
                  {formatMoment(newestMs)} {formatZone(newestMs)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <TableTwin summary="Each quote">{() => <Quotes quotes={data.quotes} />}</TableTwin>
    </>
  );
}

function Quotes({ quotes }: Pick<RefusedQuotes, "quotes">) {
  const { formatMoment, formatZone } = useTimes();
  return (
    <ShownPart rows={quotes} step={40} noun="quotes">
      {(shown) => (
        <TableScroll label="Refused quotes">
          <table className="number-table">
            <thead>
              <tr>
                <th scope="col">Window until</th>
                <th scope="col">Asset</th>
                <th scope="col">Source</th>
                <th scope="col" className="figure">
                  Said
                </th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ asset, windowEndMs, source, price, quote, refused }) => (
                <tr key={`${asset} ${windowEndMs} ${source}`}>
                  <th scope="row" className="number">
                    {formatMoment(windowEndMs)} {formatZone(windowEndMs)}
                  </th>
                  <td>{assetSymbol(asset)}</td>
                  <td>{source}</td>
                  <td className="figure number">{price === null ? "–" : `${formatPrice(price)} ${quote}`}</td>
                  <td>{quoteRefusalWords[refused]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </ShownPart>
  );
}
