import { useMemo } from "react";
import { Chip } from "../../components/chip.tsx";
import { type Links, SeriesLink } from "../../components/series-link.tsx";
import { ShownPart } from "../../components/shown-part.tsx";
import { TableScroll } from "../../components/table-scroll.tsx";
import { formatCount } from "../../format/format-count.ts";
import { formatSpan } from "../../format/format-time.ts";
import type { Host } from "../../host/panel.ts";
import type { ExplainedEdge } from "./answers.ts";
import { type EdgeOrder, formatQ, formatWeight, sortEdges } from "./edge-words.ts";

const orders: readonly { readonly order: EdgeOrder; readonly label: string }[] = [
  { order: "q", label: "Surest" },
  { order: "weight", label: "Strongest" },
  { order: "lag", label: "Quickest" },
];

type EdgeTableProps = {
  readonly links: Links;
  readonly edges: readonly ExplainedEdge[];
  /** As in the address; what it does not know is the usual order. */
  readonly order: string | null;
  readonly setParams: Host["setParams"];
};

/** Every edge with what it rests on, and in words. */
export function EdgeTable({ links, edges, order: asked, setParams }: EdgeTableProps) {
  const order = orders.find((each) => each.order === asked)?.order ?? "q";
  const sorted = useMemo(() => sortEdges(edges, order), [edges, order]);
  return (
    <>
      <fieldset className="segments edge-order">
        <legend className="visually-hidden">Order of the edges</legend>
        {orders.map((each) => (
          <button
            key={each.order}
            type="button"
            aria-pressed={order === each.order}
            onClick={() => setParams({ order: each.order === "q" ? null : each.order })}
          >
            {each.label}
          </button>
        ))}
      </fieldset>
      <ShownPart rows={sorted} step={25} noun="edges">
        {(shown) => (
          <TableScroll label="Edges">
            <table className="number-table edge-table" data-testid="edges">
              <thead>
                <tr>
                  <th scope="col">From</th>
                  <th scope="col">To</th>
                  <Heading label="Weight" title="Return of the follower per return of the leader" />
                  <Heading label="95 % interval" title="Of the weight" />
                  <Heading label="After" title="The delay at which the evidence is strongest" />
                  <Heading label="Support" title="Pairs of returns that it rests on" />
                  <Heading label="q" title="False-discovery rate: of edges with a q up to this, this share is noise" />
                  <th scope="col">In words</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((edge) => (
                  <EdgeRow key={`${edge.from} ${edge.to}`} links={links} edge={edge} />
                ))}
              </tbody>
            </table>
          </TableScroll>
        )}
      </ShownPart>
    </>
  );
}

function Heading({ label, title }: { readonly label: string; readonly title: string }) {
  return (
    <th scope="col" className="figure">
      <abbr title={title}>{label}</abbr>
    </th>
  );
}

function EdgeRow({ links, edge }: { readonly links: Links; readonly edge: ExplainedEdge }) {
  const { from, to, weight, low, high, lagMs, support, q, origin, explanation } = edge;
  return (
    <tr data-testid={`edge-${from}-${to}`}>
      <th scope="row">
        <SeriesLink links={links} series={from} />
      </th>
      <td>
        <SeriesLink links={links} series={to} />
      </td>
      <td className="figure number">{formatWeight(weight)}</td>
      <td className="figure number">{origin === "prior" ? "–" : `${formatWeight(low)} to ${formatWeight(high)}`}</td>
      <td className="figure number">{formatSpan(lagMs)}</td>
      <td className="figure number">{formatCount(support)}</td>
      <td className="figure number">{formatQ(q)}</td>
      <td className="edge-said">
        {origin === "prior" ? <Chip tone="quiet">declared</Chip> : null} {explanation}
      </td>
    </tr>
  );
}
