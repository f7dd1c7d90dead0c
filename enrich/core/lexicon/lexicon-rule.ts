import type { EventCategory, FactorStrengths } from "../../../contracts/event.ts";

/**
 * One thing that a headline can say. `effect` holds the factors at the rule's usual severity; a negative one is the bad
 * direction (`risk`: less appetite, `shock`: less calm). Patterns are words: `|` separates alternatives, `*` ends an open
 * word, `~` stands for up to three further words of the same clause, `{asset}` for a market that matters as a whole.
 */
export type LexiconRule = {
  readonly id: string;
  readonly category: EventCategory;
  readonly severity: number;
  readonly effect: Partial<FactorStrengths>;
  /** What its severity is read from where the headline has it: an amount in dollars, a move in percent, a number of dead. */
  readonly measure?: "usd" | "percent" | "dead";
  readonly patterns: readonly string[];
};

/** What `{asset}` stands for. */
export const assetWords =
  "bitcoin|btc|ether|ethereum|eth|crypto|cryptocurrencies|cryptos|altcoins|stocks|equities|dow|nasdaq|futures|markets|nikkei|ftse|dax";
