/** Where a text stops to be JSON, line and column from 1, and what was expected there. */
export type JsonMistake = { readonly message: string; readonly line: number; readonly column: number };

/**
 * What keeps a text from being a JSON object; null where it is one. Browsers tell the place in words of their own or not at all, so
 * it is looked for here.
 */
export function findJsonMistake(text: string): JsonMistake | null {
  const found = readValue(text, skip(text, 0), 0);
  if (found.message !== null) return placeOf(text, found.at, found.message);
  const end = skip(text, found.at);
  if (end < text.length) return placeOf(text, end, "nothing may follow the last }");
  return text.trimStart().startsWith("{") ? null : placeOf(text, 0, "expected an object: { … }");
}

type Read = { readonly at: number; readonly message: string | null };

const depthMax = 60;
const plain = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const string = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;

function readValue(text: string, at: number, depth: number): Read {
  const first = text[at];
  if (depth > depthMax) return { at, message: "this is nested too deep" };
  if (first === "{") return readList(text, at, depth, "}");
  if (first === "[") return readList(text, at, depth, "]");
  if (first === '"') return readString(text, at);
  const end = match(plain, text, at);
  return end === null
    ? { at, message: at >= text.length ? "it ends too early" : "expected a value" }
    : { at: end, message: null };
}

function readString(text: string, at: number): Read {
  const end = match(string, text, at);
  return end === null ? { at, message: 'this text has no closing " in its line' } : { at: end, message: null };
}

function readList(text: string, open: number, depth: number, close: "}" | "]"): Read {
  let at = skip(text, open + 1);
  if (text[at] === close) return { at: at + 1, message: null };
  for (;;) {
    if (close === "}") {
      const name = text[at] === '"' ? readString(text, at) : { at, message: 'expected a name in "quotes"' };
      if (name.message !== null) return name;
      at = skip(text, name.at);
      if (text[at] !== ":") return { at, message: "expected a colon" };
      at = skip(text, at + 1);
    }
    const value = readValue(text, at, depth + 1);
    if (value.message !== null) return value;
    at = skip(text, value.at);
    if (text[at] === close) return { at: at + 1, message: null };
    if (text[at] !== ",") return { at, message: `expected a comma or ${close}` };
    at = skip(text, at + 1);
  }
}

function match(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

function skip(text: string, from: number): number {
  let at = from;
  while (" \t\n\r".includes(text[at] ?? "x")) at += 1;
  return at;
}

function placeOf(text: string, at: number, message: string): JsonMistake {
  const before = text.slice(0, at).split("\n");
  return { message, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
