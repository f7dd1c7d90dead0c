/** Words after which another clause begins: `no` in one says nothing of the other. */
const clauseWords = new Set(
  "but as after amid while despite following because since although though ahead when".split(" "),
);

/**
 * A headline as lower-case words. `|` stands where a clause ends, `?` after it where it asks. Figures keep their point;
 * `n't` becomes `not`, `rules out` becomes `denies`, `calls off` `cancels`, `u.s.` becomes `us`.
 */
export function splitWords(title: string): string[] {
  const text = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/\bwon't\b/g, "will not")
    .replace(/\bcan't\b/g, "can not")
    .replace(/n't\b/g, " not")
    .replace(/'s\b|s'(?=\s)/g, (match) => (match === "'s" ? "" : "s"))
    .replace(/\brul(?:es|ed|e|ing) out\b/g, "denies")
    .replace(/\bcall(?:s|ed|ing)? off\b/g, "cancels")
    .replace(/\b(?:[a-z]\.){2,}/g, (match) => match.replaceAll(".", ""))
    .replace(/(\d),(?=\d{3}\b)/g, "$1")
    .replace(/\?/g, " | ? ")
    .replace(/[,;:!()[\]{}"“”]|\.(?!\d)|\s[-–—|]\s|[–—|]/g, " | ")
    .replace(/[-/_']/g, " ");
  const words = text.split(/\s+/).filter((word) => word === "|" || word === "?" || /[\p{L}\p{N}]/u.test(word));
  return words.flatMap((word) => (clauseWords.has(word) ? ["|", word] : [word]));
}
