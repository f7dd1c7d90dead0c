import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanText } from "./clean-text.ts";
import { readCompactDateMs, readDateMs } from "./read-date.ts";
import { readFeed } from "./read-feed.ts";
import { decodeXml, readXml } from "./read-xml.ts";

const fixture = (name: string) => readFileSync(join(import.meta.dirname, "../../fixtures", name), "utf8");
const utc = Date.UTC;

test.each<[string, [string, string | null, string | null, number | string][]]>([
  [
    "feed-rss.xml",
    [
      [
        "Bridge hacked for $40 million",
        "https://www.news.example.com/a/bridge-hacked/?utm_source=rss&id=7",
        "ledger-7",
        utc(2024, 3, 3, 12, 30),
      ],
      [
        "Central bank’s rate cut & markets",
        "https://news.example.com/b",
        "https://news.example.com/b",
        utc(2024, 3, 3, 7, 15, 30),
      ],
      ["No date on this", "https://news.example.com/c", null, "no date"],
      ["A date without a zone", null, null, "not a date with a zone: 2024-04-03T10:00:00"],
      ["", null, null, utc(2024, 3, 3, 11)],
      ["Far in the past", "https://news.example.com/d", null, utc(1999, 3, 3, 16)],
    ],
  ],
  [
    "feed-rdf.xml",
    [
      [
        "Ceasefire agreed in the north",
        "https://agency.example.org/n/1",
        "https://agency.example.org/n/1",
        utc(2024, 3, 3, 8),
      ],
    ],
  ],
  [
    "feed-atom.xml",
    [
      [
        "Regulator approves spot ETF",
        "https://notices.example.net/1",
        "tag:notices.example.net,2024:1",
        utc(2024, 3, 3, 7, 0, 0, 250),
      ],
      ["Network outage", null, "tag:notices.example.net,2024:2", utc(2024, 3, 3, 7)],
    ],
  ],
])("%s: titles, links, ids and dates", (name, expected) => {
  const items = readFeed(fixture(name));
  if (!items.ok) throw new Error(items.error);
  expect(
    items.value.map(({ title, link, guid, publishedAtMs }) => [
      title,
      link,
      guid,
      publishedAtMs.ok ? publishedAtMs.value : publishedAtMs.error,
    ]),
  ).toEqual(expected);
});

const bomb = `<!DOCTYPE x [<!ENTITY a "${"ha".repeat(50)}"><!ENTITY b "&a;&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>`;
test.each<[string, string, RegExp]>([
  ["a web page", "<!DOCTYPE html><html><body>Sorry</body></html>", /HTML page/],
  ["a page without a declaration", "<html><head><title>x</title></head></html>", /neither RSS nor Atom/],
  ["entities that expand", bomb, /document type declaration/],
  ["an external entity", '<!DOCTYPE r SYSTEM "file:///etc/passwd"><rss/>', /document type declaration/],
  [
    "cut off in the middle",
    fixture("feed-rss.xml").slice(0, 900),
    /ends before|broken or cut off|no end|closes nothing/,
  ],
  ["cut off between items", "<rss><channel><item><title>a</title></item>", /ends before <\/channel>/],
  ["tags that cross", "<rss><channel></rss></channel>", /closes nothing/],
  ["JSON", '{"error":"rate limit"}', /text outside/],
  ["nothing", "", /no element/],
  ["too deep", "<a>".repeat(60), /too deeply/],
  ["an RSS document without a channel", "<rss version='2.0'></rss>", /without a channel/],
])("%s is an error with its reason", (_what, text, reason) => {
  const items = readFeed(text);
  expect(items.ok).toBe(false);
  expect(!items.ok && items.error).toMatch(reason);
});

test("references are decoded once; those that XML does not know stay", () => {
  expect(decodeXml("&amp;lt; &#65;&#x1F600; &nbsp; &#0; &#xD800; &")).toBe("&lt; A😀 &nbsp; &#0; &#xD800; &");
  expect(readXml('<a b="1 &gt; 0"/>')).toEqual({
    ok: true,
    value: { name: "a", attributes: { b: "1 > 0" }, children: [], text: "" },
  });
});

test.each([
  ["Fish &amp;amp; chips", "Fish & chips"],
  ["<p>Stocks&nbsp;fall</p>\n <br/>today", "Stocks fall today"],
  ["5 < 6 and 7 > 2", "5 < 6 and 7 > 2"],
  ["&lt;script&gt;alert(1)&lt;/script&gt;Hi", "Hi"],
  ["a\u200bb\u0000c", "a b c"],
])("%s is the text %s", (text, clean) => {
  expect(cleanText(text)).toBe(clean);
});

test.each<[string, number | null]>([
  ["Mon, 01 Apr 2024 12:00:00 GMT", utc(2024, 3, 1, 12)],
  ["1 Apr 2024 12:00 +0530", utc(2024, 3, 1, 6, 30)],
  ["Mon, 1 Apr 24 12:00:00 EDT", utc(2024, 3, 1, 16)],
  ["Thu, 29 Feb 2024 23:59:60 Z", utc(2024, 1, 29, 23, 59, 59)],
  ["2024-04-01T12:00:00Z", utc(2024, 3, 1, 12)],
  ["2024-04-01T12:00:00.123456-0700", utc(2024, 3, 1, 19, 0, 0, 123)],
  ["2024-04-01 12:00+02:00", utc(2024, 3, 1, 10)],
  ["Fri, 30 Feb 2024 12:00:00 GMT", null],
  ["2023-02-29T00:00:00Z", null],
  ["2024-04-01", null],
  ["2024-04-01T12:00:00", null],
  ["Mon, 01 Apr 2024 12:00:00", null],
  ["Mon, 01 Apr 2024 25:00:00 GMT", null],
  ["Mon, 01 Abr 2024 12:00:00 GMT", null],
  ["yesterday", null],
  ["", null],
])("the date %s", (text, atMs) => {
  expect(readDateMs(text)).toBe(atMs);
});

test("GDELT's compact times", () => {
  expect(["20240401T120000Z", "20240401120000", "20240431T120000Z", "2024"].map(readCompactDateMs)).toEqual([
    utc(2024, 3, 1, 12),
    utc(2024, 3, 1, 12),
    null,
    null,
  ]);
});

test("whatever text comes, reading ends with a feed or an error", () => {
  const parts = fc.constantFrom(
    "<",
    ">",
    "</",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<rss>",
    "<channel>",
    "<item>",
    "</item>",
    "&#x",
    "&amp;",
    '"',
    "=",
    "a",
    " ",
    "<?",
    "?>",
    "<!",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(parts, fc.string({ maxLength: 4 })), { maxLength: 60 }), (list) => {
      expect(typeof readFeed(list.join("")).ok).toBe("boolean");
    }),
    { numRuns: 1_000, seed: 2 },
  );
});
