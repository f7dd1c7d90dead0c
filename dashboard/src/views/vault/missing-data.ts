import type { LeafTrace } from "../../../../contracts/fires.ts";
import { joinWords } from "../../format/join-words.ts";

type Leaf = Pick<LeafTrace, "leaf" | "holds" | "inputs">;

/** Why a trigger cannot fire for want of data, in a sentence; null where each of its comparisons has what it needs. */
export function describeMissing(leaves: readonly Leaf[]): string | null {
  const unknown = leaves.filter(({ holds }) => holds === null);
  if (unknown.length === 0) return null;
  const missing = [...new Set(unknown.flatMap(missingOf))];
  return missing.length > 0
    ? `It cannot fire now: there is no fresh value of ${joinWords(missing)}.`
    : "It cannot fire yet: it looks further back than its data goes so far.";
}

/** The signals that a comparison names, as it names them, but for those whose fresh value it rests on. */
function missingOf({ leaf, inputs }: Leaf): readonly string[] {
  const named = [...leaf.matchAll(/\b[a-zA-Z]\w*\(\s*'([^']+)'\s*\)/g)];
  return named.flatMap(([text, name]) =>
    inputs.some(({ key }) => key === name || key.endsWith(`.${name}`)) ? [] : [text],
  );
}
