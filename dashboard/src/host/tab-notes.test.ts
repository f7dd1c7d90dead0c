import { expect, test } from "vitest";
import { createTabNotes } from "./tab-notes.ts";

test("what is written is read again, under a name of its own, until it is taken away", () => {
  const texts = new Map<string, string>();
  const notes = createTabNotes(() => ({
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
    removeItem: (key) => void texts.delete(key),
  }));
  notes.write("triggers.drafts", "[]");
  expect([notes.read("triggers.drafts"), notes.read("spells.drafts"), [...texts.keys()]]).toEqual([
    "[]",
    null,
    ["portent.tab.triggers.drafts"],
  ]);
  notes.write("triggers.drafts", null);
  expect([notes.read("triggers.drafts"), texts.size]).toEqual([null, 0]);
});

test("a browser that keeps nothing breaks nothing", () => {
  const notes = createTabNotes(() => {
    throw new DOMException("denied", "SecurityError");
  });
  notes.write("a", "b");
  expect(notes.read("a")).toBeNull();
});
