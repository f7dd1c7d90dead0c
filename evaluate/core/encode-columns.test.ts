import fc from "fast-check";
import { expect, test } from "vitest";
import { type Column, decodeColumns, encodeColumns } from "./encode-columns.ts";

const column: fc.Arbitrary<Column> = fc.oneof(
  fc.float64Array({ noNaN: false }),
  fc.uint32Array(),
  fc.uint8Array(),
) as fc.Arbitrary<Column>;
const columns = fc.record({ header: fc.jsonValue(), columns: fc.array(column, { maxLength: 5 }) });

test("what is written is read", () => {
  fc.assert(
    fc.property(columns, (written) => {
      const read = decodeColumns(encodeColumns(written));
      expect(read).toEqual({ ok: true, value: { ...written, header: JSON.parse(JSON.stringify(written.header)) } });
    }),
  );
});

test("a byte that changed, or an end that is missing, is recognised", () => {
  fc.assert(
    fc.property(columns, fc.nat(), fc.integer({ min: 1, max: 255 }), (written, place, change) => {
      const bytes = encodeColumns(written);
      expect(decodeColumns(bytes.slice(0, place % bytes.length)).ok).toBe(false);
      const at = place % bytes.length;
      // Four bytes of the prefix mean nothing.
      fc.pre(at < 12 || at >= 16);
      bytes[at] = (bytes[at] ?? 0) ^ change;
      expect(decodeColumns(bytes).ok).toBe(false);
    }),
  );
});
