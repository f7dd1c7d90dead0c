import { z } from "zod";
import { err, ok, type Result } from "../../contracts/result.ts";
import { type MarketQuote, toProbability } from "../core/markets.ts";
import { findRows } from "../core/worldmonitor-rows.ts";
import { badPayload } from "./event-source.ts";
import type { FetchMarkets, MarketAnswer } from "./market-source.ts";

const Market = z.object({
  id: z.string().nullish(),
  title: z.string().min(1),
  yesPrice: z.number(),
  volume: z.number().nonnegative().nullish(),
  url: z.string().nullish(),
  /** Milliseconds on the public route, 0 without an end; ISO on the other. */
  closesAt: z.union([z.number(), z.string()]).nullish(),
  endDate: z.string().nullish(),
});

const path = "/api/prediction/v1/list-prediction-markets";

/**
 * Prediction markets as the public WorldMonitor route lists them, in fractions. A market is asked for by its id or by the end of its
 * address. Its rows have no time of their own: the time is that at which the list was collected, and without it there is none.
 */
export const fetchWorldMonitorMarkets: FetchMarkets = async (refs, { baseUrl, http }) => {
  const answer = await http.getJson(`${baseUrl}${path}?page_size=100`);
  if (!answer.ok) return answer;
  const found = findRows(answer.value.body, ["markets"]);
  if (!found.ok) return badPayload(`WorldMonitor: ${found.error}`);
  const { rows, collectedAtMs } = found.value;
  if (collectedAtMs === null) return badPayload("WorldMonitor: a list of markets without the time of its collection");
  const read = rows.map((row) => ({ names: namesOf(row), row }));
  if (read.length > 0 && read.every(({ names }) => names.length === 0))
    return badPayload("WorldMonitor: a list of which no row is a market");
  return ok(
    new Map(
      refs.map((ref): [string, MarketAnswer] => {
        const row = read.find(({ names }) => names.includes(ref));
        return [ref, row === undefined ? ok(null) : readWorldMonitorMarket(row.row, ref, 1, collectedAtMs)];
      }),
    ),
  );
};

/** One row of a route that speaks in fractions (`scale` 1: the public one) or in per cent (100: the bootstrap data). */
export function readWorldMonitorMarket(
  row: unknown,
  ref: string,
  scale: 1 | 100,
  collectedAtMs: number,
): Result<MarketQuote, string> {
  const market = Market.safeParse(row);
  if (!market.success)
    return err(market.error.issues.map(({ path: at, message }) => `${at.join(".")}: ${message}`).join("; "));
  const { title, yesPrice, volume, closesAt, endDate } = market.data;
  const yes = toProbability(yesPrice, scale);
  if (yes === null) return err(`${yesPrice} is no probability on a route from 0 to ${scale}`);
  const end = closesAt ?? endDate ?? 0;
  const endsAtMs = typeof end === "number" ? end : Date.parse(end);
  const hasEnd = Number.isFinite(endsAtMs) && endsAtMs > 0;
  return ok({
    ref,
    question: title,
    source: "worldmonitor",
    outcomes: [
      { name: "Yes", probability: yes },
      { name: "No", probability: 1 - yes },
    ],
    state: hasEnd && endsAtMs <= collectedAtMs ? "closed" : "open",
    volumeUsd: volume ?? null,
    liquidityUsd: null,
    endsAtMs: hasEnd ? endsAtMs : null,
    updatedAtMs: collectedAtMs,
  });
}

const namesOf = (row: unknown): string[] => {
  const market = Market.safeParse(row).data;
  return [market?.id, market?.url?.split("/").at(-1)].filter(
    (name) => typeof name === "string" && name !== "",
  ) as string[];
};
