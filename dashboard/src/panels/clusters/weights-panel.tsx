import { memo, useMemo } from "react";
import type { ClusterRun } from "../../../../contracts/cluster.ts";
import { compareCodePoints } from "../../../../contracts/compare-code-points.ts";
import { Notice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { type Links, SeriesLink } from "../../components/series-link.tsx";
import { ShownPart } from "../../components/shown-part.tsx";

type WeightsPanelProps = { readonly links: Links; readonly weights: ClusterRun["weights"] };

/** Hierarchical risk parity: how much of each, so that risk is spread over the tree. The bars are part of their table. */
export const WeightsPanel = memo(function WeightsPanel({ links, weights }: WeightsPanelProps) {
  const sorted = useMemo(
    () => weights.toSorted((a, b) => b.weight - a.weight || compareCodePoints(a.asset, b.asset)),
    [weights],
  );
  const most = sorted[0]?.weight ?? 0;
  return (
    <Panel title="Risk parity weights">
      <p className="muted">
        How much of each, so that risk is spread over the tree; the weights sum to 100 %. They know variances and
        correlations of the window alone: no fees, no liquidity, no opinion.
      </p>
      {sorted.length === 0 ? (
        <Notice title="No weights">A run without series has none.</Notice>
      ) : (
        <ShownPart rows={sorted} step={15} noun="weights">
          {(shown) => (
            <table className="number-table number-table-wide" data-testid="weights">
              <caption className="visually-hidden">Risk parity weights, the largest first</caption>
              <thead>
                <tr>
                  <th scope="col">Series</th>
                  <th scope="col" className="figure">
                    Weight
                  </th>
                  <td className="bar-cell" />
                </tr>
              </thead>
              <tbody>
                {shown.map(({ asset, weight }) => (
                  <tr key={asset}>
                    <th scope="row">
                      <SeriesLink links={links} series={asset} />
                    </th>
                    <td className="figure number">{(weight * 100).toFixed(2)} %</td>
                    <td className="bar-cell">
                      <svg className="weight-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                        <rect className="bar-fill" width={most === 0 ? 0 : (weight / most) * 100} height="8" />
                      </svg>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </ShownPart>
      )}
    </Panel>
  );
});
