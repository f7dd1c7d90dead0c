import { expect, test } from "vitest";
import { isSettingKey, keepSettings, readSettings } from "./kept-settings.ts";
import { defaultSettings } from "./settings.ts";

const shelfOf = (items: Record<string, string>) => ({
  getItem: (key: string) => items[key] ?? null,
  setItem: (key: string, value: string) => void Object.assign(items, { [key]: value }),
});
const broken = {
  getItem: (): never => {
    throw new Error("SecurityError");
  },
  setItem: (): never => {
    throw new Error("QuotaExceededError");
  },
};

test.each([
  ["nothing", {}, {}],
  ["what was chosen", { "portent.theme": "dark", "portent.time-zone": "local" }, { theme: "dark", timeZone: "local" }],
  ["a value of another version", { "portent.theme": "sepia", "portent.density": "compact" }, { density: "compact" }],
  ["an empty text", { "portent.single-keys": "" }, {}],
] as [string, Record<string, string>, object][])("kept: %s", (_, items, changed) => {
  expect(readSettings(shelfOf(items))).toEqual({ ...defaultSettings, ...changed });
});

test("only what changes is written, under the names that the page reads before it is drawn", () => {
  const items = {};
  keepSettings(shelfOf(items), { theme: "light", density: "compact" });
  expect(items).toEqual({ "portent.theme": "light", "portent.density": "compact" });
  expect(readSettings(shelfOf(items))).toEqual({ ...defaultSettings, theme: "light", density: "compact" });
});

test("without storage, or with one that refuses, the defaults hold and nothing breaks", () => {
  for (const shelf of [null, broken]) {
    keepSettings(shelf, { theme: "dark" });
    expect(readSettings(shelf)).toEqual(defaultSettings);
  }
});

test.each([
  ["portent.theme", true],
  [null, true],
  ["portent.vault-key", false],
])("storage key %s: %s", (key, is) => expect(isSettingKey(key)).toBe(is));
