/** Brackets of a condition in text order, those in texts and comments left out, and where it nests too deeply. */
export type Nesting = {
  readonly brackets: readonly { readonly at: number; readonly opens: boolean }[];
  readonly tooDeepAt: number | null;
};

const pieces = /\/\/[^\n]*|\s+|'''(?:\\.|[^\\])*?'''|"""(?:\\.|[^\\])*?"""|'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|!=|./gs;

/**
 * Depth counts open brackets and the signs before one number (`- - x`, `! ! x`). The parser goes one step down the stack
 * for each of these, so that what nests too deeply must be found before it is parsed.
 */
export function scanNesting(text: string, depthMax: number): Nesting {
  const brackets: { at: number; opens: boolean }[] = [];
  let open = 0;
  let signs = 0;
  for (const { 0: piece, index } of text.matchAll(pieces)) {
    if (/^(\s|\/\/)/.test(piece)) continue;
    signs = piece === "!" || piece === "-" ? signs + 1 : 0;
    if ("([{".includes(piece)) {
      open += 1;
      brackets.push({ at: index, opens: true });
    } else if (")]}".includes(piece)) {
      open -= 1;
      brackets.push({ at: index, opens: false });
    }
    if (open + signs > depthMax) return { brackets, tooDeepAt: index };
  }
  return { brackets, tooDeepAt: null };
}

/**
 * The parser tells of `(a + 1) * 2 > 3` that it begins at `a`: brackets around a side belong to no node. Widens a stretch
 * of text by the brackets that are closed, or opened, inside it only.
 */
export function widenToBrackets(
  { brackets }: Nesting,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } {
  let unopened = 0;
  let unclosed = 0;
  for (const { at, opens } of brackets) {
    if (at < start || at >= end) continue;
    if (opens) unclosed += 1;
    else if (unclosed > 0) unclosed -= 1;
    else unopened += 1;
  }
  const before = brackets.filter(({ at }) => at < start);
  const after = brackets.filter(({ at }) => at >= end);
  return {
    start: unopened === 0 ? start : (before.at(-unopened)?.at ?? start),
    end: unclosed === 0 ? end : (after[unclosed - 1]?.at ?? end - 1) + 1,
  };
}
