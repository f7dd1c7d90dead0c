import { expect, test } from "vitest";
import { WorldEvent } from "../../contracts/event.ts";
import { Story } from "../../contracts/story.ts";
import { expireStoryText, expireText } from "./expire-text.ts";
import { asOfMs, sampleEvent } from "./stories/sample-events.ts";
import { tellStory } from "./stories/tell-story.ts";

const event = (rights: string) =>
  sampleEvent("a", "A headline", { rights, evidenceUrl: "https://paper.example/a", expiresAtMs: asOfMs });

test.each<[string, string, number, boolean]>([
  ["before its end", "headline and link", asOfMs - 1, true],
  ["at its end", "headline and link", asOfMs, false],
  ["after it", "headline and link", asOfMs + 1, false],
  ["public domain has no end", "US public domain", asOfMs + 1, true],
  ["facts have none", "facts", asOfMs + 1, true],
  ["rights that nobody knows end", "", asOfMs + 1, false],
])("%s (%s)", (_what, rights, nowMs, stays) => {
  const before = event(rights);
  const after = expireText(before, nowMs);
  const expected = stays ? before : { ...before, title: "(headline expired)", evidenceUrl: null };
  expect(WorldEvent.parse(after)).toEqual(expected);
  expect(expireText(after, nowMs)).toEqual(after);
});

test("a story loses its title with the first of its licences, and nothing else", () => {
  const story = tellStory([event("headline and link")], { id: "story:a", splitFrom: null, firstPublishedMs: asOfMs });
  expect(expireStoryText(story, asOfMs - 1)).toBe(story);
  expect(Story.parse(expireStoryText(story, asOfMs))).toEqual({ ...story, title: "(headline expired)" });
});
