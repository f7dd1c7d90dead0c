import type { EventCategory, FactorStrengths } from "../../../contracts/event.ts";
import { conflictRules } from "./conflict.ts";
import { economyRules } from "./economy.ts";
import type { LexiconRule } from "./lexicon-rule.ts";
import { marketsRules } from "./markets.ts";
import { moneyRules } from "./money.ts";
import { natureRules } from "./nature.ts";
import { networksRules } from "./networks.ts";
import { regulationRules } from "./regulation.ts";
import { tradeRules } from "./trade.ts";

/** Changing a rule changes every score: the version goes with the events. */
export const lexiconVersion = "lexicon-1";

/** All rules. Of two matches as long as each other the rule that stands first speaks. */
export const lexicon: readonly LexiconRule[] = [
  ...conflictRules,
  ...networksRules,
  ...regulationRules,
  ...tradeRules,
  ...moneyRules,
  ...economyRules,
  ...marketsRules,
  ...natureRules,
];

/**
 * What a category means where no rule spoke: a source that says "conflict" says something although its title does not.
 * Categories whose direction depends on the words (a rate decision, a ruling, a market move) have no such effect.
 */
export const categoryEffects: Readonly<Partial<Record<EventCategory, Partial<FactorStrengths>>>> = {
  earthquake: { shock: -1 },
  disaster: { shock: -0.8, growth: -0.3 },
  conflict: { shock: -0.9, risk: -0.6 },
  unrest: { shock: -0.7, risk: -0.5 },
  cyber: { shock: -0.6, risk: -0.5 },
  exploit: { shock: -0.6, risk: -0.8, liquidity: -0.3 },
  outage: { shock: -0.8, risk: -0.4, liquidity: -0.3 },
  volatility: { risk: -0.7 },
  health: { shock: -0.8, growth: -0.7, risk: -0.5 },
};
