import { err, ok } from "../../contracts/result.ts";
import { buildHeadlineEvent } from "../core/build-headline-event.ts";
import { canonicalUrl } from "../core/canonical-url.ts";
import type { ReadRow } from "../core/collect-events.ts";
import { cleanText } from "../core/feeds/clean-text.ts";
import { publisherFamilyOf } from "../core/publisher-family.ts";
import type { Scorer } from "../core/scorer.ts";
import { categoryOfKind, findRows, readRow, type WorldMonitorRow } from "../core/worldmonitor-rows.ts";
import { answerWith, type EventsFailure, type EventWindow, type FetchEvents } from "./event-source.ts";
import { hashText } from "./hash-text.ts";

/** One route: where its rows stand, which category it is about where a row does not say, and how it names a time range. */
type Route = {
  readonly name: string;
  readonly path: string;
  readonly lists: readonly string[];
  readonly query: (window: EventWindow) => Record<string, string>;
  /** Whose rows these are, where they do not come from an outlet of their own. */
  readonly family: string | null;
};

const between = ({ fromMs, toMs }: EventWindow) => ({ start: String(fromMs), end: String(toMs) });
const nothing = () => ({});

/**
 * Routes of the public API, one call each and so well within 20 a run. Those that it lists without events of their own
 * (single malicious addresses, ships, flights, quotes) are not asked: they are measurements.
 */
export const worldMonitorRoutes: readonly Route[] = [
  {
    name: "news-finance",
    path: "/api/news/v1/list-feed-digest",
    lists: ["categories"],
    query: () => ({ variant: "finance", lang: "en" }),
    family: null,
  },
  {
    name: "news-full",
    path: "/api/news/v1/list-feed-digest",
    lists: ["categories"],
    query: () => ({ variant: "full", lang: "en" }),
    family: null,
  },
  {
    name: "unrest",
    path: "/api/unrest/v1/list-unrest-events",
    lists: ["events"],
    query: between,
    family: "worldmonitor-unrest",
  },
  {
    name: "conflict",
    path: "/api/conflict/v1/list-acled-events",
    lists: ["events"],
    query: between,
    family: "acleddata.com",
  },
  {
    name: "natural",
    path: "/api/natural/v1/list-natural-events",
    lists: ["events"],
    query: nothing,
    family: "nasa.gov",
  },
  {
    name: "outages",
    path: "/api/infrastructure/v1/list-internet-outages",
    lists: ["outages"],
    query: between,
    family: "cloudflare.com",
  },
];

const dayMs = 86_400_000;

/**
 * Events of the public WorldMonitor API. The key travels in `X-WorldMonitor-Key`, which the client sets; without one the
 * data may be two hours old, which `newestAtMs` shows. A route that fails, says that it has nothing to give or changed
 * its shape is named in `missing`; when every route does, that is the source's failure.
 */
export const fetchWorldMonitorEvents: FetchEvents<{ readonly scorer: Scorer }> = async (
  window,
  { baseUrl, http, scorer },
) => {
  const rows: ReadRow[] = [];
  const missing: string[] = [];
  let lastFailure: EventsFailure | undefined;
  for (const route of worldMonitorRoutes) {
    const answer = await http.getJson(`${baseUrl}${route.path}?${new URLSearchParams(route.query(window))}`);
    const found = answer.ok ? findRows(answer.value.body, route.lists) : err(answer.error.message);
    if (!found.ok) {
      missing.push(`${route.name}: ${found.error}`);
      lastFailure = { code: answer.ok ? "bad-payload" : answer.error.code, message: found.error };
      continue;
    }
    const read = await Promise.all(
      found.value.rows.map((row, index) => toRow(row, index, found.value.collectedAtMs, route, window, scorer)),
    );
    const refused = read.filter(({ event }) => !event.ok);
    if (read.length > 0 && refused.length === read.length) {
      const reason = refused[0]?.event.ok === false ? refused[0].event.error : "";
      missing.push(`${route.name}: none of ${read.length} rows could be read; the first: ${reason}`);
      lastFailure = { code: "bad-payload", message: reason };
    }
    rows.push(...read);
  }
  if (lastFailure !== undefined && missing.length === worldMonitorRoutes.length)
    return err({ code: lastFailure.code, message: `every route failed; ${missing[0]}` });
  return answerWith("WorldMonitor", rows, window, missing);
};

async function toRow(
  value: unknown,
  index: number,
  collectedAtMs: number | null,
  route: Route,
  window: EventWindow,
  scorer: Scorer,
): Promise<ReadRow> {
  const row = readRow(value, collectedAtMs);
  if (!row.ok) return { row: `${route.name} ${index}`, event: row };
  const { id, title, url, atMs, kind, severity, countries, point } = row.value;
  const address = url === null ? null : canonicalUrl(url);
  const name = route.family === null ? (address ?? `${row.value.publisher} ${title}`) : (id ?? `${title} ${atMs}`);
  const own = `worldmonitor:${route.name.split("-")[0]}:${await hashText(name)}`;
  const event = buildHeadlineEvent(
    {
      id: own,
      dedupeKey: await dedupeKeyOf(row.value, route, address, own),
      title: cleanText(title),
      source: `worldmonitor:${route.name}`,
      publisherFamily: route.family ?? familyOf(row.value, address),
      publishedAtMs: atMs,
      fetchedAtMs: window.toMs,
      category: kind === "" ? null : categoryOfKind(kind),
      severity: route.family === null ? null : severity,
      reliability: route.family === null ? 0.6 : 0.8,
      ...(countries.length > 0 ? { countries } : {}),
      // What news are said to be about a place is a guess of the service.
      ...(point !== null && route.family !== null ? { point } : {}),
      evidenceUrl: address === null ? null : url,
      rights: "WorldMonitor; headline of its publisher",
      keepMs: 30 * dayMs,
    },
    scorer,
  );
  return { row: `${route.name} ${id ?? title}`, event: ok(event) };
}

/** The same key that the outlet's own feed, or EONET, gives. */
async function dedupeKeyOf(
  { id }: WorldMonitorRow,
  route: Route,
  address: string | null,
  own: string,
): Promise<string> {
  if (route.family === null) return address === null ? own : `url:${await hashText(address)}`;
  return id?.startsWith("EONET_") === true ? `eonet:${id}` : own;
}

const familyOf = ({ publisher }: WorldMonitorRow, address: string | null): string => {
  const host = address?.split("/")[0];
  return host === undefined ? (publisher ?? "unknown").toLowerCase() : publisherFamilyOf(host);
};
