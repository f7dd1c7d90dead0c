import type { ParseError } from "@marcbachmann/cel-js";
import type { ConditionError } from "./condition-error.ts";
import { cutText } from "./quote-text.ts";

/** What the parser says, in the words of someone who writes a condition; for common slips, what to write instead. */
export function describeSyntaxError(text: string, error: ParseError): ConditionError {
  const position = Math.min(Math.max(error.node?.pos ?? text.length, 0), text.length);
  if (error.code === "limit_exceeded") {
    return { code: "too-large", message: "the condition has too many parts", position, suggestion: null };
  }
  if (error.code === "invalid_number") {
    return { code: "wrong-type", message: "the number is too large for a double", position, suggestion: null };
  }
  const rest = text.slice(position);
  for (const [pattern, message, write] of slips) {
    const match = pattern.exec(rest);
    if (match !== null) return { code: "syntax", message, position, suggestion: write(match, text, position) };
  }
  if (text.trim() === "") return { code: "syntax", message: "the condition is empty", position, suggestion: null };
  const message = rest.trim() === "" ? describeEnd(error) : describePlace(error, rest);
  return { code: "syntax", message, position, suggestion: null };
}

type Slip = readonly [RegExp, string, (match: RegExpExecArray, text: string, position: number) => string | null];

const never = (): null => null;
const always = (suggestion: string) => (): string => suggestion;

/** Each is looked for where the parser stopped. */
const slips: readonly Slip[] = [
  [/^and\b/i, "conditions are joined with &&", always("&&")],
  [/^or\b/i, "conditions are joined with ||", always("||")],
  [/^&(?!&)/, "conditions are joined with &&", always("&&")],
  [/^\|(?!\|)/, "conditions are joined with ||", always("||")],
  [/^=(?!=)/, "equality is written ==", always("==")],
  [/^[≤⩽]/, "at most is written <=", always("<=")],
  [/^[≥⩾]/, "at least is written >=", always(">=")],
  [/^≠/, "different is written !=", always("!=")],
  [/^[−–—]/, "minus is written -", always("-")],
  [/^[×·]/, "times is written *", always("*")],
  [/^÷/, "divided by is written /", always("/")],
  [/^[‘’“”„«»`´]/, "texts stand in straight quotes", never],
  [/^[$€£¥]/, "numbers are written without a currency sign", never],
  [/^\.\d+/, "a number begins with a digit", (match) => `0${match[0]}`],
  [/^[smhd]\b/, "a window stands in quotes", quoteWindow],
];

function quoteWindow([unit]: RegExpExecArray, text: string, position: number): string | null {
  const digits = /\d{1,9}$/.exec(text.slice(0, position))?.[0];
  return digits === undefined ? null : `'${digits}${unit}'`;
}

const closers: Readonly<Record<string, string>> = { RPAREN: ")", RBRACKET: "]", RBRACE: "}" };

function describeEnd(error: ParseError): string {
  const expected = /^Expected (R\w+),/.exec(error.summary)?.[1];
  const closer = expected === undefined ? undefined : closers[expected];
  return closer === undefined ? "the condition ends too early" : `a closing ${closer} is missing at the end`;
}

function describePlace(error: ParseError, rest: string): string {
  switch (error.code) {
    case "unterminated_string":
    case "unterminated_triple_quoted_string":
      return "the text has no closing quote";
    case "newline_in_string":
      return "a text ends in the line in which it begins";
    case "unexpected_character":
    case "unexpected_token":
    case "expected_token":
    case "reserved_identifier": {
      const found = /^([\p{L}\p{N}_.]+|<>|[=<>!&|]+|.)/su.exec(rest)?.[0] ?? "";
      return `did not expect ${cutText(found, 30, "end")} here`;
    }
    default:
      return cutText(error.summary.charAt(0).toLowerCase() + error.summary.slice(1), 100, "end");
  }
}
