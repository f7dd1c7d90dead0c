import { memo } from "react";
import type { Communities } from "../../../../contracts/cluster.ts";
import { Notice } from "../../components/notice.tsx";
import { Panel } from "../../components/panel.tsx";
import { type Links, SeriesLink } from "../../components/series-link.tsx";
import { ShownPart } from "../../components/shown-part.tsx";

type CommunitiesPanelProps = { readonly links: Links; readonly communities: Communities };

/** The second view: who stands nearer to whom once what all have in common is taken off. */
export const CommunitiesPanel = memo(function CommunitiesPanel({
  links,
  communities: { modularity, groups },
}: CommunitiesPanelProps) {
  const together = groups.filter((group) => group.length > 1);
  const alone = groups.filter((group) => group.length === 1).flat();
  return (
    <Panel
      title="Communities"
      aside={<span className="muted number">modularity {modularity.toFixed(3).replace("-", "−")}</span>}
    >
      <p className="muted">
        A second view, without what all series have in common: it says who stands nearer to whom even where everything
        is one cluster. The modularity of correlations is small; compare it with other runs alone.
      </p>
      {together.length === 0 ? (
        <Notice title="No community">Beyond what all have in common, nothing stands together.</Notice>
      ) : (
        <ShownPart rows={together} step={8} noun="groups">
          {(shownGroups) => (
            <ol className="community-list" data-testid="communities">
              {shownGroups.map((group, index) => (
                <li key={group[0]}>
                  <span className="muted">
                    Group {index + 1}, {group.length} series
                  </span>
                  <ShownPart rows={group} step={40} noun="members">
                    {(shown) => (
                      <ul className="series-list">
                        {shown.map((series) => (
                          <li key={series}>
                            <SeriesLink links={links} series={series} />
                          </li>
                        ))}
                      </ul>
                    )}
                  </ShownPart>
                </li>
              ))}
            </ol>
          )}
        </ShownPart>
      )}
      {alone.length === 0 ? null : (
        <div className="community-alone">
          <span className="muted">On its own</span>
          <ShownPart rows={alone} step={40} noun="series">
            {(shown) => (
              <ul className="series-list">
                {shown.map((series) => (
                  <li key={series}>
                    <SeriesLink links={links} series={series} />
                  </li>
                ))}
              </ul>
            )}
          </ShownPart>
        </div>
      )}
    </Panel>
  );
});
