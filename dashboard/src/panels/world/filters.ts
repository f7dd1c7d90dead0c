import { EventCategory } from "../../../../contracts/event.ts";
import type { Params } from "../../host/panel.ts";

export type Filters = {
  readonly list: "stories" | "events";
  readonly category: EventCategory | null;
  readonly severityMin: number;
  readonly hours: number;
  readonly sort: "severity" | "newest";
};

export const windows = [
  { hours: 6, label: "6 hours" },
  { hours: 24, label: "24 hours" },
  { hours: 72, label: "3 days" },
  { hours: 168, label: "7 days" },
  { hours: 720, label: "30 days" },
] as const;

export const severities = [
  { min: 0, label: "any" },
  { min: 0.25, label: "0.25 or more" },
  { min: 0.5, label: "0.50 or more" },
  { min: 0.75, label: "0.75 or more" },
] as const;

const first: Filters = { list: "stories", category: null, severityMin: 0, hours: 168, sort: "severity" };

/** What of the address chooses events; `unknown` names the parts that mean nothing here, and what stands for them is as at first. */
export function readFilters(params: Params): { readonly filters: Filters; readonly unknown: readonly string[] } {
  const category = EventCategory.safeParse(params.category);
  const severity = severities.find(({ min }) => String(min) === params.severity);
  const window = windows.find(({ hours }) => String(hours) === params.hours);
  const found = {
    list: params.list === "events" ? "events" : params.list === "stories" ? "stories" : undefined,
    category: category.success ? category.data : undefined,
    severity: severity?.min,
    hours: window?.hours,
    sort: params.sort === "newest" ? "newest" : params.sort === "severity" ? "severity" : undefined,
  } as const;
  const unknown = Object.entries(found).flatMap(([name, value]) =>
    value === undefined && params[name] !== undefined ? [`${name}=${params[name]}`] : [],
  );
  return {
    filters: {
      list: found.list ?? first.list,
      category: found.category ?? first.category,
      severityMin: found.severity ?? first.severityMin,
      hours: found.hours ?? first.hours,
      sort: found.sort ?? first.sort,
    },
    unknown,
  };
}

/** A choice as it stands in the address; what is as at first needs no place there. */
export function writeFilters(changes: Partial<Filters>): Readonly<Record<string, string | null>> {
  const texts: Readonly<Record<keyof Filters, string>> = {
    list: "list",
    category: "category",
    severityMin: "severity",
    hours: "hours",
    sort: "sort",
  };
  return Object.fromEntries(
    (Object.keys(changes) as (keyof Filters)[]).map((name) => {
      const value = changes[name] ?? null;
      return [texts[name], value === null || value === first[name] ? null : String(value)];
    }),
  );
}

/** The query of `/v1/events` for these filters. */
export function eventsPath({ category, severityMin, hours }: Filters, cursor: string | null): string {
  const query = new URLSearchParams({ minutes: String(hours * 60), limit: String(eventsPerPage) });
  if (category !== null) query.set("category", category);
  if (severityMin > 0) query.set("severityMin", String(severityMin));
  if (cursor !== null) query.set("cursor", cursor);
  return `/v1/events?${query}`;
}

/** One page of the server's at a time: enough for a map, and drawn in well under a frame. */
export const eventsPerPage = 200;
