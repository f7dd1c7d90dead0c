import type { TriggerAction } from "../../contracts/trigger.ts";
import { alignColumns } from "./align-columns.ts";
import type { Backtest, TriggerBacktest } from "./backtest.ts";
import { formatMoment, formatSpan } from "./format-time.ts";

/**
 * A backtest for people: a line per trigger, then what would have been cast and what came of it. `actions` are those of the
 * triggers, in their order.
 */
export function describeBacktest(backtest: Backtest, actions: readonly TriggerAction[]): string {
  const { from, to, evaluations, triggers } = backtest;
  const span = from === null || to === null ? "" : `, ${formatMoment(from)} to ${formatMoment(to)} UTC`;
  const sections = [
    [`${evaluations} evaluations${span}`],
    alignColumns([head, ...triggers.map((one, place) => describeTrigger(one, actions[place]))]),
    describeCasts(triggers),
    describeOutcomes(triggers, actions),
  ];
  const lines = sections.filter((section) => section.length > 0).map((section) => section.join("\n"));
  return `${lines.join("\n\n")}\n`;
}

const head = ["trigger", "fires", "first", "last", "shortest pause", "longest pause", "cooldown", "action"];

function describeTrigger(one: TriggerBacktest, action: TriggerAction | undefined): string[] {
  const { trigger, fires, at, pauseMinMs, pauseMaxMs, cooldownMs, cooldownRespected } = one;
  return [
    trigger,
    String(fires),
    momentOrDash(at[0]),
    momentOrDash(at.at(-1)),
    pauseMinMs === null ? "-" : formatSpan(pauseMinMs),
    pauseMaxMs === null ? "-" : formatSpan(pauseMaxMs),
    cooldownMs === 0 ? "none" : `${formatSpan(cooldownMs)}, ${cooldownRespected ? "kept" : "BROKEN"}`,
    action?.type === "cast" ? `cast ${action.spell}` : "notify",
  ];
}

const momentOrDash = (atMs: number | undefined): string => (atMs === undefined ? "-" : formatMoment(atMs));

function describeCasts(triggers: readonly TriggerBacktest[]): string[] {
  const rows = triggers.flatMap(({ trigger, casts }) =>
    casts.map(({ at, spell, params }) => [`  ${trigger}`, formatMoment(at), spell, JSON.stringify(params)]),
  );
  return rows.length === 0 ? [] : ["Would have been cast:", ...alignColumns(rows)];
}

function describeOutcomes(triggers: readonly TriggerBacktest[], actions: readonly TriggerAction[]): string[] {
  const lines = triggers
    .filter((_, place) => actions[place]?.type === "cast")
    .map(({ trigger, pnl, pnlReason }) => {
      if (pnl === null) return `  ${trigger}: none, for ${pnlReason ?? "no reason given"}`;
      const { asset, symbol, unitsStart, unitsEnd, cashEnd, valueEnd, valueHeld, difference } = pnl;
      const sign = difference.startsWith("-") ? "" : "+";
      return [
        `  ${trigger}: ${unitsStart} ${asset} became ${unitsEnd} ${asset} and ${cashEnd} in cash,`,
        `    worth ${valueEnd} by ${symbol}; held, ${valueHeld}: ${sign}${difference}`,
      ].join("\n");
    });
  return lines.length === 0 ? [] : [outcomesHead, ...lines];
}

const outcomesHead =
  "Profit and loss against holding, from 1 unit of what is sold, each sale at its worst (the whole slippage bound):";
