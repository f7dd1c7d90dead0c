import { z } from "zod";
import { chunk } from "../../contracts/chunk.ts";
import { err, ok, type Result } from "../../contracts/result.ts";
import { readDateMs } from "../core/feeds/read-date.ts";
import { judgeOutcomes, type MarketQuote } from "../core/markets.ts";
import { badPayload, type EventsFailure } from "./event-source.ts";
import type { FetchMarkets, MarketAnswer, MarketSettings } from "./market-source.ts";

/** Gamma's market. `outcomes` and `outcomePrices` are JSON inside text, amounts are text or numbers, and most fields may be absent. */
const Market = z.object({
  id: z.string(),
  slug: z.string().nullish(),
  conditionId: z.string().nullish(),
  question: z.string().min(1),
  outcomes: z.string(),
  outcomePrices: z.string(),
  volume: z.string().nullish(),
  volumeNum: z.number().nullish(),
  liquidity: z.string().nullish(),
  liquidityNum: z.number().nullish(),
  active: z.boolean().nullish(),
  closed: z.boolean(),
  archived: z.boolean().nullish(),
  acceptingOrders: z.boolean().nullish(),
  umaResolutionStatus: z.string().nullish(),
  endDate: z.string().nullish(),
  updatedAt: z.string(),
});
const Named = z.object({ id: z.string(), slug: z.string().nullish(), conditionId: z.string().nullish() });
const Texts = z.array(z.string());

const refsAtOnce = 40;

/**
 * Markets of Polymarket's Gamma API by id, slug or condition id. What `closed` defaults to is documented one way and answered
 * another, so it is always said: first for open markets, then, for those that are missing, for closed ones.
 */
export const fetchPolymarkets: FetchMarkets = async (refs, settings) => {
  const found = new Map<string, MarketAnswer>();
  for (const closed of [false, true]) {
    const missing = refs.filter((ref) => !found.has(ref));
    for (const group of groupRefs(missing)) {
      const rows = await fetchRows(group, closed, settings);
      if (!rows.ok) return rows;
      for (const row of rows.value) {
        const names = namesOf(row);
        for (const ref of group.refs) if (names.includes(ref)) found.set(ref, readPolymarket(row, ref));
      }
    }
  }
  return ok(new Map(refs.map((ref): [string, MarketAnswer] => [ref, found.get(ref) ?? ok(null)])));
};

type RefGroup = { readonly parameter: "id" | "slug" | "condition_ids"; readonly refs: readonly string[] };

function groupRefs(refs: readonly string[]): readonly RefGroup[] {
  const parameterOf = (ref: string): RefGroup["parameter"] =>
    /^\d+$/.test(ref) ? "id" : /^0x[0-9a-f]{64}$/i.test(ref) ? "condition_ids" : "slug";
  return (["id", "slug", "condition_ids"] as const).flatMap((parameter) =>
    chunk(
      refs.filter((ref) => parameterOf(ref) === parameter),
      refsAtOnce,
    ).map((part) => ({ parameter, refs: part })),
  );
}

async function fetchRows(
  { parameter, refs }: RefGroup,
  closed: boolean,
  { baseUrl, http }: MarketSettings,
): Promise<Result<readonly unknown[], EventsFailure>> {
  const query = new URLSearchParams({ closed: String(closed), limit: String(refs.length) });
  for (const ref of refs) query.append(parameter, ref);
  const answer = await http.getJson(`${baseUrl}/markets?${query}`);
  if (!answer.ok) return answer;
  const { body } = answer.value;
  if (!Array.isArray(body))
    return badPayload(`Polymarket: no list of markets but ${String(JSON.stringify(body)).slice(0, 120)}`);
  if (body.length > 0 && body.every((row) => namesOf(row).length === 0))
    return badPayload("Polymarket: a list of which no row has an id");
  return ok(body);
}

const namesOf = (row: unknown): string[] => {
  const named = Named.safeParse(row);
  return named.success
    ? [named.data.id, named.data.slug, named.data.conditionId].filter((name) => typeof name === "string")
    : [];
};

/** One market. It is closed as soon as one of the ways to say so says so: `active` stays true on markets that were resolved long ago. */
export function readPolymarket(row: unknown, ref: string): Result<MarketQuote, string> {
  const parsed = Market.safeParse(row);
  if (!parsed.success)
    return err(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
  const market = parsed.data;
  const names = readTexts(market.outcomes);
  const prices = readTexts(market.outcomePrices)?.map(readNumber);
  if (names === null || prices === undefined || names.length !== prices.length)
    return err("outcomes and prices are no lists of one length");
  const outcomes = judgeOutcomes(names.map((name, index) => ({ name, probability: prices[index] ?? Number.NaN })));
  if (!outcomes.ok) return outcomes;
  const updatedAtMs = readDateMs(market.updatedAt);
  if (updatedAtMs === null) return err(`updatedAt: ${market.updatedAt.slice(0, 40)}`);
  const isClosed =
    market.closed ||
    market.active === false ||
    market.archived === true ||
    market.acceptingOrders === false ||
    market.umaResolutionStatus === "resolved";
  return ok({
    ref,
    question: market.question,
    source: "polymarket",
    outcomes: outcomes.value,
    state: isClosed ? "closed" : "open",
    volumeUsd: market.volumeNum ?? readAmount(market.volume),
    liquidityUsd: market.liquidityNum ?? readAmount(market.liquidity),
    endsAtMs: market.endDate == null ? null : readDateMs(market.endDate),
    updatedAtMs,
  });
}

function readTexts(text: string): string[] | null {
  try {
    return Texts.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

const readNumber = (text: string): number => (/^\d+(\.\d+)?(e-?\d+)?$/i.test(text) ? Number(text) : Number.NaN);
const readAmount = (text: string | null | undefined): number | null => {
  const amount = readNumber(text ?? "");
  return Number.isNaN(amount) ? null : amount;
};
