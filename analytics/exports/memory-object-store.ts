import { compareCodePoints } from "../../contracts/compare-code-points.ts";
import type { ObjectStore } from "./object-store.ts";
import { sha256Hex } from "./sha256.ts";

type Entry = { bytes: Uint8Array; sha256: string | null; etag: string };

/** An object store for tests that run where R2 does not. */
export function memoryObjectStore(): ObjectStore & { readonly entries: Map<string, Entry> } {
  const entries = new Map<string, Entry>();
  let puts = 0;
  const set = (key: string, bytes: Uint8Array, sha256: string | null) => {
    puts += 1;
    entries.set(key, { bytes, sha256, etag: `etag-${puts}` });
  };
  return {
    entries,
    async put(key, body, { sha256, onlyOver }) {
      const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body.slice();
      if (sha256 !== undefined && (await sha256Hex(bytes)) !== sha256) throw new Error(`${key}: another sum`);
      if (onlyOver !== undefined && (entries.get(key)?.etag ?? null) !== onlyOver) return false;
      set(key, bytes, sha256 ?? null);
      return true;
    },
    async get(key, range) {
      const entry = entries.get(key);
      if (entry === undefined) return null;
      const { offset, length } = range ?? { offset: 0, length: entry.bytes.length };
      return { bytes: entry.bytes.slice(offset, offset + length), etag: entry.etag };
    },
    async head(key) {
      const entry = entries.get(key);
      return entry === undefined ? null : { byteSize: entry.bytes.length, sha256: entry.sha256, etag: entry.etag };
    },
    async list(prefix) {
      const keys = [...entries.keys()].filter((key) => key.startsWith(prefix)).toSorted(compareCodePoints);
      return keys.map((key) => ({ key, byteSize: entries.get(key)?.bytes.length ?? 0 }));
    },
    async delete(keys) {
      for (const key of keys) entries.delete(key);
    },
    async copy(from, to) {
      const entry = entries.get(from);
      if (entry === undefined) throw new Error(`there is no object ${from} to copy`);
      set(to, entry.bytes, entry.sha256);
    },
  };
}
