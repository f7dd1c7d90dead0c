import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { castReasonWords, describeReasonCode } from "./reason-words.ts";

const execute = join(import.meta.dirname, "../../../execute");
const sources = readdirSync(execute, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts") && !/(^|\/)test-|\.test\.ts$/.test(path));

/** Every code that a cast can carry as its reason: of what holds, refuses or judges it, and of the spells. */
function findCodes(): Map<string, string> {
  const found = new Map<string, string>();
  for (const path of sources) {
    const text = readFileSync(join(execute, path), "utf8");
    const ofCasts = [...text.matchAll(/\b(?:held|refused|toReason)\)?\(\s*(?:isAnswer \? )?"([a-z-]+)"/g)];
    const isOfSpells =
      path.startsWith("spells/") || /(read-spell-context|check-expectations|price-gate)\.ts$/.test(path);
    const ofSpells = isOfSpells ? [...text.matchAll(/\bcode: "([a-z-]+)"/g)] : [];
    for (const [, code = ""] of [...ofCasts, ...ofSpells]) found.set(code, path);
  }
  return found;
}

test("every reason that the code can give has words", () => {
  const codes = findCodes();
  expect(codes.size).toBeGreaterThan(40);
  expect([...codes].filter(([code]) => castReasonWords[code] === undefined)).toEqual([]);
});

test("and every word is of a reason that the code can give", () => {
  const texts = sources.map((path) => readFileSync(join(execute, path), "utf8"));
  const unused = Object.keys(castReasonWords).filter((code) => !texts.some((text) => text.includes(`${code}"`)));
  // The codes of a simulation lose their `cast.` on the way.
  expect(unused).toEqual([]);
});

test.each([
  ["stale", "what fired is too old"],
  ["send-underpriced", "a node refused to take it"],
  ["of-a-later-version", null],
])("%s", (code, words) => {
  expect(describeReasonCode(code)).toBe(words);
});
