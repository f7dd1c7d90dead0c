import type { DashboardState } from "./dashboard-state.ts";

/** Where the public topic is heard from what the page has seen last; all of it where nothing was seen. */
export function liveUrl(base: string, { feed, seq }: Pick<DashboardState["connection"], "feed" | "seq">): string {
  const query = new URLSearchParams({ topic: "public" });
  if (feed.epoch !== null) {
    query.set("after", String(Math.max(0, seq.public)));
    query.set("epoch", feed.epoch);
  }
  return `${base}?${query}`;
}
