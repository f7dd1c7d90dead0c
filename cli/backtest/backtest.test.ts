import { expect, test } from "vitest";
import type { ReplayFire } from "../../evaluate/core/replay/replay.ts";
import { collectFires } from "../replay/collect-fires.ts";
import { joinReplay } from "../replay/load-replay.ts";
import { summariseBacktest } from "./backtest.ts";
import { describeBacktest } from "./describe-backtest.ts";

const startMs = 1_621_123_200_000;
const minute = (index: number): number => startMs + index * 60_000;
const cast = (params: object, spell = "ironvine") => ({ type: "cast", spell, params, deadline: "10m" });
const sale = { sell: "WETH", buy: "USDC", fraction: "0.5", slippageBps: 100, deviationBpsMax: 300 };
const below = { when: "price('ETH/USDT') < 95", mode: "repeat" };

/** One price of ETH a minute, evaluated each minute. */
function load(prices: readonly number[], triggers: readonly object[]) {
  const rows = prices.map((price, at) => `${minute(at)},ETH/USDT,${price}`);
  const loaded = joinReplay({
    prices: [{ path: "p.csv", text: ["ts_ms,symbol,price", ...rows].join("\n") }],
    signals: [],
    triggers: { path: "t.json", text: JSON.stringify(triggers) },
    cadenceMs: 60_000,
    barLengthMs: undefined,
    maxStalenessMs: undefined,
    guard: null,
    isStrict: true,
  });
  if (!loaded.ok) throw new Error(loaded.error.message);
  return { ...loaded.value, out: undefined };
}

const prices = [100, 90, 100, 80, 100, 60];
const triggers = [
  { id: "tell", ...below, cooldown: "3m" },
  { id: "sell", ...below, action: cast(sale) },
  { id: "other", when: "price('ETH/USDT') < 1", cooldown: "90s", action: cast({}, "unheard-of") },
];

test("a report of hand-checked numbers", () => {
  const loaded = load(prices, triggers);
  expect(summariseBacktest(loaded, collectFires(loaded.input))).toEqual({
    from: minute(0),
    to: minute(5),
    evaluations: 6,
    triggers: [
      {
        trigger: "tell",
        fires: 2,
        at: [minute(1), minute(5)],
        pauseMinMs: 240_000,
        pauseMaxMs: 240_000,
        cooldownMs: 180_000,
        cooldownRespected: true,
        casts: [],
        pnl: null,
        pnlReason: "it only notifies",
      },
      {
        trigger: "sell",
        fires: 3,
        at: [minute(1), minute(3), minute(5)],
        pauseMinMs: 120_000,
        pauseMaxMs: 120_000,
        cooldownMs: 0,
        cooldownRespected: true,
        casts: [1, 3, 5].map((index) => ({ at: minute(index), spell: "ironvine", params: sale })),
        // 1/2 at 90, 1/4 at 80, 1/8 at 60: 45 + 20 + 7.5 = 72.5, of which 1 % is lost; 1/8 is left at 60.
        pnl: {
          asset: "WETH",
          symbol: "ETH/USDT",
          unitsStart: "1",
          unitsEnd: "0.125",
          cashEnd: "71.775",
          valueEnd: "79.275",
          valueHeld: "60",
          difference: "19.275",
        },
      },
      {
        trigger: "other",
        fires: 0,
        at: [],
        pauseMinMs: null,
        pauseMaxMs: null,
        cooldownMs: 90_000,
        cooldownRespected: true,
        casts: [],
        pnl: null,
        pnlReason: "what unheard-of earns is not known",
      },
    ],
  });
});

test("the same for people", () => {
  const loaded = load(prices, triggers);
  const backtest = summariseBacktest(loaded, collectFires(loaded.input));
  const actions = loaded.triggers.map(({ trigger }) => trigger.action);
  expect(describeBacktest(backtest, actions)).toMatchInlineSnapshot(`
    "6 evaluations, 2021-05-16 00:00 to 2021-05-16 00:05 UTC

    trigger  fires  first             last              shortest pause  longest pause  cooldown      action
    tell     2      2021-05-16 00:01  2021-05-16 00:05  4m              4m             3m, kept      notify
    sell     3      2021-05-16 00:01  2021-05-16 00:05  2m              2m             none          cast ironvine
    other    0      -                 -                 -               -              1m 30s, kept  cast unheard-of

    Would have been cast:
      sell  2021-05-16 00:01  ironvine  {"sell":"WETH","buy":"USDC","fraction":"0.5","slippageBps":100,"deviationBpsMax":300}
      sell  2021-05-16 00:03  ironvine  {"sell":"WETH","buy":"USDC","fraction":"0.5","slippageBps":100,"deviationBpsMax":300}
      sell  2021-05-16 00:05  ironvine  {"sell":"WETH","buy":"USDC","fraction":"0.5","slippageBps":100,"deviationBpsMax":300}

    Profit and loss against holding, from 1 unit of what is sold, each sale at its worst (the whole slippage bound):
      sell: 1 WETH became 0.125 WETH and 71.775 in cash,
        worth 79.275 by ETH/USDT; held, 60: +19.275
      other: none, for what unheard-of earns is not known
    "
  `);
});

