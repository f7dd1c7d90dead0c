import { Chip } from "../../../components/chip.tsx";
import { Notice, ProblemNotice } from "../../../components/notice.tsx";
import { Panel } from "../../../components/panel.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import { TableScroll } from "../../../components/table-scroll.tsx";
import { formatShare } from "../../../format/format-number.ts";
import { formatAge } from "../../../format/format-time.ts";
import { quoteRefusalWords } from "../../../format/reason-words.ts";
import type { Host } from "../../../host/panel.ts";
import { stateTones } from "../../../views/freshness/freshness-words.ts";
import { RefusedPanel } from "./refused-panel.tsx";
import { listReasons, listSources, meanQuality, type SourceRow } from "./source-rows.ts";

/** What the prices and events rest on: each source with its state, and the quotes that were left out. */
export function SourcesTab({ host }: { readonly host: Host }) {
  const { freshness, prices } = host.state;
  const rows = listSources(freshness.data?.readings ?? [], prices.data);
  const quality = meanQuality(prices.data?.ticks ?? []);
  return (
    <>
      <Panel
        title="Sources now"
        storedAtMs={freshness.storedAtMs ?? prices.storedAtMs}
        aside={
          quality === null ? undefined : <span className="muted">mean quality of prices {formatShare(quality)}</span>
        }
      >
        {freshness.data === null ? (
          freshness.problem === null ? (
            <Skeleton rows={6} label="Loading sources" />
          ) : (
            <ProblemNotice problem={freshness.problem} emptyTitle="Nothing was seen yet" onRetry={host.retry} />
          )
        ) : rows.length === 0 ? (
          <Notice title="No source is asked here">A source needs an address: pipelines.toml or SOURCE_URLS.</Notice>
        ) : (
          <SourceTable host={host} rows={rows} />
        )}
      </Panel>
      <RefusedPanel host={host} />
    </>
  );
}

function SourceTable({ host, rows }: { readonly host: Host; readonly rows: readonly SourceRow[] }) {
  return (
    <TableScroll label="Sources">
      <table className="number-table number-table-wide" data-testid="sources">
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">State</th>
            <th scope="col" className="figure">
              Newest
            </th>
            <th scope="col" className="figure">
              Quotes used
            </th>
            <th scope="col">Left out in the newest window</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, state, ageMs, quotes }) => (
            <tr key={name} data-testid={`source-${name}`}>
              <th scope="row">
                <a className="series-link" href={host.hrefOf("pipeline", { tab: "lag", of: `source:${name}` })}>
                  {name}
                </a>
              </th>
              <td>
                <Chip tone={stateTones[state]}>{state}</Chip>
              </td>
              <td className="figure number">{ageMs === null ? "–" : formatAge(ageMs)}</td>
              <td className="figure number">{quotes === null ? "–" : quotes.used}</td>
              <td className="pipe-rest">
                {quotes === null
                  ? "–"
                  : listReasons(quotes.refused)
                      .map(({ reason, count }) => `${count} ${quoteRefusalWords[reason]}`)
                      .join(", ") || "none"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
