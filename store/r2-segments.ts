import type { SegmentStore } from "./segments.ts";

/** Segments in an R2 bucket. R2 lists keys in their order and is consistent at once: what was put is listed. */
export function r2Segments(bucket: R2Bucket): SegmentStore {
  return {
    async put(key, text) {
      await bucket.put(key, text, { httpMetadata: { contentType: "application/json" } });
    },
    async list(prefix, limit) {
      const { objects } = await bucket.list({ prefix, limit });
      return objects.map((object) => object.key);
    },
    async get(key) {
      const object = await bucket.get(key);
      return object === null ? null : object.text();
    },
    async delete(key) {
      await bucket.delete(key);
    },
  };
}
