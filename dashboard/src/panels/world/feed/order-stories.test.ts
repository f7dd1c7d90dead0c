import { describe, expect, test } from "vitest";
import { StoredEvent, StoredStory } from "../answers.ts";
import { readFilters } from "../filters.ts";
import { findStory, orderEvents, orderStories, putFirst } from "./order-stories.ts";

const factors = { growth: 0, liquidity: 0, risk: 0, regulation: 0, shock: 0 };
const story = (id: string, severity: number, lastPublishedMs: number, more: Partial<StoredStory> = {}) =>
  StoredStory.parse({
    ...{ id, state: "open", mergedInto: null, splitFrom: null, title: id, category: "conflict", eventIds: ["e"] },
    ...{ publisherFamilies: ["paper"], firstPublishedMs: 0, lastPublishedMs, expiresAtMs: 9, severity, confidence: 1 },
    ...{ factors, methodVersion: "1" },
    ...more,
  });
const event = (id: string, severity: number, eventTimeMs: number) =>
  StoredEvent.parse({
    ...{
      id,
      dedupeKey: id,
      title: null,
      source: "s",
      publisherFamily: "s",
      eventTimeMs,
      publishedAtMs: 0,
      fetchedAtMs: 0,
    },
    ...{ severity, category: "of a later version", geo: { countries: [], lat: null, lon: null, precision: "none" } },
    ...{ factors, confidence: 1, evidenceUrl: null, rights: "", expiresAtMs: 0, methodVersion: "1" },
  });
const { filters } = readFilters({});
const order = (stories: readonly StoredStory[], changes: Partial<typeof filters> = {}) =>
  orderStories(stories, { ...filters, ...changes }).map((item) => [
    item.story.id,
    ...item.absorbed.map(({ id }) => id),
  ]);

describe("a link to a story", () => {
  const all = orderStories(
    [story("a", 0.2, 5), story("b", 0.9, 1), story("c", 0.1, 3, { state: "merged", mergedInto: "a" })],
    filters,
  );
  test.each([
    ["a", ["a", "b"]],
    ["b", ["b", "a"]],
    ["c", ["a", "b"]],
    ["d", ["b", "a"]],
  ])("%s", (id, expected) => {
    const linked = findStory(all, id);
    expect((linked === undefined ? all : putFirst(all, linked)).map((item) => item.story.id)).toEqual(expected);
  });
});

describe("stories", () => {
  const all = [story("a", 0.2, 5), story("b", 0.9, 1), story("c", 0.9, 3, { category: "cyber" }), story("d", 0.5, 9)];
  test.each([
    [{}, ["c", "b", "d", "a"]],
    [{ sort: "newest" } as const, ["d", "a", "c", "b"]],
    [{ severityMin: 0.5 }, ["c", "b", "d"]],
    [{ category: "cyber" } as const, ["c"]],
    [{ category: "trade" } as const, []],
  ])("%j", (changes, ids) => {
    expect(order(all, changes).flat()).toEqual(ids);
  });

  test("a merged one stands under where it went, and by itself where that is not shown", () => {
    const merged = story("x", 0.1, 2, { state: "merged", mergedInto: "b" });
    expect(order([...all, merged])).toEqual([["c"], ["b", "x"], ["d"], ["a"]]);
    expect(order([story("x", 0.1, 2, { state: "merged", mergedInto: "long ago" })])).toEqual([["x"]]);
    // The filter is about the story that goes on.
    expect(order([...all, merged], { severityMin: 0.9 })).toEqual([["c"], ["b", "x"]]);
  });
});

test("events by severity, and by time", () => {
  const all = [event("a", 0.2, 5), event("b", 0.9, 1), event("c", 0.2, 7)];
  expect(orderEvents(all, "severity").map(({ id }) => id)).toEqual(["b", "c", "a"]);
  expect(orderEvents(all, "newest").map(({ id }) => id)).toEqual(["c", "a", "b"]);
});
