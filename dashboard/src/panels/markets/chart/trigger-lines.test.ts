import { expect, test } from "vitest";
import { levelsOf, triggerLines } from "./trigger-lines.ts";

test.each([
  ["price('ETH-USD') < 2500", ["below 2500"]],
  ["2500 >= price('ETH-USD')", ["at or below 2500"]],
  ["low('ETH-USD') <= 2 * 1200 + 100", ["its low at or below 2500"]],
  ["crossesAbove(price('ETH-USD'), 4000)", ["when it crosses above 4000"]],
  ["crossesBelow(4000, price('ETH-USD'))", ["when it crosses above 4000"]],
  ["touches('ETH-USD', 2500)", ["when its range touches 2500"]],
  ["signal('price.ETH-USD') > 1", ["above 1"]],
  ["price('ETH-USD') < 2000 || price('ETH-USD') > 3000", ["part: below 2000", "part: above 3000"]],
  ["!(price('ETH-USD') < 2000) && factor('risk') < -0.5", ["part: below 2000"]],
  // Nothing to draw: other assets, prices compared with what moves, stops that follow, changes.
  ["price('BTC-USD') < 2500", []],
  ["price('ETH-USD') < sma(price('ETH-USD'), '1h')", []],
  ["price('ETH-USD') * 2 < 5000", []],
  ["change(price('ETH-USD'), '1h') < -0.05", []],
  ["trailingStop('ETH-USD', 0.07)", []],
  ["price('ETH-USD') < 1 / 0", []],
  // A condition of a later version.
  ["median(price('ETH-USD'), '1h') < 5", []],
])("%s", (when, expected) => {
  const levels = levelsOf(when, "ETH-USD");
  expect(levels.map(({ words, levelUsd, isPart }) => `${isPart ? "part: " : ""}${words} ${levelUsd}`)).toEqual(
    expected,
  );
});

test("each with the trigger's name, and whether it is enabled", () => {
  const trigger = { id: "stop", when: "price('ETH-USD') < 2500" };
  const lines = triggerLines(
    [
      { trigger: { ...trigger, name: "Sell all" }, enabled: true },
      { trigger: { ...trigger, id: "off" }, enabled: false },
    ] as never,
    "ETH-USD",
  );
  expect(lines.map(({ name, isEnabled }) => [name, isEnabled])).toEqual([
    ["Sell all", true],
    ["off", false],
  ]);
});
