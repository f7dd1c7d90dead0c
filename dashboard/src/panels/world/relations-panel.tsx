import type { RelationReading } from "../../../../contracts/world.ts";
import { Notice, ProblemNotice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { type Links, SeriesLink } from "../../components/series-link.tsx";
import { ShownPart } from "../../components/shown-part.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { TableScroll } from "../../components/table-scroll.tsx";
import { formatSigned } from "../../format/format-number.ts";
import { formatAge } from "../../format/format-time.ts";
import type { Host } from "../../host/panel.ts";
import { useLoaded } from "../../host/use-loaded.ts";
import { RelationsAnswer } from "./answers.ts";
import { formatQ, relationStrength } from "./world-words.ts";

/** What moved together: markets, factors and prices, with how sure that is. */
export function RelationsPanel({ host, mark }: { readonly host: Host; readonly mark: number }) {
  const { data, problem, storedAtMs, retry } = useLoaded(host.load, "/v1/relations", RelationsAnswer, mark);
  return (
    <Panel
      title="What moved together"
      className="panel-world-relations"
      storedAtMs={storedAtMs}
      aside={
        data === null || data.asOfMs === null ? undefined : (
          <span className="muted number">{formatAge(host.nowMs - data.asOfMs)} old</span>
        )
      }
    >
      {data === null ? (
        problem === null ? (
          <Skeleton rows={4} label="Loading relations" />
        ) : (
          <ProblemNotice problem={problem} emptyTitle="The relations cannot be read now" onRetry={retry} />
        )
      ) : data.relations.length === 0 ? (
        <Notice title="No relation yet">
          Two series need enough changes at the same times before it can be said that they move together.
        </Notice>
      ) : (
        <ShownPart rows={data.relations} step={12} noun="relations">
          {(part) => <RelationTable links={host} relations={part} />}
        </ShownPart>
      )}
    </Panel>
  );
}

function RelationTable({
  links,
  relations,
}: {
  readonly links: Links;
  readonly relations: readonly RelationReading[];
}) {
  return (
    <TableScroll label="Relations">
      <table className="number-table number-table-wide world-relations" data-testid="relations">
        <thead>
          <tr>
            <th scope="col">Series</th>
            <th scope="col" className="figure">
              <abbr title="Rank correlation of their changes">Together</abbr>
            </th>
            <th scope="col">
              <abbr title="The true correlation lies in here, 95 times of 100">95 % interval</abbr>
            </th>
            <th scope="col" className="figure">
              <abbr title="Share of false ones to expect among all that are at least as sure">q</abbr>
            </th>
          </tr>
        </thead>
        <tbody>
          {relations.map(({ left, right, correlation, low, high, q, samples }) => (
            <tr key={`${left} ${right}`}>
              <th scope="row">
                <SeriesLink links={links} series={plain(left)} /> and <SeriesLink links={links} series={plain(right)} />
                <span className="world-detail">
                  {relationStrength({ correlation, low, high, q })}, over {samples} changes
                </span>
              </th>
              <td className="figure number">{formatSigned(correlation)}</td>
              <td className="number">
                <svg className="world-interval" viewBox="-100 -4 200 8" aria-hidden="true">
                  <line className="world-line-grid" x1={-100} x2={100} y1={0} y2={0} />
                  <line className="world-line-zero" x1={0} x2={0} y1={-4} y2={4} />
                  <line className="world-interval-bar" x1={low * 100} x2={high * 100} y1={0} y2={0} />
                </svg>
                {formatSigned(low)} to {formatSigned(high)}
              </td>
              <td className="figure number">{formatQ(q)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

/** A price by its asset, as everywhere else on the page. */
const plain = (series: string): string => series.replace(/^price\./, "");
