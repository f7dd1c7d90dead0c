import { useState } from "react";
import type { Story } from "../../../../contracts/story.ts";
import { useTimes } from "../../components/use-times.ts";
import { formatAge } from "../../format/format-time.ts";

const firstShown = 6;
const severityWidth = 36;

/** The strongest stories: what happened, who tells it independently of each other, how severe it is, how old. */
export function StoryTable({ stories, nowMs }: { readonly stories: readonly Story[]; readonly nowMs: number }) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? stories : stories.slice(0, firstShown);
  return (
    <>
      <table className="world-table" data-testid="stories">
        <caption>
          Stories <span className="muted number">{stories.length}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">Story</th>
            <th scope="col" className="world-number">
              <abbr title="Publisher families that tell it independently of each other">Told by</abbr>
            </th>
            <th scope="col" className="world-number">
              <abbr title="From 0, nothing, to 1, the worst">Severity</abbr>
            </th>
            <th scope="col" className="world-number">
              Age
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((story) => (
            <StoryRow key={story.id} story={story} nowMs={nowMs} />
          ))}
        </tbody>
      </table>
      {stories.length > firstShown ? (
        <button
          type="button"
          className="button button-small world-more"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? `Show the first ${firstShown}` : `Show all ${stories.length} stories`}
        </button>
      ) : null}
    </>
  );
}

function StoryRow({ story, nowMs }: { readonly story: Story; readonly nowMs: number }) {
  const { formatMoment, formatZone } = useTimes();
  const { id, title, category, publisherFamilies, severity, firstPublishedMs, lastPublishedMs } = story;
  const times = `first told ${formatMoment(firstPublishedMs)}, last ${formatMoment(lastPublishedMs)} ${formatZone(lastPublishedMs)}`;
  return (
    <tr data-testid={`story-${id}`}>
      <th scope="row">
        <span className="world-title">{title}</span>
        <span className="world-detail">
          <span className="world-category">{category}</span> {publisherFamilies.join(", ")}
        </span>
      </th>
      <td className="number world-number">
        {publisherFamilies.length}{" "}
        <span className="unit">{publisherFamilies.length === 1 ? "family" : "families"}</span>
      </td>
      <td className="number world-number">
        {severity.toFixed(2)}
        <svg className="severity" viewBox={`0 0 ${severityWidth} 4`} aria-hidden="true">
          <rect className="factor-track" width={severityWidth} height="4" rx="2" />
          <rect className="severity-fill" width={severity * severityWidth} height="4" rx="2" />
        </svg>
      </td>
      <td className="number world-number" title={times}>
        {formatAge(nowMs - firstPublishedMs)}
      </td>
    </tr>
  );
}
