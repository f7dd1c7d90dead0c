import { memo } from "react";
import type { Cluster } from "../../../../contracts/cluster.ts";
import { type Links, SeriesLink } from "../../components/series-link.tsx";
import { ShownPart } from "../../components/shown-part.tsx";
import type { Host } from "../../host/panel.ts";
import { clusterTitle, lineageWords, nameClusters, stressWords } from "./cluster-words.ts";
import { Swatch } from "./swatch.tsx";

type ClusterListProps = {
  readonly links: Links;
  readonly clusters: readonly Cluster[];
  /** The id of the one whose history is shown. */
  readonly chosen: string | null;
  readonly setParams: Host["setParams"];
};

/** The clusters of a run, the largest first. */
export const ClusterList = memo(function ClusterList({ links, clusters, chosen, setParams }: ClusterListProps) {
  const nameOf = nameClusters(clusters);
  return (
    <ShownPart rows={clusters} step={12} noun="clusters">
      {(shown) => (
        <ol className="cluster-cards">
          {shown.map((cluster, number) => (
            <ClusterItem
              key={cluster.id}
              links={links}
              cluster={cluster}
              number={number}
              nameOf={nameOf}
              isChosen={cluster.id === chosen}
              onChoose={() => setParams({ cluster: cluster.id === chosen ? null : cluster.id }, "push")}
            />
          ))}
        </ol>
      )}
    </ShownPart>
  );
});

type ClusterItemProps = {
  readonly links: Links;
  readonly cluster: Cluster;
  readonly number: number;
  readonly nameOf: (id: string) => string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
};

function ClusterItem({ links, cluster, number, nameOf, isChosen, onChoose }: ClusterItemProps) {
  const { id, members, medoid, cohesion, stress } = cluster;
  const isAlone = members.length === 1;
  const ordered = [medoid, ...members.filter((member) => member !== medoid)];
  return (
    <li className="cluster-card" data-testid={`cluster-${id}`} data-chosen={isChosen}>
      <div className="cluster-card-head">
        <Swatch number={number} members={members.length} />
        <strong>{clusterTitle(cluster)}</strong>
        <button
          type="button"
          className="button button-small"
          aria-pressed={isChosen}
          aria-label={`History of cluster ${number + 1}`}
          onClick={onChoose}
        >
          History
        </button>
      </div>
      <ShownPart rows={ordered} step={40} noun="members">
        {(shown) => (
          <ul className="series-list">
            {shown.map((member) => (
              <li key={member} className={member === medoid && !isAlone ? "is-medoid" : undefined}>
                <SeriesLink links={links} series={member} />
                {member === medoid && !isAlone ? <span className="visually-hidden"> (medoid)</span> : null}
              </li>
            ))}
          </ul>
        )}
      </ShownPart>
      <dl className="cluster-facts">
        {isAlone ? null : (
          <Fact label="cohesion" title="Mean correlation of the members with each other" value={cohesion} />
        )}
        {stress === null ? null : <Fact label="stress" title={stressWords(stress)} value={stress} />}
      </dl>
      <p className="muted">{lineageWords(cluster, nameOf)}</p>
    </li>
  );
}

function Fact({ label, title, value }: { readonly label: string; readonly title: string; readonly value: number }) {
  return (
    <div title={title}>
      <dt>{label}</dt>
      <dd>
        <span className="number">{value.toFixed(2).replace("-", "−")}</span>
        <svg className="fact-bar" viewBox="0 0 48 4" preserveAspectRatio="none" aria-hidden="true">
          <rect className="bar-track" width="48" height="4" />
          <rect className="bar-fill" width={Math.max(0, value) * 48} height="4" />
        </svg>
      </dd>
    </div>
  );
}
