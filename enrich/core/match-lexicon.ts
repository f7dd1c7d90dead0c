import { assetWords, type LexiconRule } from "./lexicon/lexicon-rule.ts";
import type { Span } from "./read-turns.ts";

export type RuleMatch = Span & { readonly rule: LexiconRule };

type CompiledRule = { readonly rule: LexiconRule; readonly expressions: readonly RegExp[] };

/** Patterns as regular expressions over words that are joined by single spaces. A gap never crosses the end of a clause. */
export function compileLexicon(rules: readonly LexiconRule[]): readonly CompiledRule[] {
  return rules.map((rule) => ({ rule, expressions: rule.patterns.map(compilePattern) }));
}

function compilePattern(pattern: string): RegExp {
  const parts = pattern.replaceAll("{asset}", assetWords).split(" ");
  const source = parts
    .map((part) => {
      if (part === "~") return "(?:[^ |]+ ){0,3}?";
      const words = part.split("|").map((word) => word.replace(/[.+?^${}()[\]\\]/g, "\\$&").replace("*", "[^ |]*"));
      return `(?:${words.join("|")}) `;
    })
    .join("");
  return new RegExp(`(?<= )${source}`, "g");
}

/** What the rules find, longest first, none over another; of two as long the rule that stands first. In the order of the words. */
export function matchLexicon(words: readonly string[], lexicon: readonly CompiledRule[]): readonly RuleMatch[] {
  const text = ` ${words.join(" ")} `;
  const found = lexicon.flatMap(({ rule, expressions }, order) =>
    expressions.flatMap((expression) =>
      [...text.matchAll(expression)].map((match) => {
        const from = text.slice(0, match.index).split(" ").length - 2;
        return { rule, order, from, to: from + match[0].trim().split(" ").length };
      }),
    ),
  );
  const chosen: RuleMatch[] = [];
  for (const { rule, from, to } of found.toSorted(
    (a, b) => b.to - b.from - (a.to - a.from) || a.order - b.order || a.from - b.from,
  )) {
    if (!chosen.some((other) => from < other.to && other.from < to)) chosen.push({ rule, from, to });
  }
  return chosen.toSorted((a, b) => a.from - b.from);
}
