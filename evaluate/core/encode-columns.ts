import { crc32 } from "node:zlib";
import { err, ok, type Result } from "../../contracts/result.ts";

export type Column = Float64Array | Uint32Array | Uint8Array;
export type Columns = { readonly header: unknown; readonly columns: readonly Column[] };

const kinds = { f: Float64Array, u: Uint32Array, b: Uint8Array } as const;
const alignment = 8;
const prefixBytes = 16;

/**
 * JSON and typed columns as one piece of bytes: lengths and checksum first, so that a damaged piece is recognised. Columns
 * begin at multiples of eight: reading them back copies nothing. Little-endian, as every platform that runs this.
 */
export function encodeColumns({ header, columns }: Columns): Uint8Array<ArrayBuffer> {
  const layout = columns.map((column) => [kindOf(column), column.length] as const);
  const text = new TextEncoder().encode(JSON.stringify({ header, layout }));
  const starts: number[] = [];
  let size = align(prefixBytes + text.length);
  for (const column of columns) {
    starts.push(size);
    size = align(size + column.byteLength);
  }
  const bytes = new Uint8Array(size);
  bytes.set(text, prefixBytes);
  columns.forEach((column, at) => {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), starts[at]);
  });
  const prefix = new DataView(bytes.buffer);
  prefix.setUint32(0, text.length, true);
  prefix.setUint32(4, size, true);
  prefix.setUint32(8, checksumOf(bytes), true);
  return bytes;
}

/** The columns are views into `bytes`, which must begin at the start of its buffer. */
export function decodeColumns(bytes: Uint8Array<ArrayBuffer>): Result<Columns, string> {
  if (bytes.length < prefixBytes) return err("is too short");
  const prefix = new DataView(bytes.buffer, bytes.byteOffset);
  const textBytes = prefix.getUint32(0, true);
  if (prefix.getUint32(4, true) !== bytes.length) return err(`has ${bytes.length} bytes, not as many as it says`);
  if (prefix.getUint32(8, true) !== checksumOf(bytes)) return err("has another checksum than it says");
  const text = new TextDecoder().decode(bytes.subarray(prefixBytes, prefixBytes + textBytes));
  const { header, layout } = JSON.parse(text) as { header: unknown; layout: [keyof typeof kinds, number][] };
  let start = align(prefixBytes + textBytes);
  const columns = layout.map(([kind, length]) => {
    const column = new kinds[kind](bytes.buffer, bytes.byteOffset + start, length);
    start = align(start + column.byteLength);
    return column;
  });
  return ok({ header, columns });
}

/** Of everything but itself. */
const checksumOf = (bytes: Uint8Array): number => crc32(bytes.subarray(prefixBytes), crc32(bytes.subarray(0, 8)));

const align = (size: number): number => Math.ceil(size / alignment) * alignment;

const kindOf = (column: Column): keyof typeof kinds =>
  column instanceof Float64Array ? "f" : column instanceof Uint32Array ? "u" : "b";
