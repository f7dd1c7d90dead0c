import type { PriceHistory, PriceSnapshot } from "../../../contracts/live.ts";
import type { DashboardState } from "./dashboard-state.ts";
import { known } from "./known.ts";
import { appendPoint, keptMs, mergePoints, type PricePoint } from "./price-points.ts";

/** A snapshot adds one point per asset. A snapshot of an earlier time means that the feed began again. */
export function takePrices(state: DashboardState, data: PriceSnapshot): DashboardState {
  const beganAgain = state.prices.data !== null && data.windowEndMs < state.prices.data.windowEndMs;
  const history = new Map<string, readonly PricePoint[]>(beganAgain ? [] : state.history);
  for (const { asset, priceUsd } of data.ticks) {
    history.set(asset, appendPoint(history.get(asset) ?? [], { atMs: data.windowEndMs, priceUsd }));
  }
  return { ...state, prices: known(data), history };
}

/**
 * Joins the stored history with what the page saw itself: rows reach the store a moment later than the page. Where the
 * store does not answer, nothing that the page knows is lost.
 */
export function takeHistory(
  state: DashboardState,
  data: PriceHistory,
): Pick<DashboardState, "history" | "historySource"> {
  const fromMs = data.asOfMs - keptMs;
  const history = new Map(state.history);
  for (const { asset, points } of data.series) {
    const own = history.get(asset) ?? [];
    history.set(
      asset,
      data.source === "database" ? mergePoints(own, points, fromMs) : mergePoints(points, own, fromMs),
    );
  }
  return { history, historySource: data.source };
}
