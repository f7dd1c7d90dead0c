import { expect, test } from "vitest";
import { readDrafts, writeDrafts } from "./kept-drafts.ts";
import type { DraftEntry } from "./use-drafts.ts";

const entry: DraftEntry = {
  key: "k",
  origin: "eth-falls",
  draft: { when: "b", action: { type: "cast", params: { fraction: "0.5" } } },
  base: { when: "a" },
  view: "json",
  text: '{ "when": "b"',
  asides: { everbloom: { params: { budget: "2000" } } },
  isTried: true,
  problem: { kind: "refused", code: "bad-body", detail: "no" },
};

test("all that was typed is there again: what is no JSON yet and what is not chosen now, too", () => {
  const other = { ...entry, key: "o", origin: null, view: "form", text: null, problem: null } as const;
  expect(readDrafts(writeDrafts([entry, other]))).toEqual([{ ...entry, problem: null }, other]);
  expect(writeDrafts([])).toBeNull();
});

test.each([[null], ["{"], ["null"], ['[{"key":"k"}]']])("%s is no draft", (text) => {
  expect(readDrafts(text)).toEqual([]);
});
