const tracking = /^(utm_\w+|fbclid|gclid|mc_[ce]id|ref|ref_src|cmp|cmpid|ocid|at_\w+)$/i;

/** An address without what only tracks its reader: two feeds of one publisher link the same article in different ways. Null: no http address. */
export function canonicalUrl(url: string): string | null {
  let parsed: URL;
  try {
    parsed = new URL(url.trim());
  } catch {
    return null;
  }
  if (parsed.protocol !== "https:" && parsed.protocol !== "http:") return null;
  const query = [...parsed.searchParams]
    .filter(([name]) => !tracking.test(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const host = parsed.hostname.replace(/^(www|m|amp)\./, "");
  const path = parsed.pathname.replace(/\/+$/, "");
  const search = query.length === 0 ? "" : `?${new URLSearchParams(query)}`;
  return `${host}${path}${search}`;
}
