import { createSignalCatalogue } from "../../conditions/signal-catalogue.ts";
import type { SignalKey } from "../../contracts/ids.ts";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import { conditionWindowMsMax } from "../../contracts/trigger.ts";
import { PreviewRequest } from "../../contracts/trigger-preview.ts";
import type { StoredSeries } from "../../store/read-series.ts";
import { type PreviewPlan, planPreview } from "./plan-preview.ts";

export const cadenceMs = 120_000;
export const dayMs = 86_400_000;
export const toMs = Date.UTC(2024, 7, 5);

export const settings = {
  catalogue: createSignalCatalogue(pipelines),
  cadenceMs,
  guard: { fires: 12, windowMs: 7_200_000 },
  windowMsMax: conditionWindowMsMax,
};

/** The plan of one day, up to `toMs`. */
export function planOf(fields: object, days = 1): PreviewPlan {
  const request = PreviewRequest.parse({ trigger: { id: "t", ...fields }, days });
  const plan = planPreview(request, settings, toMs);
  if (!plan.ok) throw new Error(plan.error.detail);
  return plan.value;
}

/** A price at each window's end from `fromMs` on, quoted so long before it; null: none. */
export function pricesOf(
  prices: readonly (number | null)[],
  fromMs: number,
  { asset = "ETH-USD", quotedMs = 1_500 } = {},
): StoredSeries {
  const rows = prices.flatMap((price, index) => (price === null ? [] : [{ atMs: fromMs + index * cadenceMs, price }]));
  const value = Float64Array.from(rows, ({ price }) => price);
  return {
    key: `price.${asset}` as SignalKey,
    knownAtMs: Float64Array.from(rows, ({ atMs }) => atMs),
    sampleAtMs: Float64Array.from(rows, ({ atMs }) => atMs - quotedMs),
    value,
    range: { low: value.map((price) => price - 1), high: value.map((price) => price + 1) },
    validUntilMs: null,
  };
}
