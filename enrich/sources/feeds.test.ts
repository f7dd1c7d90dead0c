import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { classifyEvent } from "../core/classify-event.ts";
import { type FeedEntry, fetchFeedEvents } from "./feeds.ts";
import { failures, type StubAnswer, stubClient } from "./test-client.ts";

const fixture = (name: string): StubAnswer => ({
  text: readFileSync(join(import.meta.dirname, "../fixtures", name), "utf8"),
});
const dayMs = 86_400_000;
const toMs = Date.UTC(2024, 3, 3, 13);
const window = { fromMs: toMs - 3 * dayMs, toMs };
const entry = (id: string): FeedEntry => ({
  id,
  url: `https://${id}.example.com/feed`,
  publisherFamily: `${id}.example.com`,
  rights: "headline and link",
  keepMs: 30 * dayMs,
  reliability: 0.8,
});
const run = async (answers: Record<string, StubAnswer>, baseUrl = "") => {
  const http = stubClient((url) => answers[url] ?? { fail: { code: "http-status", message: "404" } });
  const feeds = Object.keys(answers).map((url) => entry(new URL(url).hostname.split(".")[0] ?? ""));
  return { http, answer: await fetchFeedEvents(window, { baseUrl, http, feeds, scorer: classifyEvent }) };
};
const addressOf = (id: string) => `https://${id}.example.com/feed`;

test("RSS, RDF and Atom become events: scored, dated by themselves, with family, rights and end of licence", async () => {
  const { answer } = await run({
    [addressOf("rss")]: fixture("feed-rss.xml"),
    [addressOf("rdf")]: fixture("feed-rdf.xml"),
    [addressOf("atom")]: fixture("feed-atom.xml"),
  });
  if (!answer.ok) throw new Error(answer.error.message);
  const { events, refused, refusedRows, newestAtMs, missing } = answer.value;
  expect(events.map(({ title, category, publisherFamily }) => [title, category, publisherFamily])).toEqual([
    ["Bridge hacked for $40 million", "exploit", "rss.example.com"],
    ["Central bank’s rate cut & markets", "monetary", "rss.example.com"],
    ["Ceasefire agreed in the north", "conflict", "rdf.example.com"],
    ["Regulator approves spot ETF", "regulation", "atom.example.com"],
    ["Network outage", "outage", "atom.example.com"],
  ]);
  expect(events[0]).toMatchObject({
    eventTimeMs: Date.UTC(2024, 3, 3, 12, 30),
    publishedAtMs: Date.UTC(2024, 3, 3, 12, 30),
    fetchedAtMs: toMs,
    confidence: 0.4,
    evidenceUrl: "https://www.news.example.com/a/bridge-hacked/?utm_source=rss&id=7",
    rights: "headline and link",
    expiresAtMs: Date.UTC(2024, 3, 3, 12, 30) + 30 * dayMs,
    methodVersion: "lexicon-1",
  });
  expect(refused).toEqual([
    { row: "rss: https://news.example.com/c", reason: "no date" },
    { row: "rss: A date without a zone", reason: "not a date with a zone: 2024-04-03T10:00:00" },
    { row: "rss: ", reason: "no title" },
  ]);
  expect([refusedRows, newestAtMs, missing]).toEqual([3, Date.UTC(2024, 3, 3, 12, 30), []]);
});

test("the same article through two feeds has one dedupe key, whatever tracks its reader", async () => {
  const item = (link: string) => ({
    text: `<rss><channel><item><title>x</title><link>${link}</link><pubDate>Wed, 03 Apr 2024 12:00:00 GMT</pubDate></item></channel></rss>`,
  });
  const { answer } = await run({
    [addressOf("one")]: item("https://www.paper.example/a/?utm_medium=rss"),
    [addressOf("two")]: item("http://paper.example/a#top"),
    [addressOf("three")]: item("https://paper.example/b"),
  });
  const keys = answer.ok ? answer.value.events.map(({ dedupeKey }) => dedupeKey) : [];
  expect(keys).toHaveLength(3);
  expect(keys[0]).toBe(keys[1]);
  expect(keys[2]).not.toBe(keys[0]);
});

test("a feed that fails, or is a web page, is named; the others stand; a replay is asked by id", async () => {
  const http = stubClient((url) =>
    url.endsWith("/rdf")
      ? fixture("feed-rdf.xml")
      : url.endsWith("/html")
        ? { text: "<!DOCTYPE html><p>Sorry" }
        : { fail: { code: "timeout", message: "no answer" } },
  );
  const feeds = ["rdf", "html", "slow"].map(entry);
  const answer = await fetchFeedEvents(window, { baseUrl: "http://replay", http, feeds, scorer: classifyEvent });
  expect(answer).toMatchObject({ ok: true, value: { missing: ["html: an HTML page, no feed", "slow: no answer"] } });
  expect(answer.ok && answer.value.events).toHaveLength(1);
  expect(http.asked).toEqual(["http://replay/rdf", "http://replay/html", "http://replay/slow"]);
});

test.each(failures)("when all feeds fail with $code, that is the source's failure", async (fail) => {
  const { answer } = await run({ [addressOf("one")]: { fail }, [addressOf("two")]: { fail } });
  expect(answer).toMatchObject({ ok: false, error: { code: fail.code } });
});

test("a feed with items of which none has a date is a failure; one without items is calm", async () => {
  const feed = (items: string) => ({ text: `<rss><channel>${items}</channel></rss>` });
  const undated = await run({ [addressOf("one")]: feed("<item><title>a</title></item><item><title>b</title></item>") });
  expect(undated.answer).toMatchObject({
    ok: false,
    error: { code: "bad-payload", message: "the feeds: none of 2 rows could be read; the first: no date" },
  });
  expect((await run({ [addressOf("one")]: feed("") })).answer).toMatchObject({
    ok: true,
    value: { events: [], refusedRows: 0, newestAtMs: null },
  });
});

test("what is dated after the window is not known yet; by more than a day it is refused; a long title is cut", async () => {
  const feed = (date: string, title = "t") => ({
    text: `<rss><channel><item><title>ok</title><pubDate>Wed, 03 Apr 2024 12:00:00 GMT</pubDate></item><item><title>${title}</title><pubDate>${date}</pubDate></item></channel></rss>`,
  });
  const later = await run({ [addressOf("one")]: feed("Wed, 03 Apr 2024 13:30:00 GMT") });
  expect(later.answer).toMatchObject({ ok: true, value: { refusedRows: 0, newestAtMs: Date.UTC(2024, 3, 3, 12) } });
  expect(later.answer.ok && later.answer.value.events).toHaveLength(1);
  const far = await run({ [addressOf("one")]: feed("Wed, 03 Apr 2099 13:30:00 GMT") });
  expect(far.answer).toMatchObject({
    ok: true,
    value: { refusedRows: 1, refused: [{ reason: "dated more than a day ahead" }] },
  });
  const long = await run({ [addressOf("one")]: feed("Wed, 03 Apr 2024 12:10:00 GMT", "word ".repeat(200)) });
  expect(long.answer.ok && long.answer.value.events[1]?.title.length).toBe(400);
});
