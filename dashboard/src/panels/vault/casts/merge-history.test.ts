import fc from "fast-check";
import { expect, test } from "vitest";
import type { Cast } from "../../../../../contracts/cast.ts";
import { Fire } from "../../../../../contracts/fires.ts";
import { castOf } from "../../../views/vault/test-cast.ts";
import { storyOf } from "./merge-history.ts";

const idOf = (number: number) => `0x${number.toString(16).padStart(64, "0")}`;
const fireOf = (number: number) =>
  Fire.parse({
    ...{ triggerId: "t", version: 1, epoch: number, atMs: number, deadlineMs: number + 1, fireId: idOf(number) },
    ...{ snapshot: "s", explain: [{ leaf: "l", left: 1, op: "<", right: 2, sampleAtMs: 1, holds: true, inputs: [] }] },
  });
const cast = (number: number): Cast =>
  castOf({ id: idOf(1_000 + number), fireId: idOf(number), firedAtMs: number, notAfterMs: number + 1 });
const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => from - index);
const timesOf = (episodes: readonly { readonly atMs: number }[]) => episodes.map(({ atMs }) => atMs);

test("a vault that is all in its view has no more to read", () => {
  const story = storyOf({ casts: [cast(2)], fires: [fireOf(2), fireOf(1)], triggers: [] }, null);
  expect([timesOf(story.episodes), story.hasMore]).toEqual([[2, 1], false]);
});

test("a fire whose cast may not have been read yet is not told without it", () => {
  const view = { casts: down(100, 51).map(cast), fires: down(100, 51).map(fireOf), triggers: [] };
  const older = {
    casts: { records: down(100, 71).map(cast), next: 71 },
    fires: { records: down(100, 1).map(fireOf), next: null },
  };
  const story = storyOf(view, older);
  expect(story.hasMore).toBe(true);
  expect(timesOf(story.episodes)).toEqual(down(100, 51));
  expect(story.episodes.every((episode) => episode.cast !== null)).toBe(true);
});

test("nor one of the same moment as the oldest cast that was read", () => {
  const requested = Array.from({ length: 50 }, (_, number) => ({ ...cast(number + 1), firedAtMs: 7, fireId: null }));
  const story = storyOf({ casts: requested, fires: [{ ...fireOf(500), atMs: 7 }], triggers: [] }, null);
  expect([story.episodes.length, story.hasMore]).toEqual([50, true]);
  expect(story.episodes.every((episode) => episode.cast !== null)).toBe(true);
});

test("the view is newer than what was read: a cast that has gone on since is told as it is", () => {
  const present = { ...cast(1), state: "FINALIZED" as const };
  const older = {
    casts: { records: [{ ...cast(1), state: "PENDING" as const }], next: null },
    fires: { records: [], next: null },
  };
  const { episodes } = storyOf({ casts: [present], fires: [], triggers: [] }, older);
  expect(episodes.map((episode) => episode.cast?.state)).toEqual(["FINALIZED"]);
});

test("read to the end, everything is told once, in order, however the pages were cut", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: 120 }), (castCount, fireCount) => {
      const [casts, fires] = [down(castCount, 1).map(cast), down(fireCount, 1).map(fireOf)];
      const view = { casts: casts.slice(0, 50), fires: fires.slice(0, 50), triggers: [] };
      const { episodes, hasMore } = storyOf(view, {
        casts: { records: casts, next: null },
        fires: { records: fires, next: null },
      });
      expect([timesOf(episodes), hasMore]).toEqual([down(Math.max(castCount, fireCount), 1), false]);
    }),
  );
});
