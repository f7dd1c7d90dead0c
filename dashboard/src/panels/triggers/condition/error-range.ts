import type { ConditionError } from "../../../../../conditions/condition-error.ts";
import { scanText, type Token } from "./scan-text.ts";

export type Range = { readonly start: number; readonly end: number };

/** What of the text is underlined: the piece at the place of the mistake; behind the end the last piece. */
export function errorRange(text: string, { position }: Pick<ConditionError, "position">): Range {
  const tokens = scanText(text);
  const at = tokens.find(({ start, end }) => start <= position && position < end);
  const next = at ?? tokens.find(({ start }) => start >= position) ?? tokens.at(-1);
  return next === undefined ? { start: 0, end: text.length } : { start: next.start, end: next.end };
}

type Mistake = Pick<ConditionError, "code" | "position">;

/**
 * The text with the suggestion in the place of what was meant: the one of the pieces around the mistake with which nothing is wrong
 * any more, else with which only something else is.
 */
export function applySuggestion(
  text: string,
  error: Mistake & Pick<ConditionError, "suggestion">,
  findError: (text: string) => Mistake | null,
): { readonly text: string; readonly caret: number } | null {
  const { suggestion, position } = error;
  if (suggestion === null) return null;
  const tries = [...rangesAround(text, position)].map(({ start, end }) => {
    const caret = start + suggestion.length;
    const mended = `${text.slice(0, start)}${suggestion}${text.slice(end)}`;
    return { text: mended, caret, left: findError(mended) };
  });
  const found =
    tries.find(({ left }) => left === null) ??
    tries.find(({ left, caret }) => left !== null && isFurther(error, left, caret)) ??
    tries.find(({ left, caret }) => left !== null && left.position >= caret);
  return found === undefined ? null : { text: found.text, caret: found.caret };
}

/** Syntax is read first: behind it a mistake of another kind may be told that stands earlier in the text. */
const isFurther = (error: Mistake, left: Mistake, caret: number): boolean =>
  left.code !== "syntax" && (error.code === "syntax" || left.position >= caret);

function* rangesAround(text: string, position: number): Generator<Range> {
  const tokens = scanText(text);
  const index = tokens.findIndex(({ start, end }) => start <= position && position < end);
  const at = tokens[index];
  if (at === undefined) return;
  yield { start: at.start, end: at.end };
  const called = tokens[index + 1];
  if (at.kind === "name" && called?.kind === "open") yield { start: at.start, end: closingOf(tokens, index + 1) };
  const [name, open] = [tokens[index - 2], tokens[index - 1]];
  if (name?.kind === "name" && open?.kind === "open") yield { start: name.start, end: closingOf(tokens, index - 1) };
  // `1h` without quotes is a number and a name; a name with a dot or a hyphen is several pieces.
  const before = tokens[index - 1];
  if (before?.end === at.start) yield { start: before.start, end: at.end };
  let last = index;
  while (tokens[last + 1]?.start === tokens[last]?.end && !isBracket(tokens[last + 1])) last += 1;
  yield { start: at.start, end: tokens[last]?.end ?? at.end };
  if (name?.kind === "name" && open?.kind === "open") yield { start: name.start, end: text.length };
  yield { start: position, end: position };
}

const isBracket = (token: Token | undefined): boolean =>
  token === undefined || token.kind === "open" || token.kind === "close" || token.kind === "comma";

function closingOf(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (const { kind, end } of tokens.slice(open)) {
    if (kind === "open") depth += 1;
    if (kind === "close") depth -= 1;
    if (depth === 0) return end;
  }
  return tokens.at(-1)?.end ?? 0;
}