test("a cooldown that was not kept shows, whoever fired", () => {
  const loaded = load(prices, [{ id: "tell", ...below, cooldown: "3m" }]);
  const trigger = loaded.triggers[0]?.registered;
  if (trigger === undefined) throw new Error("one was loaded");
  const fires = [1, 3].map((index): ReplayFire => ({ trigger, atMs: minute(index), epoch: 0, explain: [] }));
  const backtest = summariseBacktest(loaded, { fires, report: { evaluations: 6, samplesLeft: 0 } });
  expect(backtest.triggers[0]).toMatchObject({ fires: 2, pauseMinMs: 120_000, cooldownRespected: false });
  expect(describeBacktest(backtest, [{ type: "notify" }])).toContain("3m, BROKEN");
});

test("two vaults may have triggers of one id", () => {
  const loaded = load(prices, [
    { id: "t", vault: "a", ...below },
    { id: "t", vault: "b", when: "price('ETH/USDT') < 70" },
  ]);
  const { triggers: found } = summariseBacktest(loaded, collectFires(loaded.input));
  expect(found.map(({ trigger, fires }) => [trigger, fires])).toEqual([
    ["t", 3],
    ["t", 1],
  ]);
});

test("where no evaluation falls among the samples, there is none to tell of", () => {
  const one = { ...load([100], [{ id: "t", ...below }]) };
  const input = { ...one.input, fromMs: minute(1), toMs: minute(1) - 1 };
  const backtest = summariseBacktest({ ...one, input }, collectFires(input));
  expect(backtest).toMatchObject({ from: null, to: null, evaluations: 0, triggers: [{ fires: 0 }] });
  expect(describeBacktest(backtest, [{ type: "notify" }])).toMatch(/^0 evaluations\n/);
});

test.each<readonly [title: string, action: object, reason: string]>([
  ["no dollar price of it", cast({ ...sale, sell: "FOO" }), "the price files have no dollar price of FOO"],
  ["not sold for dollars", cast({ ...sale, buy: "WBTC" }), "WETH for WBTC is no sale for dollars"],
  ["sold for itself", cast({ ...sale, sell: "USDC" }), "USDC for USDC is no sale for dollars"],
  [
    "parameters of no such spell",
    cast({ ...sale, slippageBps: 0 }),
    "ironvine does not take these parameters: slippageBps: Too small: expected number to be >=1",
  ],
])("no profit and loss: %s", (_, action, reason) => {
  const loaded = load(prices, [{ id: "t", ...below, action }]);
  const { triggers: found } = summariseBacktest(loaded, collectFires(loaded.input));
  expect(found[0]).toMatchObject({ fires: 3, pnl: null, pnlReason: reason });
  expect(found[0]?.casts).toHaveLength(3);
});

test("a trigger's own limit of age holds for its price, too", () => {
  const hold = { when: "price('BTC/USDT') > 0", mode: "once", for: "3m" };
  const text = [
    "ts_ms,symbol,price",
    `${minute(0)},ETH/USDT,100`,
    `${minute(1)},ETH/USDT,100`,
    ...[0, 1, 2, 3, 4].map((index) => `${minute(index)},BTC/USDT,1`),
  ].join("\n");
  const reasons = ["1m", "2m"].map((maxStaleness) => {
    const loaded = joinReplay({
      prices: [{ path: "p.csv", text }],
      signals: [],
      triggers: {
        path: "t.json",
        text: JSON.stringify([{ id: "t", ...hold, maxStaleness, action: cast(sale) }]),
      },
      cadenceMs: 60_000,
      barLengthMs: undefined,
      maxStalenessMs: undefined,
      guard: null,
      isStrict: true,
    });
    if (!loaded.ok) throw new Error(loaded.error.message);
    return summariseBacktest(loaded.value, collectFires(loaded.value.input)).triggers[0]?.pnlReason ?? null;
  });
  expect(reasons).toEqual(["ETH/USDT has no present price at the fire of 2021-05-16T00:03:00.000Z", null]);
});
