import { expect, test } from "vitest";
import { firstLoad } from "./first-load.ts";

const page = {
  "index.html":
    '<script src="/theme.js"></script><script type="module" src="/assets/index-a1.js"></script><link rel="stylesheet" href="/assets/index-b2.css">',
  "theme.js": "",
  "assets/index-a1.js":
    'import{a as b}from"./schemas-c3.js";import"./side-effect-d4.js";const c=()=>import("./settings-page-e5.js"),d=["assets/chart-f6.js"]',
  "assets/index-b2.css": "",
  "assets/schemas-c3.js": "export{a}",
  "assets/side-effect-d4.js": "",
  "assets/overview-page-g7.js": 'import{x}from"./panel-h8.js";lazy(()=>import(`./chart-f6.js`))',
  "assets/overview-page-g7.css": "",
  "assets/panel-h8.js": 'import{a as b}from"./schemas-c3.js";',
  "assets/settings-page-e5.js": 'import{x}from"./panel-h8.js";',
  "assets/chart-f6.js": "",
};

test("the document's files, the first view's, and what they import; not what they import later", () => {
  const first = firstLoad(new Map(Object.entries(page)));
  expect(Object.keys(page).filter((name) => !first.has(name))).toEqual([
    "assets/settings-page-e5.js",
    "assets/chart-f6.js",
  ]);
});

test("a page without its first view is not judged", () => {
  const { "assets/overview-page-g7.js": _, "assets/overview-page-g7.css": __, ...rest } = page;
  expect(() => firstLoad(new Map(Object.entries(rest)))).toThrow("no first view");
});
