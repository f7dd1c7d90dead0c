/** Public reads whose last good answer is kept. What stands here holds no user data: nothing of a vault, its owners or their acts. */
const keptPaths: ReadonlySet<string> = new Set([
  "/v1/assets",
  "/v1/cascades",
  "/v1/clusters",
  "/v1/clusters/lineage",
  "/v1/events",
  "/v1/factors",
  "/v1/freshness",
  "/v1/pipeline",
  "/v1/prices",
  "/v1/prices/history",
  "/v1/relations",
  "/v1/signals",
  "/v1/spells",
  "/v1/stories",
  "/v1/world",
]);

type Asked = { readonly method: string; readonly url: string; readonly headers: Pick<Headers, "has"> };

/** Whether a request is one of them, asked by nobody in particular. */
export function isKeptRoute({ method, url, headers }: Asked, origin: string): boolean {
  const asked = new URL(url);
  if (method !== "GET" || asked.origin !== origin || !keptPaths.has(asked.pathname)) return false;
  return !headers.has("authorization") && !namesSomebody(asked.search);
}

/** An address or a token in a query makes it somebody's, whatever the route makes of it. */
const namesSomebody = (query: string): boolean =>
  /0x[0-9a-f]{40}|[?&](vault|owner|token|view)=(?!fast\b|slow\b)/i.test(query);
