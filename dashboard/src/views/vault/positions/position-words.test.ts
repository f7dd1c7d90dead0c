import { expect, test } from "vitest";
import { PositionView } from "../../../../../contracts/position.ts";
import { describeSource, splitPositions } from "./position-words.ts";

const position = (id: string, state: PositionView["state"]) =>
  PositionView.parse({
    id,
    kind: "spot",
    state,
    isUncertain: false,
    source: "request",
    openedAtBlock: "1",
    closedAtBlock: null,
    holds: [],
    owes: [],
    order: null,
    costUsd: "0.000000",
    valueUsd: null,
    realisedUsd: "0.000000",
    unrealisedUsd: null,
    gasPaidWei: "0",
    castIds: [],
  });

test("active ones apart from those that are over, each in the vault's order; none is lost", () => {
  const all = [position("a", "closed"), position("b", "active"), position("c", "liquidated"), position("d", "active")];
  const { active, over } = splitPositions(all);
  expect([active.map(({ id }) => id), over.map(({ id }) => id)]).toEqual([
    ["b", "d"],
    ["a", "c"],
  ]);
});

test.each([
  ["request", "a single cast"],
  ["eth-falls", "ETH falls"],
  ["gone", "gone"],
])("opened by %s", (source, words) => {
  expect(describeSource(source, new Map([["eth-falls", "ETH falls"]]))).toBe(words);
});
