export type ObjectHead = {
  readonly byteSize: number;
  /** SHA-256 of the bytes, in hex, as the store has checked it; null where it was put without one. */
  readonly sha256: string | null;
  /** Changes with every put. */
  readonly etag: string;
};
export type StoredObject = { readonly bytes: Uint8Array; readonly etag: string };

export type PutOptions = {
  readonly contentType: string;
  /** The store refuses (throws) bytes with another sum, and tells it from then on. */
  readonly sha256?: string;
  /** Put only over the object that has this etag; null: only where there is none. */
  readonly onlyOver?: string | null;
};

/** Where exports lie. A put replaces the whole object; a get sees it whole or not at all. */
export type ObjectStore = {
  /** False where `onlyOver` did not hold, and nothing was put. */
  put(key: string, body: Uint8Array | string, options: PutOptions): Promise<boolean>;
  /** Null where there is no such object. `range`: a part of it, which must lie within. */
  get(key: string, range?: { readonly offset: number; readonly length: number }): Promise<StoredObject | null>;
  head(key: string): Promise<ObjectHead | null>;
  /** All objects whose keys begin with the prefix, in code point order of the keys. */
  list(prefix: string): Promise<{ readonly key: string; readonly byteSize: number }[]>;
  /** Those that are not there are no error. */
  delete(keys: readonly string[]): Promise<void>;
  /** The same bytes, sum and content type under another key. Throws where `from` is not there. */
  copy(from: string, to: string): Promise<void>;
};
