import { expect, test } from "vitest";
import { Cast } from "../../../../contracts/cast.ts";
import { Fire } from "../../../../contracts/fires.ts";
import { balanceChanges, castElapsedMs, castSteps } from "./cast-steps.ts";
import { fireTimesOf, tellStory, watchedAsset } from "./vault-story.ts";

const hex = (digit: string) => `0x${digit.repeat(64)}`;
const vault = `0x${"ab".repeat(20)}`;
const fire = (digit: string, atMs: number, key: string) =>
  Fire.parse({
    fireId: hex(digit),
    triggerId: "eth-falls",
    version: 1,
    epoch: 0,
    atMs,
    deadlineMs: atMs + 1,
    snapshot: "s",
    explain: [
      {
        leaf: "l",
        left: 1,
        op: "<",
        right: 2,
        sampleAtMs: atMs,
        holds: true,
        inputs: [{ key, value: 1, sampleAtMs: atMs }],
      },
    ],
  });
const amount = (symbol: string, decimals: number, value: string) => ({
  token: `0x${symbol}`,
  symbol,
  decimals,
  amount: value,
});
const cast = (digit: string, firedAtMs: number) =>
  Cast.parse({
    id: hex("f"),
    vault,
    spell: "sell-half",
    triggerId: "eth-falls",
    fireId: hex(digit),
    traceId: "0".repeat(32),
    firedAtMs,
    notAfterMs: firedAtMs + 1,
    state: "FINALIZED",
    reason: null,
    txHash: hex("1"),
    blockNumber: "12",
    blockHash: hex("2"),
    balancesBefore: [amount("WETH", 18, "10000000000000000000"), amount("USDC", 6, "0")],
    balancesAfter: [amount("WETH", 18, "5000000000000000001"), amount("USDC", 6, "12345678901")],
    steps: [
      { state: "CREATED", atWallMs: 100 },
      { state: "SUBMITTED", atWallMs: 140, note: "attempt 1" },
      { state: "FINALIZED", atWallMs: 1_140 },
    ],
  });

test("fires with their casts, newest first; a cast without its fire is told too", () => {
  const story = tellStory({
    fires: [fire("a", 10, "price.ETH-USD"), fire("b", 30, "factor.risk")],
    casts: [cast("a", 10), cast("c", 20)],
    triggers: [],
  });
  expect(story.map(({ atMs, fire: fired, cast: cause }) => [atMs, fired !== null, cause !== null])).toEqual([
    [30, true, false],
    [20, false, true],
    [10, true, true],
  ]);
});

test("only fires that an asset's price had a part in mark its chart", () => {
  const fires = [fire("a", 10, "price.ETH-USD"), fire("b", 30, "factor.risk")];
  expect(fireTimesOf(fires, "ETH-USD")).toEqual([10]);
  expect(fireTimesOf(fires, "BTC-USD")).toEqual([]);
  expect(watchedAsset({ triggers: [], fires })).toBe("ETH-USD");
});

test("steps with the time that each took", () => {
  expect(castSteps(cast("a", 10)).map(({ state, afterMs, note }) => [state, afterMs, note])).toEqual([
    ["CREATED", null, null],
    ["SUBMITTED", 40, "attempt 1"],
    ["FINALIZED", 1_000, null],
  ]);
  expect(castElapsedMs(cast("a", 10))).toBe(1_040);
});

test("balance changes are exact, and unknown where one side is", () => {
  const before = cast("a", 10);
  expect(balanceChanges(before).map(({ symbol, change }) => [symbol, change])).toEqual([
    ["WETH", -4_999_999_999_999_999_999n],
    ["USDC", 12_345_678_901n],
  ]);
  expect(balanceChanges({ ...before, balancesAfter: [] }).map(({ change }) => change)).toEqual([null, null]);
});
