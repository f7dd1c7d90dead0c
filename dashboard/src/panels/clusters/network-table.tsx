import { type Links, SeriesLink } from "../../components/series-link.tsx";
import { ShownPart } from "../../components/shown-part.tsx";
import { TableScroll } from "../../components/table-scroll.tsx";
import type { NetworkEdge } from "./network-edges.ts";
import type { TreeWithClusters } from "./read-map.ts";
import { formatCorrelation } from "./tree-words.ts";

type NetworkTableProps = {
  readonly map: TreeWithClusters;
  readonly edges: readonly NetworkEdge[];
  readonly communities: readonly (number | null)[];
  readonly links: Links;
};

/** The lines of the network, the strongest first, with the groups of both ends. */
export function NetworkTable({ map: { assets, numbers }, edges, communities, links }: NetworkTableProps) {
  const sorted = edges.toSorted((a, b) => b.correlation - a.correlation);
  const told = (list: readonly (number | null)[], a: number, b: number): string => {
    const [one, two] = [list[a] ?? null, list[b] ?? null].map((number) => (number === null ? "–" : String(number + 1)));
    return one === two ? (one ?? "–") : `${one} and ${two}`;
  };
  return (
    <ShownPart rows={sorted} step={30} noun="lines">
      {(shown) => (
        <TableScroll label="Lines of the network">
          <table className="number-table network-table" data-testid="network-lines">
            <thead>
              <tr>
                <th scope="col">Series</th>
                <th scope="col">Next to</th>
                <th scope="col" className="figure">
                  Correlation
                </th>
                <th scope="col" className="figure">
                  Cluster
                </th>
                <th scope="col" className="figure">
                  Community
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ from, to, correlation }) => (
                <tr key={`${from} ${to}`}>
                  <th scope="row">
                    <SeriesLink links={links} series={assets[from] ?? ""} />
                  </th>
                  <td>
                    <SeriesLink links={links} series={assets[to] ?? ""} />
                  </td>
                  <td className="figure number">{formatCorrelation(correlation)}</td>
                  <td className="figure number">{told(numbers, from, to)}</td>
                  <td className="figure number">{told(communities, from, to)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </ShownPart>
  );
}
