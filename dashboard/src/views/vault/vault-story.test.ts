import { expect, test } from "vitest";
import { CastState } from "../../../../contracts/cast.ts";
import { Fire } from "../../../../contracts/fires.ts";
import { balanceChanges, castElapsedMs, castStateWords, castSteps } from "./cast-steps.ts";
import { castOf, hex } from "./test-cast.ts";
import { fireTimesOf, tellStory, watchedAsset } from "./vault-story.ts";

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

test("fires with their casts, newest first; a cast without its fire is told too", () => {
  const story = tellStory({
    fires: [fire("a", 10, "price.ETH-USD"), fire("b", 30, "factor.risk")],
    casts: [castOf(), castOf({ id: hex("e"), fireId: hex("c"), firedAtMs: 20 })],
    triggers: [],
  });
  expect(story.map(({ atMs, fire: fired, cast: cause }) => [atMs, fired !== null, cause !== null])).toEqual([
    [30, true, false],
    [20, false, true],
    [10, true, true],
  ]);
});

test("casts that nothing fired are told by what asked for them, each as one of its own", () => {
  const asked = (cause: string, digit: string, firedAtMs: number) =>
    castOf({ cause, id: hex(digit), fireId: null, triggerId: null, firedAtMs });
  const story = tellStory({
    fires: [],
    casts: [asked("request", "1", 30), asked("rule", "2", 20), asked("close", "3", 10), asked("close", "4", 10)],
    triggers: [],
  });
  expect(story.map(({ id, title, what }) => [id, title, what])).toEqual([
    [hex("1"), "A single cast", "asked for"],
    [hex("2"), "A rule of the vault", "fired"],
    [hex("3"), "Emergency close", "began"],
    [hex("4"), "Emergency close", "began"],
  ]);
});

test("only fires that an asset's price had a part in mark its chart", () => {
  const fires = [fire("a", 10, "price.ETH-USD"), fire("b", 30, "factor.risk")];
  expect(fireTimesOf(fires, "ETH-USD")).toEqual([10]);
  expect(fireTimesOf(fires, "BTC-USD")).toEqual([]);
  expect(watchedAsset({ triggers: [], fires })).toBe("ETH-USD");
});

test("steps with the time that each took", () => {
  expect(castSteps(castOf()).map(({ state, afterMs, note }) => [state, afterMs, note])).toEqual([
    ["CREATED", null, null],
    ["SUBMITTED", 40, "attempt 1"],
    ["FINALIZED", 1_000, null],
  ]);
  expect(castElapsedMs(castOf())).toBe(1_040);
});

test("every state has words of its own", () => {
  const labels = CastState.options.map((state) => castStateWords[state].label);
  expect(new Set(labels).size).toBe(CastState.options.length);
});

test("balance changes are exact, and unknown where one side is", () => {
  expect(balanceChanges(castOf()).map(({ symbol, change }) => [symbol, change])).toEqual([
    ["WETH", -4_999_999_999_999_999_999n],
    ["USDC", 12_345_678_901n],
  ]);
  expect(balanceChanges({ ...castOf(), balancesAfter: [] }).map(({ change }) => change)).toEqual([null, null]);
});
