/** What a panel keeps in this tab alone: it outlives a reload, and ends with the tab. Names begin with the panel's id. */
export type TabNotes = {
  readonly read: (name: string) => string | null;
  /** Null takes it away. */
  readonly write: (name: string, text: string | null) => void;
};

type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const keyOf = (name: string): string => `portent.tab.${name}`;

/** Where the browser keeps nothing, or has no room any more, nothing is kept, and nothing breaks. */
export function createTabNotes(openShelf: () => Shelf): TabNotes {
  return {
    read: (name) => {
      try {
        return openShelf().getItem(keyOf(name));
      } catch {
        return null;
      }
    },
    write: (name, text) => {
      try {
        const shelf = openShelf();
        if (text === null) shelf.removeItem(keyOf(name));
        else shelf.setItem(keyOf(name), text);
      } catch {}
    },
  };
}
