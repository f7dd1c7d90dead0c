import type { SegmentStore } from "./segments.ts";

/** A segment store for tests, with the listing order of the real one, that can be made to fail. */
export function memorySegments() {
  const texts = new Map<string, string>();
  let down = false;
  const reach = () => {
    if (down) throw new Error("the bucket does not answer");
  };
  const inOrder = () => [...texts.keys()].sort((a, b) => (a < b ? -1 : 1));
  const store: SegmentStore = {
    async put(key, text) {
      reach();
      texts.set(key, text);
    },
    async list(prefix, limit) {
      reach();
      return inOrder()
        .filter((key) => key.startsWith(prefix))
        .slice(0, limit);
    },
    async get(key) {
      reach();
      return texts.get(key) ?? null;
    },
    async delete(key) {
      reach();
      texts.delete(key);
    },
  };
  return {
    store,
    keys: inOrder,
    text: (key: string) => texts.get(key),
    setDown: (value: boolean) => {
      down = value;
    },
  };
}
