import { useEffect, useMemo, useRef, useState } from "react";
import { PriceBars } from "../../../../../contracts/live.ts";
import type { LoadProblem } from "../../../data/fetch-json.ts";
import type { PricePoint } from "../../../data/price-points.ts";
import type { Host } from "../../../host/panel.ts";
import { useLoaded } from "../../../host/use-loaded.ts";
import { type Bar, extendBars } from "../chart/bars.ts";
import { barSizes, type ChartSettings, ranges, warmUpBars } from "../chart/chart-settings.ts";

export type AssetBars = {
  /** In time order, the warm-up before `fromMs` included; null while they load. */
  readonly bars: readonly Bar[] | null;
  readonly fromMs: number;
  /** The store did not answer: the bars are what the page itself has seen, or were read before. */
  readonly problem: LoadProblem | null;
  readonly isFromMemory: boolean;
};

const noPoints: readonly PricePoint[] = [];
/** Ranges of windows that only the store knows come with the next answer. */
const refreshMs = 15_000;
/** As far as the route answers. */
const minutesMax = 90 * 1_440;

/** The bars of the chosen range: stored ones, with the windows that came since. */
export function useBars(host: Host, asset: string | null, settings: ChartSettings): AssetBars {
  const { state, load } = host;
  const snapshot = state.prices.data;
  const [rangeMs, barMs] = [ranges[settings.range].ms, barSizes[settings.bar].ms];
  const minutes = Math.min(minutesMax, Math.round((rangeMs + warmUpBars(settings) * barMs) / 60_000));
  const path =
    asset === null || snapshot === null ? null : `/v1/prices/${asset}/bars?bar=${settings.bar}&minutes=${minutes}`;
  const mark = useRefreshMark(`${state.connection.phase} ${Math.floor((snapshot?.windowEndMs ?? 0) / barMs)}`);
  const { data: answer, problem } = useLoaded(load, path, PriceBars, mark);
  const data = useKept(answer, asset, barMs);
  const points = state.history.get(asset ?? "") ?? noPoints;
  const nowMs = snapshot?.windowEndMs ?? 0;
  const tick = snapshot?.ticks.find((each) => each.asset === asset) ?? null;
  const fromMs = Math.floor((nowMs - rangeMs) / barMs) * barMs;

  return useMemo(() => {
    const isFromMemory = data === null && problem !== null;
    if (data === null && !isFromMemory) return { bars: null, fromMs, problem, isFromMemory };
    const stored = data?.bars ?? [];
    const knownMs = data?.asOfMs ?? nowMs - rangeMs;
    const bars = extendBars(stored, points, { fromMs: knownMs, barMs, tick, tickMs: nowMs });
    return { bars, fromMs, problem, isFromMemory };
  }, [data, problem, points, tick, nowMs, barMs, rangeMs, fromMs]);
}

/** What is asked for again when it changes, but not more often than the answer may differ. */
function useRefreshMark(mark: string): string {
  const [taken, setTaken] = useState({ mark, atMs: 0 });
  useEffect(() => {
    if (taken.mark === mark) return;
    const waitMs = Math.max(0, taken.atMs + refreshMs - performance.now());
    const timer = window.setTimeout(() => setTaken({ mark, atMs: performance.now() }), waitMs);
    return () => window.clearTimeout(timer);
  }, [mark, taken]);
  return taken.mark;
}

/** While a longer past is read for an indicator, the bars that are there stay. */
function useKept(answer: PriceBars | null, asset: string | null, barMs: number): PriceBars | null {
  const kept = useRef<PriceBars | null>(null);
  useEffect(() => {
    if (answer !== null) kept.current = answer;
  }, [answer]);
  const last = answer ?? kept.current;
  return last !== null && last.asset === asset && last.barMs === barMs ? last : null;
}
