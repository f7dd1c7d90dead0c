import { expect, test } from "vitest";
import { type DashboardState, initialState } from "../data/dashboard-state.ts";
import { emptyWorld, priceSnapshot, vaultView } from "../data/test-data.ts";
import { partsToKeep } from "./keep-parts.ts";

const prices = priceSnapshot(1, { "ETH-USD": 1 });
const live: DashboardState = {
  ...initialState,
  connection: { ...initialState.connection, phase: "live" },
  prices: { data: prices, problem: null, isConfirmed: true },
  world: { data: emptyWorld, problem: null, isConfirmed: false },
  vault: { data: vaultView(1), problem: null, isConfirmed: true },
};
const paths = (state: DashboardState, before: ReadonlyMap<string, unknown> = new Map()) =>
  partsToKeep(state, before).map(({ path }) => path);

test.each([
  ["what the feed has confirmed, never the vault", live, ["/v1/prices"]],
  ["nothing while the connection is away", { ...live, connection: initialState.connection }, []],
  ["nothing at the beginning", initialState, []],
])("%s", (_, state, expected) => {
  expect(paths(state)).toEqual(expected);
});

test("what was kept is kept again when it is another", () => {
  expect(paths(live, new Map([["/v1/prices", prices]]))).toEqual([]);
  expect(paths(live, new Map([["/v1/prices", { ...prices }]]))).toEqual(["/v1/prices"]);
});
