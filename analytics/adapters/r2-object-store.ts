import { toHex } from "../../contracts/bytes-text.ts";
import type { ObjectStore } from "../exports/object-store.ts";

const keysPerDelete = 1_000;

/** An R2 bucket as an object store. `list` pages through everything: the bucket answers at most 1,000 keys a time. */
export function createR2ObjectStore(bucket: R2Bucket): ObjectStore {
  return {
    async put(key, body, { contentType, sha256, onlyOver }) {
      const stored = await bucket.put(key, body, {
        httpMetadata: { contentType },
        ...(sha256 === undefined ? {} : { sha256 }),
        ...(onlyOver === undefined
          ? {}
          : { onlyIf: onlyOver === null ? { etagDoesNotMatch: "*" } : { etagMatches: onlyOver } }),
      });
      // With a condition the answer is null where it did not hold, whatever the types say.
      return (stored as R2Object | null) !== null;
    },
    async get(key, range) {
      const object = await bucket.get(key, range === undefined ? {} : { range });
      return object === null ? null : { bytes: new Uint8Array(await object.arrayBuffer()), etag: object.etag };
    },
    async head(key) {
      const object = await bucket.head(key);
      return object === null ? null : { byteSize: object.size, sha256: sumOf(object), etag: object.etag };
    },
    async list(prefix) {
      const found: { key: string; byteSize: number }[] = [];
      let cursor: string | undefined;
      do {
        const page: R2Objects = await bucket.list(cursor === undefined ? { prefix } : { prefix, cursor });
        found.push(...page.objects.map(({ key, size }) => ({ key, byteSize: size })));
        cursor = page.truncated ? page.cursor : undefined;
      } while (cursor !== undefined);
      return found;
    },
    async delete(keys) {
      for (let start = 0; start < keys.length; start += keysPerDelete) {
        await bucket.delete(keys.slice(start, start + keysPerDelete));
      }
    },
    async copy(from, to) {
      const object = await bucket.get(from);
      if (object === null) throw new Error(`there is no object ${from} to copy`);
      const sha256 = sumOf(object);
      await bucket.put(to, object.body, {
        ...(object.httpMetadata === undefined ? {} : { httpMetadata: object.httpMetadata }),
        ...(sha256 === null ? {} : { sha256 }),
      });
    },
  };
}

/** The SHA-256 that an object was put with, in hex. */
export const sumOf = ({ checksums }: R2Object): string | null =>
  checksums.sha256 === undefined ? null : toHex(new Uint8Array(checksums.sha256));
