import { expect, test } from "vitest";
import { cutTitle } from "./build-headline-event.ts";
import { canonicalUrl } from "./canonical-url.ts";
import { findCountries, isoOfFips } from "./find-countries.ts";
import { publisherFamilyOf } from "./publisher-family.ts";
import { splitWords } from "./split-words.ts";

test.each<[string, string | null]>([
  ["https://www.paper.example/a/?utm_source=x&id=2#top", "paper.example/a?id=2"],
  ["http://m.paper.example/a", "paper.example/a"],
  ["https://paper.example/a?b=2&a=1&fbclid=9", "paper.example/a?a=1&b=2"],
  ["https://paper.example/A", "paper.example/A"],
  ["ftp://paper.example/a", null],
  ["javascript:alert(1)", null],
  ["/relative", null],
])("the address %s is %s", (url, canonical) => {
  expect(canonicalUrl(url)).toBe(canonical);
});

test.each([
  ["uk.paper.com", "paper.com"],
  ["www.paper.co.uk", "paper.co.uk"],
  ["PAPER.com.au", "paper.com.au"],
  ["paper.com", "paper.com"],
  ["localhost", "localhost"],
])("%s belongs to %s", (host, family) => {
  expect(publisherFamilyOf(host)).toBe(family);
});

test.each<[string, string[]]>([
  ["U.S. and China resume talks", ["CN", "US"]],
  ["US stocks fall", ["US"]],
  ["They told us to wait", []],
  ["North Korea fires missile", ["KP"]],
  ["South Korean won slides", ["KR"]],
  ["Ukraine’s grain reaches Egypt", ["EG", "UA"]],
  ["Nigeria's bank and Niger's army", ["NE", "NG"]],
  ["A romance in Georgia", []],
])("%s names %o", (title, countries) => {
  expect(findCountries(title)).toEqual(countries);
});

test("FIPS codes are not ISO codes", () => {
  expect(["CH", "AU", "GM", "IS", "XX", ""].map(isoOfFips)).toEqual(["CN", "AT", "DE", "IL", null, null]);
});

test.each<[string, string]>([
  ["Fed doesn't cut rates, markets fall 2.5%", "fed does not cut rates | markets fall 2.5%"],
  ["“No deal” – says U.S. minister", "| no deal | | says us minister"],
  ["De-peg: $1,200,000 gone?", "de peg | $1200000 gone | ?"],
  ["Court rules out ban after appeal", "court denies ban | after appeal"],
])("%s in words: %s", (title, words) => {
  expect(splitWords(title).join(" ")).toBe(words);
});

test("a long title is cut to 400 units, and no character in two", () => {
  expect(cutTitle("x".repeat(400))).toHaveLength(400);
  expect(cutTitle(`${"x".repeat(398)}😀😀`)).toBe(`${"x".repeat(398)}…`);
});
