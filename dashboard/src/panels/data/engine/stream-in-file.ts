const streamStart = 8;
/** The footer's length (4 bytes) and `ARROW1`. */
const tailSize = 10;

/**
 * The IPC stream within an Arrow IPC file, a copy of its own. The sums in the catalogue are those of files, and the engine takes streams
 * alone. Null where the bytes are no Arrow file.
 */
export function streamInFile(file: Uint8Array): Uint8Array | null {
  const tail = file.subarray(-tailSize);
  if (tail.length < tailSize || new TextDecoder().decode(tail.subarray(4)) !== "ARROW1") return null;
  const footerSize = new DataView(tail.buffer, tail.byteOffset).getInt32(0, true);
  const end = file.length - tailSize - footerSize;
  return footerSize > 0 && end > streamStart ? file.slice(streamStart, end) : null;
}
