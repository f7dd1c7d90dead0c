/** Where exports lie. A put replaces the whole object; a get sees it whole or not at all. */
export type ObjectStore = {
  put(key: string, body: Uint8Array | string, contentType: string): Promise<void>;
  /** Null where there is no such object. */
  get(key: string): Promise<Uint8Array | null>;
  /** All keys that begin with the prefix, in code point order. */
  list(prefix: string): Promise<string[]>;
};
