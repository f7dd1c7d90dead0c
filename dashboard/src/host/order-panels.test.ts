import { expect, test } from "vitest";
import { orderPanels } from "./order-panels.ts";
import type { PanelManifest } from "./panel.ts";

const found = (folder: string, changes: Partial<PanelManifest> = {}) => ({
  folder,
  manifest: {
    id: folder,
    title: folder,
    summary: "",
    order: 10,
    key: folder.slice(0, 1),
    load: () => Promise.reject(new Error("not asked for")),
    ...changes,
  },
});

test("by their order, then by name", () => {
  const all = [found("world", { order: 30 }), found("data"), found("clusters"), found("overview", { order: 1 })];
  expect(orderPanels(all).map(({ id }) => id)).toEqual(["overview", "clusters", "data", "world"]);
});

test.each([
  [[found("data"), found("depth")], 'panels/depth/manifest.ts: key "d" is that of "data"'],
  [[found("data", { id: "sql" })], 'panels/data/manifest.ts: its id is "sql", its folder "data"'],
  [[found("data", { key: "D" })], 'panels/data/manifest.ts: key "D" is no letter or digit'],
])("refused: %#", (all, problem) => {
  expect(() => orderPanels(all)).toThrow(problem);
});
