import { useId } from "react";
import { type Links, SeriesLink } from "../../components/series-link.tsx";
import { ShownPart } from "../../components/shown-part.tsx";
import { seriesName } from "../../format/series-words.ts";
import type { Host } from "../../host/panel.ts";
import type { TreeWithClusters } from "./read-map.ts";
import { listNeighbours } from "./tree-correlation.ts";
import { formatCorrelation } from "./tree-words.ts";

type NeighboursProps = {
  readonly map: TreeWithClusters;
  readonly near: string | null;
  readonly links: Links;
  readonly setParams: Host["setParams"];
};

/** One row of the heat map as a table: a series, and the others from the nearest on. */
export function Neighbours({ map, near, links, setParams }: NeighboursProps) {
  const { assets, tree, numbers } = map;
  const fieldId = useId();
  const item = near === null ? -1 : assets.indexOf(near);
  return (
    <div className="neighbours">
      <p>
        <label htmlFor={fieldId}>A row of the heat map: who is near to </label>
        <select
          id={fieldId}
          className="field"
          value={item === -1 || near === null ? "" : near}
          onChange={(event) => setParams({ near: event.target.value === "" ? null : event.target.value })}
        >
          <option value="">choose a series</option>
          {assets.map((asset) => (
            <option key={asset} value={asset}>
              {seriesName(asset)}
            </option>
          ))}
        </select>
      </p>
      {near !== null && item === -1 ? <p className="inline-problem">{seriesName(near)} is not in this run.</p> : null}
      {item === -1 ? null : (
        <ShownPart key={near} rows={listNeighbours(tree, item)} step={20} noun="series">
          {(shown) => (
            <table className="number-table" data-testid="neighbours">
              <thead>
                <tr>
                  <th scope="col">Series</th>
                  <th scope="col" className="figure">
                    Correlation, as the tree has it
                  </th>
                  <th scope="col" className="figure">
                    Cluster
                  </th>
                </tr>
              </thead>
              <tbody>
                {shown.map((each) => {
                  const number = numbers[each.item] ?? null;
                  return (
                    <tr key={each.item}>
                      <th scope="row">
                        <SeriesLink links={links} series={assets[each.item] ?? ""} />
                      </th>
                      <td className="figure number">{formatCorrelation(each.correlation)}</td>
                      <td className="figure number">{number === null ? "–" : number + 1}</td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          )}
        </ShownPart>
      )}
    </div>
  );
}
