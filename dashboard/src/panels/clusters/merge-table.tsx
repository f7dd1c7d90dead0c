import { ShownPart } from "../../components/shown-part.tsx";
import { TableScroll } from "../../components/table-scroll.tsx";
import { seriesName } from "../../format/series-words.ts";
import type { TreeWithClusters } from "./read-map.ts";
import { correlationAt } from "./tree-correlation.ts";
import { describeSide, formatCorrelation } from "./tree-words.ts";

/** Every merge of the tree, the tightest first: who came to whom, and at which correlation. */
export function MergeTable({ map }: { readonly map: TreeWithClusters }) {
  const { tree, assets, marks } = map;
  const names = (from: number, to: number): string =>
    describeSide(tree.order.slice(from, to).map((item) => seriesName(assets[item] ?? "")));
  return (
    <ShownPart rows={tree.merges} step={50} noun="merges">
      {(shown) => (
        <TableScroll label="Merges of the tree">
          <table className="number-table merge-table" data-testid="merges">
            <thead>
              <tr>
                <th scope="col" className="figure">
                  Correlation
                </th>
                <th scope="col">These</th>
                <th scope="col">and these</th>
                <th scope="col" className="figure">
                  Series
                </th>
                <th scope="col">Cluster</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ left, first, split, last, height }, row) => {
                const number = marks[row] ?? null;
                return (
                  <tr key={`${left} ${first} ${last}`}>
                    <td className="figure number">{formatCorrelation(correlationAt(height))}</td>
                    <td>{names(first, split)}</td>
                    <td>{names(split, last + 1)}</td>
                    <td className="figure number">{last + 1 - first}</td>
                    <td className="number">{number === null ? "above the cut" : number + 1}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </TableScroll>
      )}
    </ShownPart>
  );
}
