import { expect, test } from "vitest";
import { classifyEvent } from "../core/classify-event.ts";
import { groupStories, storyRule } from "../core/stories/group-stories.ts";
import { fetchFeedEvents } from "./feeds.ts";
import { stubClient } from "./test-client.ts";

test("feeds, lexicon, countries and stories run where a Worker runs: without code generation, with its own regular expressions and digests", async () => {
  const toMs = Date.UTC(2024, 3, 3, 13);
  const item = (title: string) => ({
    text: `<rss><channel><item><title>${title}</title><link>https://a.example/1</link><pubDate>Wed, 03 Apr 2024 12:00:00 GMT</pubDate></item></channel></rss>`,
  });
  const feed = (id: string) => ({
    id,
    url: `https://${id}.example/f`,
    publisherFamily: id,
    rights: "headline",
    keepMs: 86_400_000,
    reliability: 0.8,
  });
  const http = stubClient((url) =>
    item(url.includes("one") ? "Ukraine: sanctions lifted on grain" : "Sanctions on Ukraine&#8217;s grain lifted"),
  );
  const answer = await fetchFeedEvents(
    { fromMs: toMs - 86_400_000, toMs },
    { baseUrl: "", http, feeds: [feed("one"), feed("two")], scorer: classifyEvent },
  );
  if (!answer.ok) throw new Error(answer.error.message);
  const { stories } = groupStories([], answer.value.events, toMs, storyRule);
  expect(stories).toMatchObject([
    { category: "trade", publisherFamilies: ["one", "two"], factors: { growth: expect.any(Number) } },
  ]);
  expect(stories[0]?.factors.growth).toBeGreaterThan(0);
  expect(answer.value.events[0]).toMatchObject({
    geo: { countries: ["UA"] },
    dedupeKey: expect.stringMatching(/^url:[0-9a-f]{32}$/),
  });
});
