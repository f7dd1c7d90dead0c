import { err, ok, type Result } from "../../../contracts/result.ts";

/** An element. `text` is its own character data in order, without that of its children. */
export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
};
type OpenElement = { name: string; attributes: Record<string, string>; children: XmlElement[]; text: string };

const depthMax = 40;
const elementsMax = 100_000;
const predefined: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const namePattern = /[A-Za-z_][\w.:-]*/y;
const attributePattern = /\s+([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;

/**
 * The part of XML that feeds are written in. A DOCTYPE is refused, so there are no entities beside the five of XML itself
 * and nothing can be expanded; other names stay as they stand. Depth and number of elements are bounded. Text that ends
 * before its root is closed is an error: half a feed is not a short one.
 */
export function readXml(text: string): Result<XmlElement, string> {
  const open: OpenElement[] = [];
  let elements = 0;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (at < text.length) {
    const next = text.indexOf("<", at);
    const chars = text.slice(at, next < 0 ? undefined : next);
    const parent = open.at(-1);
    if (parent !== undefined) parent.text += decodeXml(chars);
    else if (chars.trim() !== "") return err("text outside of any element");
    if (next < 0) break;
    const skipped = skipMarkup(text, next);
    if (!skipped.ok) return skipped;
    if (skipped.value !== undefined) {
      if (parent !== undefined) parent.text += skipped.value.characters;
      at = skipped.value.to;
    } else if (text.startsWith("</", next)) {
      const end = text.indexOf(">", next);
      const closed = open.pop();
      if (end < 0 || closed === undefined || text.slice(next + 2, end).trim() !== closed.name)
        return err(`the end tag at ${next} closes nothing that is open`);
      const outer = open.at(-1);
      if (outer === undefined) return ok(closed);
      outer.children.push(closed);
      at = end + 1;
    } else {
      const tag = readTag(text, next);
      elements += 1;
      if (tag === undefined) return err(`the tag at ${next} is broken or cut off`);
      if (open.length >= depthMax || elements > elementsMax) return err("nested too deeply, or too many elements");
      at = tag.to;
      if (!tag.empty) open.push(tag.element);
      else if (parent === undefined) return ok(tag.element);
      else parent.children.push(tag.element);
    }
  }
  return err(open.length === 0 ? "no element in it" : `it ends before </${open.at(-1)?.name}>`);
}

/** Comments, instructions and CDATA: where they end and what characters they are. Undefined: it is a tag. */
function skipMarkup(text: string, at: number): Result<{ to: number; characters: string } | undefined, string> {
  for (const [start, end, keeps] of [
    ["<!--", "-->", false],
    ["<![CDATA[", "]]>", true],
    ["<?", "?>", false],
  ] as const) {
    if (!text.startsWith(start, at)) continue;
    const to = text.indexOf(end, at + start.length);
    if (to < 0) return err(`${start} at ${at} has no end`);
    return ok({ to: to + end.length, characters: keeps ? text.slice(at + start.length, to) : "" });
  }
  if (!text.startsWith("<!", at)) return ok(undefined);
  const isHtml = /^<!doctype html/i.test(text.slice(at, at + 20));
  return err(isHtml ? "an HTML page, no feed" : "a document type declaration, which is refused");
}

function readTag(text: string, at: number): { element: OpenElement; to: number; empty: boolean } | undefined {
  namePattern.lastIndex = at + 1;
  const name = namePattern.exec(text)?.[0];
  if (name === undefined) return undefined;
  const attributes: Record<string, string> = Object.create(null);
  attributePattern.lastIndex = namePattern.lastIndex;
  let to = attributePattern.lastIndex;
  for (let match = attributePattern.exec(text); match !== null; match = attributePattern.exec(text)) {
    attributes[match[1] ?? ""] = decodeXml(match[2] ?? match[3] ?? "");
    to = attributePattern.lastIndex;
  }
  const end = /\s*(\/?)>/y;
  end.lastIndex = to;
  const closed = end.exec(text);
  if (closed === null) return undefined;
  return { element: { name, attributes, children: [], text: "" }, to: end.lastIndex, empty: closed[1] === "/" };
}

/** Each reference once, from left to right: `&amp;lt;` is the text `&lt;`. */
export function decodeXml(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-zA-Z]{2,8});/g, (whole, name: string) => {
    if (!name.startsWith("#")) return predefined[name] ?? whole;
    const code = name.startsWith("#x") ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole;
  });
}
