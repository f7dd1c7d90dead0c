import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { r2Segments } from "./r2-segments.ts";
import { messageOf } from "./sample-records.ts";
import { countSegments, segmentKeyOf, segmentPrefix } from "./segments.ts";

const bucket = (env as { ARCHIVE: R2Bucket }).ARCHIVE;

test("segments are listed oldest first, up to a limit, and apart from other keys", async () => {
  const segments = r2Segments(bucket);
  const keys = [5, 40, 300].map((eventTimeMs) => segmentKeyOf(messageOf("ingest:é/1", [], eventTimeMs)));
  for (const key of keys.toReversed()) await segments.put(key, `{"of":"${key}"}`);
  await segments.put("journal-refused/x", "{}");
  expect(await segments.list(segmentPrefix, 1_000)).toEqual(keys);
  expect(await segments.list(segmentPrefix, 2)).toEqual(keys.slice(0, 2));
  expect(await countSegments(segments, 1_000)).toBe(3);
});

test("a text is overwritten, read and deleted; what is not there is null, and deleting it is no error", async () => {
  const segments = r2Segments(bucket);
  await segments.put("journal-segments/a", "old");
  await segments.put("journal-segments/a", "new Ω");
  expect(await segments.get("journal-segments/a")).toBe("new Ω");
  await segments.delete("journal-segments/a");
  await segments.delete("journal-segments/a");
  expect(await segments.get("journal-segments/a")).toBeNull();
});
