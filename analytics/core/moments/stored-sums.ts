import { z } from "zod";

/** What the records of a state mean. Small: the records themselves are what is large. */
export const SumsHeader = z.strictObject({
  /** Of the records' layout and of the unit of a return. */
  version: z.literal(1),
  barMs: z.int().positive(),
  windowBars: z.int().positive(),
  lagsMax: z.int().nonnegative(),
  firstBar: z.int().nonnegative(),
  newestBar: z.int().nonnegative(),
  panels: z.int().nonnegative(),
  /** Slot of each series, and the returns that the window holds of each slot. */
  slots: z.array(z.tuple([z.string(), z.int().nonnegative()])),
  counts: z.array(z.int().nonnegative()),
});
export type SumsHeader = z.infer<typeof SumsHeader>;

/** One row to be stored. */
export type SumsPiece = { readonly bytes: Uint8Array; readonly checksum: number };

/** Bytes that a piece is at most: a row of a Durable Object's SQLite holds 2 MB. */
const pieceBytesMax = 1_900_000;

/** The records in pieces that a row can hold; views, which the next change of the sums changes, too. */
export function* splitRecords(records: Uint8Array): Generator<SumsPiece> {
  for (let start = 0; start < records.length; start += pieceBytesMax) {
    const bytes = records.subarray(start, start + pieceBytesMax);
    yield { bytes, checksum: checksumOf(bytes) };
  }
}

/** Writes pieces, in their order, over the records. False where one is damaged, or they are not as long as the records. */
export function joinRecords(pieces: Iterable<SumsPiece>, records: Uint8Array): boolean {
  let at = 0;
  for (const { bytes, checksum } of pieces) {
    if (bytes.length % 4 !== 0 || at + bytes.length > records.length || checksumOf(bytes) !== checksum) return false;
    records.set(bytes, at);
    at += bytes.length;
  }
  return at === records.length;
}

/** FNV-1a over words of 32 bits: against damage, not against intent. Records are whole words, and so are pieces of them. */
function checksumOf(bytes: Uint8Array): number {
  const isAligned = bytes.byteOffset % 4 === 0;
  const { buffer, byteOffset } = isAligned ? bytes : bytes.slice();
  const words = new Int32Array(buffer, byteOffset, bytes.length / 4);
  let sum = 0x811c9dc5 | 0;
  for (let at = 0; at < words.length; at += 1) sum = Math.imul(sum ^ (words[at] as number), 0x01000193);
  return sum;
}
