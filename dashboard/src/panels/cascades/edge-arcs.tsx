import { type Links, seriesHref } from "../../components/series-link.tsx";
import { useWidth } from "../../components/use-width.ts";
import { seriesName } from "../../format/series-words.ts";
import type { ExplainedEdge } from "./answers.ts";
import { arcsMax, layOutArcs } from "./arc-layout.ts";

/** Below this many pixels an asset's name stands on its side. */
const nameRoom = 46;

type EdgeArcsProps = { readonly edges: readonly ExplainedEdge[]; readonly links: Links };

/** The edges as arcs between assets on a line. The table beside it says the same. */
export function EdgeArcs({ edges, links }: EdgeArcsProps) {
  const { ref, width } = useWidth<HTMLElement>();
  const { nodes, arcs, above, below } = layOutArcs(edges, width);
  const isTight = nodes.length > 0 && width / nodes.length < nameRoom;
  const nameHeight = isTight ? 62 : 14;
  const top = above;
  return (
    <figure ref={ref} className="edge-arcs" data-testid="edge-arcs">
      {width === 0 ? null : (
        // biome-ignore lint/a11y/useSemanticElements: a drawing with links in it is no fieldset
        <svg
          width={width}
          height={top + nameHeight + Math.max(6, below)}
          role="group"
          aria-label="Edges between assets; the table has the same"
        >
          <defs>
            {(["same", "other"] as const).map((way) => (
              <marker
                key={way}
                id={`arc-${way}`}
                viewBox="0 0 8 8"
                refX="6"
                refY="4"
                markerWidth="8"
                markerHeight="8"
                markerUnits="userSpaceOnUse"
                orient="auto"
              >
                <path className={`arc-head arc-${way}`} d="M0 0L8 4L0 8z" />
              </marker>
            ))}
          </defs>
          {arcs.map(({ edge, path, side, width: stroke }) => {
            const way = edge.weight < 0 ? "other" : "same";
            return (
              <g
                key={`${edge.from} ${edge.to}`}
                transform={`translate(0 ${side === "below" ? top + nameHeight - 6 : top})`}
              >
                <path
                  className={`arc arc-${way} ${edge.origin === "prior" ? "arc-prior" : ""}`}
                  d={path}
                  strokeWidth={stroke}
                  markerEnd={`url(#arc-${way})`}
                >
                  <title>{edge.explanation}</title>
                </path>
              </g>
            );
          })}
          {nodes.map(({ asset, x }) => (
            <a key={asset} href={seriesHref(links, asset)}>
              <text
                className="arc-name"
                transform={isTight ? `translate(${x + 4} ${top + 4}) rotate(90)` : `translate(${x} ${top + 11})`}
                textAnchor={isTight ? "start" : "middle"}
              >
                {seriesName(asset)}
              </text>
            </a>
          ))}
        </svg>
      )}
      <figcaption className="muted">
        <span className="arc-key arc-same" aria-hidden="true" /> follows the same way{" "}
        <span className="arc-key arc-other" aria-hidden="true" /> follows the other way; thicker: larger weight
        {edges.some(({ origin }) => origin === "prior") ? "; dashed: declared, not found in the data" : ""}
        {edges.length > arcsMax ? `. The surest ${arcsMax} of ${edges.length} are drawn.` : "."}
      </figcaption>
    </figure>
  );
}
