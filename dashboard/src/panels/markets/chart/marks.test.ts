import { expect, test } from "vitest";
import { vaultView } from "../../../data/test-data.ts";
import { groupMarks, type Mark, type StoredStory, storyMarks, vaultMarks } from "./marks.ts";

const story = (id: string, title: string | null, severity: number, firstPublishedMs = 50): StoredStory =>
  ({
    ...{ id, title, severity, firstPublishedMs, state: "open", category: "market", publisherFamilies: ["a", "b"] },
  }) as unknown as StoredStory;
const range = { fromMs: 0, toMs: 100 };
const idsOf = (marks: readonly Mark[]) => marks.map(({ id, isNamed }) => `${id}${isNamed ? "!" : ""}`);

test("stories that name the asset, and the most severe others; a name is a word of its own", () => {
  const stories = [
    story("method", "A new method", 0.2),
    story("eth", "ETH falls", 0.1),
    story("ether", "Why ether moves", 0.1),
    story("quake", "Earthquake", 0.9),
    story("war", null, 0.5),
    story("before", "ETH before", 0.9, 0),
    story("after", "ETH after", 0.9, 101),
    { ...story("merged", "ETH again", 0.9), state: "merged" as const },
  ];
  expect(idsOf(storyMarks(stories, ["ETH", "Ether"], range, 2))).toEqual([
    "story:eth!",
    "story:ether!",
    "story:quake",
    "story:war",
  ]);
  expect(storyMarks(stories, [], range, 1)).toMatchObject([{ id: "story:quake", isNamed: false }]);
  expect(storyMarks([story("war", null, 0.5)], [], range, 9)[0]?.title).toContain("may not be shown");
});

test("fires that the asset's price had a part in, and their casts", () => {
  const fire = (fireId: string, key: string) => ({
    ...{ fireId, triggerId: "falls", atMs: 7, explain: [{ leaf: "price < 1", inputs: [{ key }] }] },
  });
  const vault = {
    ...vaultView(1),
    triggers: [{ trigger: { id: "falls", name: "ETH falls" } }],
    fires: [fire("f1", "price.ETH-USD"), fire("f2", "price.BTC-USD")],
    casts: [
      { id: "c1", fireId: "f1", triggerId: "falls", spell: "ironvine", state: "FINALIZED", firedAtMs: 7 },
      { id: "c2", fireId: "f2", triggerId: "falls", spell: "ironvine", state: "FINALIZED", firedAtMs: 7 },
      { id: "c3", fireId: null, triggerId: null, spell: "ironvine", state: "FINALIZED", firedAtMs: 7 },
    ],
  };
  expect(vaultMarks(vault as never, "ETH-USD").map(({ id, title }) => [id, title])).toEqual([
    ["fire:f1", "ETH falls: fired"],
    ["cast:c1", "ETH falls: cast of ironvine"],
  ]);
  expect(vaultMarks(null, "ETH-USD")).toEqual([]);
});

test("marks that are near to each other stand as one; those out of sight do not stand", () => {
  const mark = (id: string, atMs: number) => ({ id, atMs }) as Mark;
  const groups = groupMarks(
    [mark("d", 60), mark("a", 10), mark("b", 20), mark("c", 35), mark("z", 99)],
    (atMs) => (atMs === 99 ? null : atMs),
    24,
  );
  expect(groups.map(({ x, marks }) => [x, marks.map(({ id }) => id).join("")])).toEqual([
    [10, "ab"],
    [35, "c"],
    [60, "d"],
  ]);
});
