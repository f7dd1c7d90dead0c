import type { Cluster } from "../../../../contracts/cluster.ts";
import { assetSymbol } from "../../format/short-hex.ts";

/** One cluster: its medoid first, its members, and how tightly they move together. */
export function ClusterCard({
  cluster,
  onSelect,
}: {
  readonly cluster: Cluster;
  readonly onSelect: (asset: string) => void;
}) {
  const { id, members, medoid, cohesion } = cluster;
  const isAlone = members.length === 1;
  const ordered = [medoid, ...members.filter((member) => member !== medoid)];
  return (
    <li className="cluster" data-testid={`cluster-${id}`}>
      <div className="cluster-head">
        <span className="muted">{isAlone ? "on its own" : `${members.length} around ${assetSymbol(medoid)}`}</span>
        {isAlone ? null : (
          <span className="cohesion" title="Mean correlation of the members with each other">
            <svg viewBox="0 0 48 4" aria-hidden="true">
              <rect className="factor-track" width="48" height="4" rx="2" />
              <rect className="cohesion-fill" width={Math.max(0, cohesion) * 48} height="4" rx="2" />
            </svg>
            <span className="number">{cohesion.toFixed(2)}</span>
            <span className="visually-hidden">cohesion</span>
          </span>
        )}
      </div>
      <ul className="members">
        {ordered.map((asset) => (
          <li key={asset}>
            <button
              type="button"
              className={asset === medoid && !isAlone ? "member is-medoid" : "member"}
              onClick={() => onSelect(asset)}
            >
              {assetSymbol(asset)}
              {asset === medoid && !isAlone ? <span className="visually-hidden"> (medoid)</span> : null}
            </button>
          </li>
        ))}
      </ul>
    </li>
  );
}
