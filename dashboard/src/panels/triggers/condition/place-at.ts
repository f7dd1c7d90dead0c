import { scanText, type Token } from "./scan-text.ts";

/** In which argument of which function a place is; null outside of calls, and in brackets that only group. */
export type CallPlace = { readonly name: string; readonly argument: number; readonly texts: readonly string[] } | null;

/**
 * What can be written at a place, and which part of the text it stands in the place of. `text`: between quotes. `operand`: a
 * signal or a function. `operator`: what follows a whole operand.
 */
export type Place = {
  readonly kind: "text" | "operand" | "operator";
  readonly call: CallPlace;
  readonly from: number;
  readonly to: number;
  /** What of it was typed before the caret. */
  readonly typed: string;
  /** Of a text: its quote, and whether the closing one is there. */
  readonly quote: string;
  readonly isClosed: boolean;
};

/** Where the caret stands in a condition. */
export function placeAt(text: string, caret: number): Place {
  const tokens = scanText(text);
  const current = tokens.find((token) => isIn(token, caret));
  const first = current === undefined ? undefined : firstOf(current, tokens);
  const before = tokens.filter(({ end, start }) => end <= (first?.start ?? caret) && start < (first?.start ?? caret));
  const call = callAround(text, before);
  const place = { call, from: caret, to: caret, typed: "", quote: "'", isClosed: false };
  if (current?.kind === "text") {
    const from = current.start + 1;
    const to = current.isClosed ? current.end - 1 : current.end;
    const quote = text[current.start] ?? "'";
    return { ...place, kind: "text", from, to, typed: text.slice(from, caret), quote, isClosed: current.isClosed };
  }
  const kind = endsOperand(before.at(-1)) ? "operator" : "operand";
  if (current === undefined) return { ...place, kind };
  const from = first?.start ?? current.start;
  return { ...place, kind, from, to: current.end, typed: text.slice(from, caret) };
}

function isIn({ kind, start, end, isClosed }: Token, caret: number): boolean {
  if (kind === "text") return start < caret && (caret < end || (caret === end && !isClosed));
  return (kind === "name" || kind === "number") && start < caret && caret <= end;
}

/** A window without quotes, `1h`, is a number and a name. */
function firstOf(current: Token, tokens: readonly Token[]): Token {
  const before = tokens[tokens.indexOf(current) - 1];
  return current.kind === "name" && before?.kind === "number" && before.end === current.start ? before : current;
}

const endsOperand = (token: Token | undefined): boolean =>
  token !== undefined && ["text", "number", "name", "close"].includes(token.kind);

function callAround(text: string, before: readonly Token[]): CallPlace {
  const stack: { name: string | null; argument: number; texts: string[] }[] = [];
  for (const [index, { kind, start, end }] of before.entries()) {
    const last = before[index - 1];
    if (kind === "open") {
      const name = last?.kind === "name" && last.end === start ? text.slice(last.start, last.end) : null;
      stack.push({ name, argument: 0, texts: [] });
    } else if (kind === "close") stack.pop();
    else if (kind === "comma") {
      const top = stack.at(-1);
      if (top !== undefined) top.argument += 1;
    } else if (kind === "text") stack.at(-1)?.texts.push(text.slice(start + 1, end - 1));
  }
  const { name = null, argument = 0, texts = [] } = stack.at(-1) ?? {};
  return name === null ? null : { name, argument, texts };
}
