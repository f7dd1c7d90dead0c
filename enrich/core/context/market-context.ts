import type { SignalKey } from "../../../contracts/ids.ts";
import type { SignalSample } from "../../../contracts/signal-samples.ts";
import type { Samples } from "../sample-grid.ts";
import { measureDispersion } from "./measure-dispersion.ts";
import { measureVolatility } from "./measure-volatility.ts";

const minuteMs = 60_000;
const volatilityRule = { windowMs: 24 * 60 * minuteMs, barMs: 10 * minuteMs, coverageMin: 0.5 };
const dispersionRule = { spanMs: 60 * minuteMs, barMs: 10 * minuteMs, assetsMin: 3 };

/** What the recorded prices say of the market: `volatility.<asset>` over a day, `dispersion.market` over the last hour. */
export function readMarketContext(
  prices: ReadonlyMap<string, Samples>,
  asOfMs: number,
  validForMs: number,
): readonly SignalSample[] {
  const sample = (key: string, value: number | null): readonly SignalSample[] =>
    value === null
      ? []
      : [
          {
            ...{ key: key as SignalKey, value, unit: "ratio", sampleAtMs: asOfMs, validUntilMs: asOfMs + validForMs },
            sources: ["prices"],
          },
        ];
  return [
    ...[...prices].flatMap(([asset, series]) =>
      sample(`volatility.${asset}`, measureVolatility(series, asOfMs, volatilityRule)),
    ),
    ...sample("dispersion.market", measureDispersion([...prices.values()], asOfMs, dispersionRule)),
  ];
}
