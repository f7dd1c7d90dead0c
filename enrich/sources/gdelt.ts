import { z } from "zod";
import { err, ok } from "../../contracts/result.ts";
import { buildHeadlineEvent } from "../core/build-headline-event.ts";
import { canonicalUrl } from "../core/canonical-url.ts";
import type { ReadRow } from "../core/collect-events.ts";
import { cleanText } from "../core/feeds/clean-text.ts";
import { readCompactDateMs } from "../core/feeds/read-date.ts";
import { publisherFamilyOf } from "../core/publisher-family.ts";
import type { Scorer } from "../core/scorer.ts";
import { answerWith, badPayload, type EventWindow, type FetchEvents } from "./event-source.ts";
import { hashText } from "./hash-text.ts";

export type GdeltSettings = {
  /** Queries in GDELT's language; each is one call. GDELT asks for one call in five seconds: one query is polite. */
  readonly queries: readonly string[];
  readonly scorer: Scorer;
};

/** The DOC 2.0 API's article list. Without a match it answers `{}`; a mistake in the query is plain text with status 200. */
const ArticleList = z.object({ articles: z.array(z.unknown()).optional() });
const Article = z.object({
  url: z.string().min(1),
  title: z.string().min(1),
  seendate: z.string(),
  domain: z.string().min(1),
  language: z.string().optional(),
});
const articlesMax = 250;
const dayMs = 86_400_000;

/**
 * Articles that GDELT saw in the window. `seendate` is when GDELT saw it: that is the publication time as far as it is
 * known, and no event time. `sourcecountry` is where the outlet sits, not what the article is about, and is not used.
 */
export const fetchGdeltEvents: FetchEvents<GdeltSettings> = async (window, { baseUrl, http, queries, scorer }) => {
  const rows: ReadRow[] = [];
  const missing: string[] = [];
  for (const query of queries) {
    const answer = await http.getText(`${baseUrl}/api/v2/doc/doc?${toQuery(query, window)}`);
    const list = answer.ok ? readArticles(answer.value.body) : answer;
    if (!list.ok) {
      if (queries.length === 1) return list;
      missing.push(`${query}: ${list.error.message}`);
    } else rows.push(...(await Promise.all(list.value.map((article) => toRow(article, window, scorer)))));
  }
  if (queries.length > 0 && missing.length === queries.length)
    return badPayload(`every query of GDELT failed; ${missing[0]}`);
  return answerWith("GDELT", rows, window, missing);
};

const toQuery = (query: string, { fromMs, toMs }: EventWindow): URLSearchParams =>
  new URLSearchParams({
    query,
    mode: "artlist",
    format: "json",
    sort: "datedesc",
    maxrecords: String(articlesMax),
    startdatetime: compact(fromMs),
    enddatetime: compact(toMs),
  });

const compact = (atMs: number): string => new Date(atMs).toISOString().replace(/[-:T]/g, "").slice(0, 14);

/** GDELT writes line breaks and tabs into titles as they are, which JSON forbids: they are read as spaces. */
function readArticles(text: string) {
  const trimmed = text.trim();
  if (!trimmed.startsWith("{")) return badPayload(`GDELT says: ${cleanText(trimmed).slice(0, 200) || "nothing"}`);
  let body: unknown;
  try {
    body = JSON.parse(trimmed.replace(/\p{Cc}+/gu, " "));
  } catch {
    return badPayload("GDELT: the JSON is cut off or broken");
  }
  const list = ArticleList.safeParse(body);
  if (!list.success) return badPayload(`GDELT: ${z.prettifyError(list.error)}`);
  const isEmpty = Object.keys(body as object).length === 0;
  if (list.data.articles === undefined && !isEmpty)
    return badPayload("GDELT: an answer without `articles` that is not empty");
  return ok(list.data.articles ?? []);
}

async function toRow(row: unknown, window: EventWindow, scorer: Scorer): Promise<ReadRow> {
  const article = Article.safeParse(row);
  if (!article.success) return { row: "an article", event: err(z.prettifyError(article.error)) };
  const { url, title, seendate, domain } = article.data;
  const publishedAtMs = readCompactDateMs(seendate);
  const address = canonicalUrl(url);
  if (publishedAtMs === null) return { row: url, event: err(`not a time: ${seendate.slice(0, 40)}`) };
  if (address === null) return { row: url, event: err("no http address") };
  const key = await hashText(address);
  const event = buildHeadlineEvent(
    {
      id: `gdelt:${key}`,
      dedupeKey: `url:${key}`,
      // GDELT sets spaces around punctuation.
      title: cleanText(title).replace(/ ([,.;:!?%)])/g, "$1"),
      source: "gdelt",
      publisherFamily: publisherFamilyOf(domain),
      publishedAtMs,
      fetchedAtMs: window.toMs,
      category: null,
      severity: null,
      reliability: 0.6,
      evidenceUrl: url,
      rights: "GDELT, with citation; headline of its publisher",
      keepMs: 30 * dayMs,
    },
    scorer,
  );
  return { row: url, event: ok(event) };
}
