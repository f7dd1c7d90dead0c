/** An Arrow file begins with `ARROW1` and two bytes of padding; after them stands what a stream would hold, end marker included. */
export const streamStart = 8;
/** And it ends with the length of its footer (4 bytes) and `ARROW1`. */
export const footerTailSize = 10;

/**
 * Where the IPC stream within an IPC file of `byteSize` bytes ends, by the file's last 10 bytes. Undefined where they are not those of
 * an Arrow file.
 */
export function streamEndOf(byteSize: number, tail: Uint8Array): number | undefined {
  if (tail.length !== footerTailSize || new TextDecoder().decode(tail.subarray(4)) !== "ARROW1") return undefined;
  const footerSize = new DataView(tail.buffer, tail.byteOffset).getInt32(0, true);
  const end = byteSize - footerTailSize - footerSize;
  return footerSize > 0 && end > streamStart ? end : undefined;
}

/** The IPC stream within an IPC file that this code has written. */
export function streamOf(file: Uint8Array): Uint8Array {
  const end = streamEndOf(file.length, file.subarray(-footerTailSize));
  if (end === undefined) throw new RangeError("these bytes are no Arrow file");
  return file.subarray(streamStart, end);
}
