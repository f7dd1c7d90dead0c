import type { VaultRule } from "../../../../contracts/vault-rule.ts";
import { durationWords } from "../../format/duration-words.ts";
import { formatPlain } from "../../format/format-number.ts";

/** When a rule fires, as a sentence's beginning. */
export function describeWhen({ when }: VaultRule): string {
  switch (when.type) {
    case "health-below":
      return `When the health factor of the loans is below ${when.value}`;
    case "drawdown-beyond":
      return `When the vault is worth ${formatPlain(Number(when.fraction) * 100)} % less than at its highest since this rule was set or last fired`;
    case "schedule":
      return `Every ${durationWords(when.every)}, counted from ${when.from}`;
  }
}

/** What it does then. */
export function describeAction({ action }: VaultRule): string {
  switch (action.type) {
    case "notify":
      return "it tells you";
    case "cast":
      return `it casts ${action.spell} within ${durationWords(action.deadline)}`;
    case "close":
      return "it closes the whole vault";
  }
}
