/** What a key may do, and what a thief of it could take at most. */
export type KeyWords = { readonly mays: readonly string[]; readonly losses: readonly string[] };

/** The sentences of a role that name its worst loss speak of a thief. One that does not stays with the others: none is lost. */
export function splitWords(words: readonly string[]): KeyWords {
  const isLoss = (sentence: string) => /\bthief\b/i.test(sentence);
  return { mays: words.filter((sentence) => !isLoss(sentence)), losses: words.filter(isLoss) };
}
