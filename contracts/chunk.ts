/** Splits a list into pieces of at most `size`, in order. An empty list gives no piece. */
export function chunk<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}

/** A queue takes messages of 128 KB; the envelope and the platform's own fields need a part of that. */
const messageBytesMax = 100_000;

/**
 * Splits what becomes bodies of messages: at most `itemsMax` items and about 100 KB as JSON in each, in order. An item that
 * alone is larger gets a piece of its own. Where the cut falls depends on the items alone.
 */
export function chunkBySize<T>(items: readonly T[], itemsMax: number): T[][] {
  const encoder = new TextEncoder();
  const chunks: T[][] = [];
  let [current, bytes]: [T[], number] = [[], 0];
  for (const item of items) {
    const size = encoder.encode(JSON.stringify(item)).length + 1;
    if (current.length > 0 && (current.length === itemsMax || bytes + size > messageBytesMax)) {
      chunks.push(current);
      [current, bytes] = [[], 0];
    }
    current.push(item);
    bytes += size;
  }
  if (current.length > 0) chunks.push(current);
  return chunks;
}
