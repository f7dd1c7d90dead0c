export type ByteRange =
  | { readonly kind: "whole" }
  | { readonly kind: "part"; readonly offset: number; readonly length: number }
  | { readonly kind: "unsatisfiable" };

/**
 * The bytes that a `Range` header asks of a body of `size` bytes (RFC 9110, 14.2). One range is served; several, another unit, or what is
 * malformed, is as if nothing had been asked.
 */
export function parseRange(header: string | undefined, size: number): ByteRange {
  const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (first === "" && last === "") return { kind: "whole" };
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? { kind: "unsatisfiable" } : { kind: "part", offset: size - length, length };
  }
  const offset = Number(first);
  const end = last === "" ? size - 1 : Number(last);
  if (end < offset && last !== "") return { kind: "whole" };
  if (offset >= size) return { kind: "unsatisfiable" };
  return { kind: "part", offset, length: Math.min(end, size - 1) - offset + 1 };
}
