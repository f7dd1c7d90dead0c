import * as fc from "fast-check";
import { expect, test } from "vitest";
import { messageOf } from "./sample-records.ts";
import { segmentKeyOf } from "./segments.ts";

test.each([
  ["ingest-1722839400000", 1_722_839_400_000, "journal-segments/0001722839400000-ingest-1722839400000.json"],
  ["a/b c", 0, "journal-segments/0000000000000000-a~2fb~20c.json"],
  ["é", 9_007_199_254_740_991, "journal-segments/9007199254740991-~c3~a9.json"],
])("message %j at %i waits at %s", (id, eventTimeMs, key) => {
  expect(segmentKeyOf(messageOf(id, [], eventTimeMs))).toBe(key);
});

const id = fc.string({ unit: "binary", minLength: 1, maxLength: 200 }).filter((text) => text.length <= 200);

test("different ids never share a key, and every key fits R2's 1024 bytes", async () => {
  await fc.assert(
    fc.asyncProperty(id, id, async (one, other) => {
      const [first, second] = [segmentKeyOf(messageOf(one, [])), segmentKeyOf(messageOf(other, []))];
      expect(first === second).toBe(one === other);
      expect(first.length).toBeLessThan(1_024);
      expect(first).toMatch(/^[\x21-\x7e]+$/);
    }),
  );
  expect(segmentKeyOf(messageOf("漢".repeat(200), [])).length).toBeLessThan(1_024);
});

test("keys in text order are in order of event time", async () => {
  const time = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
  await fc.assert(
    fc.asyncProperty(time, time, async (one, other) => {
      const later = segmentKeyOf(messageOf("a", [], one)) > segmentKeyOf(messageOf("a", [], other));
      expect(later).toBe(one > other);
    }),
  );
});
