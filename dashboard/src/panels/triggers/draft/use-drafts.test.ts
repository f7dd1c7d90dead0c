import fc from "fast-check";
import { expect, test } from "vitest";
import { findJsonMistake } from "./json-mistake.ts";
import { changeByForm, changeByText, type DraftEntry, isChanged } from "./use-drafts.ts";

const entry: DraftEntry = {
  key: "k",
  origin: null,
  draft: { when: "a" },
  base: { when: "a" },
  view: "form",
  text: null,
  asides: {},
  isTried: false,
  problem: null,
};

test("two views of one draft: what is typed in one is there in the other", () => {
  const byText = { ...entry, ...changeByText(entry, '{ "when": "b" }') };
  expect(byText).toMatchObject({ draft: { when: "b" }, text: '{ "when": "b" }' });
  expect({ ...byText, ...changeByForm(byText, { when: "c" }) }).toMatchObject({ draft: { when: "c" }, text: null });
});

test("JSON with a mistake is kept as it was typed, and so is the draft; the form may go on beside it", () => {
  const broken = { ...entry, ...changeByText(entry, '{ "when": "b"') };
  expect(broken).toMatchObject({ draft: { when: "a" }, text: '{ "when": "b"' });
  expect(isChanged(broken)).toBe(true);
  const both = { ...broken, ...changeByForm(broken, { when: "c" }) };
  expect(both).toMatchObject({ draft: { when: "c" }, text: '{ "when": "b"' });
});

test("nothing changed is nothing to lose", () => {
  expect(isChanged(entry)).toBe(false);
  expect(isChanged({ ...entry, draft: { when: "b" } })).toBe(true);
  expect(isChanged({ ...entry, text: '{"when":"a"}' })).toBe(false);
});

test.each([
  ["an object", ' { "a": [1, -2.5e3, true, null, "\\u00e9"], "b": {} }\n', null],
  ["a list", "[]", { message: "expected an object: { … }", line: 1, column: 1 }],
  ["a comma too much", '{\n  "a": 1,\n}', { message: 'expected a name in "quotes"', line: 3, column: 1 }],
  ["a comma too few", '{\n  "a": 1\n  "b": 2\n}', { message: "expected a comma or }", line: 3, column: 3 }],
  ["no end", '{\n  "a": ', { message: "it ends too early", line: 2, column: 8 }],
  ["a word without quotes", '{ "a": b }', { message: "expected a value", line: 1, column: 8 }],
  ["a text without an end", '{ "a": "b }', { message: 'this text has no closing " in its line', line: 1, column: 8 }],
  ["more than one", "{} {}", { message: "nothing may follow the last }", line: 1, column: 4 }],
])("%s", (_, text, mistake) => {
  expect(findJsonMistake(text)).toEqual(mistake);
});

test("it finds a mistake exactly where the browser does", () => {
  const cut = fc.tuple(fc.json(), fc.nat(), fc.constantFrom("", "x", ",", "}", '"', " ")).map(([json, at, put]) => {
    const place = at % (json.length + 1);
    return `{"a":${json.slice(0, place)}${put}${json.slice(place + 1)}}`;
  });
  fc.assert(
    fc.property(fc.oneof(cut, fc.json(), fc.string()), (text) => {
      expect(findJsonMistake(text) === null).toBe(isObject(text));
    }),
    { numRuns: 500 },
  );
});

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
