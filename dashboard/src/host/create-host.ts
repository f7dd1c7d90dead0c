import { fetchBytes } from "../data/fetch-bytes.ts";
import { fetchJson } from "../data/fetch-json.ts";
import { type Address, hrefOf } from "./address.ts";
import type { Host } from "./panel.ts";
import { createTabNotes } from "./tab-notes.ts";

const timeoutMs = 15_000;

/** What of a host never changes while the page is open, so that effects may depend on it. */
export type HostBase = Pick<Host, "load" | "loadBytes" | "hrefOf" | "tab">;

export function createHostBase(baseUrl: string, openTabShelf: () => Storage): HostBase {
  return {
    hrefOf,
    tab: createTabNotes(openTabShelf),
    load: (path, schema, asked) => fetchJson(path, schema, { baseUrl, timeoutMs, ...asked }),
    loadBytes: (path, onProgress) => fetchBytes(path, { baseUrl, timeoutMs, ...(onProgress && { onProgress }) }),
  };
}

/** `setParams` of one panel. */
export const setParamsOf =
  (address: Address, panel: string): Host["setParams"] =>
  (changes, how = "replace") =>
    address.setParams(panel, changes, how);
