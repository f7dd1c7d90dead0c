const wordLengthMin = 8;

/**
 * What of a request may be a key: words of its headers, values of its query, parts of its path (endpoints of chain nodes
 * carry theirs there). Too short to be one is left alone.
 */
export function listSecrets(url: string, headers: Readonly<Record<string, string>>): readonly string[] {
  const { pathname, searchParams } = new URL(url);
  const words = [
    ...Object.values(headers).flatMap((value) => [value, ...value.split(/[\s,;=]+/)]),
    ...searchParams.values(),
    ...pathname.split("/"),
  ];
  const spellings = words.flatMap((word) => [word, encodeURIComponent(word)]);
  return [...new Set(spellings)].filter((word) => word.length >= wordLengthMin).toSorted((a, b) => b.length - a.length);
}

/** The text without any of them, on one line and cut: it is meant for a message. */
export function quoteSafely(text: string, secrets: readonly string[], charsMax: number): string {
  const hidden = secrets.reduce((rest, secret) => rest.replaceAll(secret, "…"), text);
  return hidden.replaceAll(/\s+/g, " ").trim().slice(0, charsMax);
}
