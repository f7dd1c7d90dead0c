/** A text as one writes it in a condition. */
export function quoteText(text: string): string {
  return `'${cutText(text.replaceAll(/[\\']/g, "\\$&"), 160, "end")}'`;
}

/**
 * At most `lengthMax` characters (code points) of a text in one line, with `…` where it was cut; control characters and
 * broken surrogates are shown as a space, so that every character takes one place.
 */
export function cutText(text: string, lengthMax: number, cut: "start" | "end"): string {
  const characters = [...text.replaceAll(/\r\n|[\p{Cc}\p{Cs}\u2028\u2029]/gu, " ")];
  if (characters.length <= lengthMax) return characters.join("");
  return cut === "end"
    ? `${characters.slice(0, lengthMax - 1).join("")}…`
    : `…${characters.slice(1 - lengthMax).join("")}`;
}
