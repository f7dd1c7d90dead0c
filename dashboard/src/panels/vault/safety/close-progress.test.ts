import { expect, test } from "vitest";
import { castOf, hex } from "../../../views/vault/test-cast.ts";
import { closeProgress } from "./close-progress.ts";

const [first, second] = ["1".repeat(32), "2".repeat(32)];
const close = (digit: string, change: Parameters<typeof castOf>[0]) =>
  castOf({ id: hex(digit), cause: "close", triggerId: null, fireId: null, traceId: second, firedAtMs: 20, ...change });
const reason = { code: "no-gas-money", message: "the lane holds no ether" };

test("no close, no progress", () => {
  expect(closeProgress({ casts: [castOf()] })).toBeNull();
});

test.each([
  ["closed", [close("1", {}), close("2", {})], 2, []],
  ["going", [close("1", {}), close("2", { state: "PENDING" })], 1, []],
  ["going", [close("1", { state: "CREATED", reason })], 0, ["sell-half, created: the lane holds no ether"]],
  ["going", [close("1", { state: "STUCK", reason })], 0, ["sell-half, stuck: the lane holds no ether"]],
  [
    "partly",
    [close("1", {}), close("2", { state: "REFUSED", reason })],
    2,
    ["sell-half, refused: the lane holds no ether"],
  ],
] as const)("%s", (state, casts, ended, blockers) => {
  // An earlier close that failed is not this one's.
  const before = close("9", { traceId: first, firedAtMs: 10, state: "REVERTED", reason });
  expect(closeProgress({ casts: [before, ...casts] })).toMatchObject({ state, ended, blockers, casts });
});
