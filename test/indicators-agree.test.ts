import { expect, test } from "vitest";
import { playBoth, pricesOf } from "../cli/replay/test-play-both.ts";
import { ema, type Line, sma, stddev } from "../dashboard/src/panels/markets/chart/indicators.ts";

/** Rising, in steps of such sizes that no mean and no deviation of one moment comes again at another. */
const digits = "123589";
const closes = [...digits].map(Number);
const near = 1e-9;

test.each<[name: string, line: (closes: readonly number[], count: number) => Line, count: number]>([
  ["sma", sma, 3],
  ["sma", sma, 4],
  ["ema", ema, 3],
  ["ema", ema, 5],
  ["stddev", stddev, 3],
])(
  "%s of a condition has the value of the chart's line, where there is a bar for each evaluation",
  (name, line, count) => {
    const values = line(closes, count);
    const call = `${name}(price('A'), '${count}m')`;
    const triggers = values.flatMap((value, at) =>
      value === null ? [] : [{ id: `t${at}`, when: `${call} > ${value - near} && ${call} < ${value + near}` }],
    );
    const { engine, naive } = playBoth({ files: [pricesOf("A", digits)], triggers });
    for (const { id } of triggers) {
      const at = Number(id.slice(1));
      expect(engine, id).toContain(`${id}@${at}`);
      expect(naive, id).toContain(`${id}@${at}`);
    }
  },
);
