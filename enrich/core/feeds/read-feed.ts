import { err, ok, type Result } from "../../../contracts/result.ts";
import { cleanText } from "./clean-text.ts";
import { readDateMs } from "./read-date.ts";
import { readXml, type XmlElement } from "./read-xml.ts";

/** One item of a feed. `publishedAtMs` is what the item says of itself; when the feed was read is no substitute. */
export type FeedItem = {
  readonly title: string;
  readonly link: string | null;
  /** The item's own id, where it has one. */
  readonly guid: string | null;
  readonly publishedAtMs: Result<number, string>;
};

/** RSS 0.9x and 2.0, RSS 1.0 (RDF) and Atom. Any other document is an error that says what stands there instead. */
export function readFeed(text: string): Result<readonly FeedItem[], string> {
  const root = readXml(text);
  if (!root.ok) return root;
  const kind = localName(root.value);
  if (kind === "rss") {
    const channel = childOf(root.value, "channel");
    return channel === undefined
      ? err("an RSS document without a channel")
      : ok(childrenOf(channel, "item").map(readRssItem));
  }
  if (kind === "RDF") return ok(childrenOf(root.value, "item").map(readRssItem));
  if (kind === "feed") return ok(childrenOf(root.value, "entry").map(readAtomEntry));
  return err(`neither RSS nor Atom: its root is <${root.value.name}>`);
}

function readRssItem(item: XmlElement): FeedItem {
  const guid = childOf(item, "guid");
  const link = textOf(item, "link") ?? attributeOf(childOf(item, "link"), "href");
  const isLink = guid !== undefined && guid.attributes.isPermaLink !== "false";
  const about = attributeOf(item, "rdf:about");
  return {
    title: cleanText(textOf(item, "title") ?? ""),
    link: link ?? (isLink ? guid.text.trim() || null : about),
    guid: guid?.text.trim() || about,
    publishedAtMs: readFirstDate(item, ["pubDate", "date", "published", "issued"]),
  };
}

function readAtomEntry(entry: XmlElement): FeedItem {
  const links = childrenOf(entry, "link");
  const chosen = links.find(({ attributes }) => (attributes.rel ?? "alternate") === "alternate") ?? links[0];
  return {
    title: cleanText(textOf(entry, "title") ?? ""),
    link: attributeOf(chosen, "href"),
    guid: textOf(entry, "id"),
    publishedAtMs: readFirstDate(entry, ["published", "issued", "updated", "modified"]),
  };
}

/** The first of these elements that is there has to be a date: a broken one is not made good by another that means less. */
function readFirstDate(item: XmlElement, names: readonly string[]): Result<number, string> {
  for (const name of names) {
    const text = textOf(item, name);
    if (text === null) continue;
    const atMs = readDateMs(text);
    return atMs === null ? err(`not a date with a zone: ${text.slice(0, 60)}`) : ok(atMs);
  }
  return err("no date");
}

/** Prefixes are the feed's choice: `dc:date` and `date` are one here. */
const localName = ({ name }: XmlElement): string => name.slice(name.indexOf(":") + 1);
const childrenOf = (element: XmlElement, name: string): readonly XmlElement[] =>
  element.children.filter((child) => localName(child) === name);
/** Of several, the one without a prefix: `title` before `media:title`. */
const childOf = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((child) => child.name === name) ??
  childrenOf(element, name).find((child) => !child.name.startsWith("media:") && !child.name.startsWith("itunes:"));
const textOf = (element: XmlElement, name: string): string | null => {
  const child = childOf(element, name);
  const text = child === undefined ? "" : allText(child).trim();
  return text === "" ? null : text;
};
/** Atom's `type="xhtml"` titles hold elements. */
const allText = (element: XmlElement): string => `${element.text}${element.children.map(allText).join(" ")}`;
const attributeOf = (element: XmlElement | undefined, name: string): string | null =>
  element?.attributes[name]?.trim() || null;
