import type { Command } from "./command.ts";

export type Match = { readonly command: Command; readonly score: number };

/**
 * Commands that hold all letters of the query in their order, the best first. A command that begins with it comes before one where a
 * word does, that before one that has it somewhere, that before letters far apart; what is only in the detail counts less
 * than the title. Without a query: all, as they stand.
 */
export function matchCommands(query: string, commands: readonly Command[]): readonly Command[] {
  const wanted = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return commands;
  return commands
    .flatMap((command): Match[] => {
      const scores = wanted.map((word) =>
        Math.max(scoreOf(word, command.title), scoreOf(word, command.detail, "whole") - 3),
      );
      return scores.some((score) => score <= 0)
        ? []
        : [{ command, score: scores.reduce((sum, each) => sum + each, 0) }];
    })
    .toSorted((a, b) => b.score - a.score)
    .map(({ command }) => command);
}

/** 0: no match. */
export function scoreOf(word: string, text: string, how: "whole" | "letters" = "letters"): number {
  const lower = text.toLowerCase();
  const at = lower.indexOf(word);
  // A shorter text is a closer one: "eth" means ETH before ETHFI.
  const closeness = word.length / (lower.length + 1);
  if (at === 0) return 10 + closeness;
  if (at > 0) return (/[\s\-:,(]/.test(lower[at - 1] ?? "") ? 8 : 5) + closeness;
  // In a whole sentence, nearly any letters stand in any order.
  if (how === "whole" || word.length < 2) return 0;
  let from = 0;
  for (const letter of word) {
    from = lower.indexOf(letter, from) + 1;
    if (from === 0) return 0;
  }
  return 3.5 + closeness;
}
