export type Token = {
  readonly kind: "text" | "name" | "number" | "sign" | "open" | "close" | "comma" | "other";
  readonly start: number;
  readonly end: number;
  /** Of a text in quotes: the closing one is there. */
  readonly isClosed: boolean;
};

const rules: readonly (readonly [Token["kind"] | "space", RegExp])[] = [
  ["space", /\s+|\/\/[^\n]*/y],
  ["text", /'(?:[^'\\\n]|\\.)*'?|"(?:[^"\\\n]|\\.)*"?/y],
  ["number", /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
  ["name", /[A-Za-z_][\w]*/y],
  ["sign", /&&|\|\||[<>=!]=|[<>!+\-*/]/y],
  ["open", /\(/y],
  ["close", /\)/y],
  ["comma", /,/y],
  ["other", /./suy],
];

/** The pieces of a condition that is being written: unlike the compiler it reads on behind a mistake. */
export function scanText(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const [kind, end] = nextToken(text, at);
    const isClosed = kind !== "text" || (end - at > 1 && text[end - 1] === text[at]);
    if (kind !== "space") tokens.push({ kind, start: at, end, isClosed });
    at = end;
  }
  return tokens;
}

function nextToken(text: string, at: number): readonly [Token["kind"] | "space", number] {
  for (const [kind, pattern] of rules) {
    pattern.lastIndex = at;
    if (pattern.test(text)) return [kind, pattern.lastIndex];
  }
  return ["other", at + 1];
}
