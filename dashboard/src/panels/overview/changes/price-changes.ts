import type { PriceSnapshot } from "../../../../../contracts/live.ts";
import { changeOver, type PricePoint } from "../../../data/price-points.ts";
import type { ChangeWords } from "../../../format/format-number.ts";
import { joinWords } from "../../../format/join-words.ts";
import { assetSymbol } from "../../../format/short-hex.ts";
import { type Change, firstAndRest } from "./change.ts";
import { usualHourMove } from "./usual-move.ts";

const hourMs = 3_600_000;
const toleranceMs = 6 * 60_000;
/** From here on a move is told: twice as far as usual, and never less than a coin that holds its peg does by itself. */
const timesMin = 2;
const moveMin = 0.003;
/** Where nobody knows what is usual. */
const unknownMin = 0.03;
const shown = 3;

type Move = { readonly asset: string; readonly move: number; readonly times: number | null };

/** Moves over an hour against each asset's own usual move, the most unusual first, and assets that have no price. */
export function priceChanges(
  prices: PriceSnapshot,
  history: ReadonlyMap<string, readonly PricePoint[]>,
  nowMs: number,
  changeWords: ChangeWords,
): readonly Change[] {
  const moves = prices.ticks
    .flatMap(({ asset }) => findMove(asset, history.get(asset) ?? []))
    .toSorted((a, b) => measure(b) - measure(a) || (a.asset < b.asset ? -1 : 1));
  const { first, rest } = firstAndRest(moves, shown);
  const ageMs = Math.max(0, nowMs - prices.windowEndMs);
  return [
    ...first.map((found): Change => tellMove(found, ageMs, changeWords)),
    ...(rest.length === 0 ? [] : [tellRest(rest, ageMs, changeWords)]),
    ...tellRefused(prices, ageMs),
  ];
}

function findMove(asset: string, points: readonly PricePoint[]): readonly Move[] {
  const move = changeOver(points, hourMs, toleranceMs);
  const last = points.at(-1);
  if (move === null || last === undefined || Math.abs(move) < moveMin) return [];
  const usual = usualHourMove(points, last.atMs - hourMs);
  if (usual === null || usual === 0) return Math.abs(move) >= unknownMin ? [{ asset, move, times: null }] : [];
  const times = Math.abs(move) / usual;
  return times >= timesMin ? [{ asset, move, times }] : [];
}

/** How unusual and how far, among moves. */
const measure = ({ move, times }: Move): number => (times ?? timesMin) * 5 + Math.abs(move) * 100;

/** Beside changes of other kinds a move weighs so much at most, however far it went. */
const weigh = ({ move, times }: Move): number =>
  Math.min(85, 40 + Math.min(25, (times ?? timesMin) * 5) + Math.min(20, Math.abs(move) * 100));

/** How far, without the sign: the verb has it. */
const farWords = (changeWords: ChangeWords, move: number, places?: number): string =>
  changeWords(Math.abs(move), places).replace("+", "");

function tellMove(found: Move, ageMs: number, changeWords: ChangeWords): Change {
  const { asset, move, times } = found;
  const verb = move < 0 ? "fell" : "rose";
  const against = times === null ? "" : `, ${times >= 10 ? times.toFixed(0) : times.toFixed(1)} times its usual move`;
  return {
    ...{ id: `price ${asset}`, kind: "price", tone: move < 0 ? "bad" : "good", weight: weigh(found), ageMs },
    text: `${assetSymbol(asset)} ${verb} ${farWords(changeWords, move)} in an hour${against}.`,
    to: { panel: "markets", params: { asset } },
  };
}

function tellRest(rest: readonly Move[], ageMs: number, changeWords: ChangeWords): Change {
  const down = rest.filter(({ move }) => move < 0).length;
  const far = rest.some(({ times }) => times === null)
    ? `by ${farWords(changeWords, unknownMin, 0)} or more`
    : "unusually far";
  const which = down === rest.length ? "all down" : down === 0 ? "all up" : `${down} of them down`;
  return {
    ...{ id: "price rest", kind: "price", tone: down * 2 > rest.length ? "bad" : "quiet", ageMs },
    weight: weigh(rest[0] as Move),
    text: `${rest.length} more assets moved ${far} in an hour, ${which}.`,
    to: { panel: "markets" },
  };
}

function tellRefused({ refused }: PriceSnapshot, ageMs: number): readonly Change[] {
  if (refused.length === 0) return [];
  const { first, rest } = firstAndRest(
    refused.map(({ asset }) => assetSymbol(asset)),
    4,
  );
  const names = joinWords(rest.length === 0 ? first : [...first, `${rest.length} others`]);
  return [
    {
      ...{ id: "price refused", kind: "price", tone: "warn", weight: 45, ageMs },
      text: `${names} ${refused.length === 1 ? "has" : "have"} no price: too few usable sources.`,
      to: { panel: "markets" },
    },
  ];
}
