import type { Params } from "./panel.ts";

/** Which panel the address names, and its part of the address. */
export type Route = { readonly panel: string; readonly params: Params };

export const defaultPanel = "overview";

/** Reads `#/<panel>?a=b`. An address that names no panel is the default one: an empty one, or a vault's own. */
export function parseRoute(hash: string): Route {
  if (!hash.startsWith("#/")) return { panel: defaultPanel, params: {} };
  const [path = "", query = ""] = splitOnce(hash.slice(2), "?");
  return { panel: decode(path) || defaultPanel, params: Object.fromEntries(new URLSearchParams(query)) };
}

/** The address of a route. Params stand in the order of their names, so that one view has one address. */
export function formatRoute({ panel, params }: Route): string {
  const given = Object.entries(params).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const query = new URLSearchParams(given.toSorted(([a], [b]) => (a < b ? -1 : 1))).toString();
  return `#/${encodeURIComponent(panel)}${query === "" ? "" : `?${query}`}`;
}

/** The params with some of them changed; one without a value is taken out. */
export function changeParams(params: Params, changes: Readonly<Record<string, string | null | undefined>>): Params {
  return Object.fromEntries(Object.entries({ ...params, ...changes }).filter(([, value]) => value != null)) as Params;
}

/** Whether both stand in the address alike. */
export const isSameParams = (one: Params, other: Params): boolean =>
  formatRoute({ panel: "", params: one }) === formatRoute({ panel: "", params: other });

function splitOnce(text: string, mark: string): readonly string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
