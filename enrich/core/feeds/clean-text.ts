import { decodeXml } from "./read-xml.ts";

/** Names of HTML that stand in headlines. XML does not know them, so a feed's reader leaves them as they are. */
const htmlNames: Readonly<Record<string, string>> = {
  nbsp: " ",
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  hellip: "…",
  euro: "€",
  pound: "£",
  yen: "¥",
  cent: "¢",
  copy: "©",
  reg: "®",
  trade: "™",
  laquo: "«",
  raquo: "»",
  bull: "•",
  middot: "·",
  deg: "°",
  eacute: "é",
  egrave: "è",
  agrave: "à",
  ccedil: "ç",
  uuml: "ü",
  ouml: "ö",
  auml: "ä",
  szlig: "ß",
  ntilde: "ñ",
  aacute: "á",
  iacute: "í",
  oacute: "ó",
  uacute: "ú",
};

/** A headline as plain text: tags gone, references decoded (also those that were escaped twice), one space between words. */
export function cleanText(text: string): string {
  const decoded = decodeHtml(decodeHtml(stripTags(text)));
  return stripTags(decoded)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim();
}

const stripTags = (text: string): string =>
  text.replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, " ").replace(/<!--[\s\S]*?-->|<\/?[a-zA-Z][^<>]*>/g, " ");

const decodeHtml = (text: string): string =>
  decodeXml(text.replace(/&([a-zA-Z]{2,8});/g, (whole, name: string) => htmlNames[name] ?? whole));
