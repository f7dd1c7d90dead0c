import type { Page } from "playwright-core";
import { learnCascade } from "../../analytics/core/cascade/learn-cascade.ts";
import { measureLags } from "../../analytics/core/cascade/measure-lags.ts";
import { plantLinks, seedChance, weightOf } from "../../analytics/core/cascade/test-random-series.ts";
import { CascadeRun } from "../../contracts/cascade.ts";
import { compareCodePoints } from "../../contracts/compare-code-points.ts";
import { analyticsRoutes } from "../../worker/http/analytics-routes.ts";

/** Recorded prices have next to no edge to find, so prices are simulated in which some assets follow others. */
export function simulateRun(asOfMs: number): CascadeRun {
  const series = ["BTC-USD", "ETH-USD", "SOL-USD", "LINK-USD", "UNI-USD", "DOGE-USD", "LTC-USD", "XRP-USD"];
  const [weight, barMs, steps] = [weightOf(0.2), 120_000, 1_008];
  const links = [
    { from: 0, to: 1, lag: 1, weight },
    { from: 0, to: 2, lag: 2, weight },
    { from: 1, to: 3, lag: 1, weight },
    { from: 5, to: 6, lag: 2, weight: -weight },
  ];
  const returns = plantLinks(seedChance(11), { size: series.length, factor: 0.5, steps }, links);
  const settings = { fdr: 0.05, edgesMax: 100, asOfMs };
  const { edges, found } = learnCascade(measureLags({ series, returns, barMs, lagsMax: 6 }), settings);
  return CascadeRun.parse({
    ...{ asOfMs, validUntilMs: asOfMs + 46_800_000, barMs, windowMs: steps * barMs },
    ...{ lagsMax: 6, fdr: 0.05, assets: series.toSorted(compareCodePoints), edges, found, refused: [] },
  });
}

/** The page's questions about cascades are from now on answered by the real routes, over this run. */
export async function answerCascades(page: Page, run: CascadeRun): Promise<void> {
  const env = { HOT: { get: async () => JSON.stringify(run) } };
  await page.route("**/v1/cascades**", async (route) => {
    const { pathname, search } = new URL(route.request().url());
    const answer = await analyticsRoutes.request(pathname.replace("/v1", "") + search, {}, env);
    await route.fulfill({ status: answer.status, contentType: "application/json", body: await answer.text() });
  });
}
