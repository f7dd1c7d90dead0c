import { z } from "zod";
import { TimeMs } from "../../contracts/time.ts";

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What one exported part holds. Written after the data: a part without a manifest is not finished. */
export const ExportManifest = z.strictObject({
  dataset: z.string(),
  /** Key of the data object. */
  path: z.string(),
  mediaType: z.literal("application/vnd.apache.arrow.stream"),
  rows: z.int().positive(),
  /** Size of the data object in bytes, and the SHA-256 of those bytes. */
  byteSize: z.int().positive(),
  sha256: Sha256,
  /** SHA-256 of names, types and metadata of the fields: parts with the same hash can be read as one table. */
  schemaHash: Sha256,
  /** The part covers `fromMs ≤ window_end < toMs`; first and last row lie in it. */
  fromMs: TimeMs,
  toMs: TimeMs,
  firstRowMs: TimeMs,
  lastRowMs: TimeMs,
  /** Name and version of the writer. */
  writtenBy: z.string(),
});
export type ExportManifest = z.infer<typeof ExportManifest>;

export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
