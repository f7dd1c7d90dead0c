import { Notice, ProblemNotice } from "../../../components/notice.tsx";
import { ShownPart } from "../../../components/shown-part.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import type { Host } from "../../../host/panel.ts";
import { type Filters, readFilters } from "../filters.ts";
import type { LoadedStories } from "../use-stories.ts";
import { findStory, orderStories, putFirst } from "./order-stories.ts";
import { StoryItem } from "./story-item.tsx";

type StoryFeedProps = {
  readonly host: Host;
  readonly filters: Filters;
  readonly stories: LoadedStories;
  readonly onMap: ReadonlySet<string>;
  readonly onShow: (event: string) => void;
};

const everything = readFilters({}).filters;

/** Stories that the filters choose, page by page. */
export function StoryFeed({ host, filters, stories: loaded, onMap, onShow }: StoryFeedProps) {
  const { stories, from, isCut, problem, retry } = loaded;
  if (stories === null)
    return problem === null ? (
      <Skeleton rows={6} label="Loading stories" />
    ) : (
      <ProblemNotice problem={problem} emptyTitle="No story was read yet" onRetry={retry} />
    );
  const linkedId = host.params.story;
  const linked = linkedId === undefined ? undefined : findStory(orderStories(stories, everything), linkedId);
  const chosen = orderStories(stories, filters);
  const shown = linked === undefined ? chosen : putFirst(chosen, linked);
  const mark = host.state.world.data?.asOfMs ?? 0;
  return (
    <>
      {from === "live" ? (
        <p className="inline-problem" role="status">
          The history does not answer: these are the stories of the newest reading alone.
        </p>
      ) : null}
      {linkedId !== undefined && linked === undefined ? (
        <p className="inline-problem" role="status">
          The story of this link is not in this window. Choose a longer time.
        </p>
      ) : null}
      {shown.length === 0 ? (
        <Notice title={stories.length === 0 ? "No story in this window" : "No story is like that"}>
          {stories.length === 0
            ? "The sources told of nothing that counts. That is not the same as calm: look at what is missing below the factors."
            : `The window has ${stories.length} others. Choose another category, a lower severity or a longer time.`}
        </Notice>
      ) : (
        <ShownPart rows={shown} step={15} noun="stories">
          {(part) => (
            <ol className="world-items" data-testid="stories">
              {part.map((item) => (
                <StoryItem
                  key={item.story.id}
                  host={host}
                  item={item}
                  isLinked={item.story.id === linked?.story.id}
                  mark={mark}
                  mapEvent={item.story.eventIds.find((id) => onMap.has(id)) ?? null}
                  onShow={onShow}
                />
              ))}
            </ol>
          )}
        </ShownPart>
      )}
      {isCut ? <p className="panel-foot muted">Only the 500 stories that were told last are here.</p> : null}
    </>
  );
}
