import type { StoredEvent } from "../answers.ts";
import { countryCentres } from "./country-centres.ts";

/** Where an event stands on the map. `country`: somewhere in it, drawn at its middle. */
export type Placed = {
  readonly event: StoredEvent;
  readonly lon: number;
  readonly lat: number;
  /** Of a place that is a whole country, which. */
  readonly country: string | null;
};

export type PlacedEvents = { readonly placed: readonly Placed[]; readonly placeless: readonly StoredEvent[] };

/** Events with a point at that point; those with countries alone in each of them; the others, and those of no known country, apart. */
export function placeEvents(events: readonly StoredEvent[]): PlacedEvents {
  const placed: Placed[] = [];
  const placeless: StoredEvent[] = [];
  for (const event of events) {
    const places = placesOf(event);
    placed.push(...places);
    if (places.length === 0) placeless.push(event);
  }
  return { placed, placeless };
}

function placesOf(event: StoredEvent): readonly Placed[] {
  const { lat, lon, countries } = event.geo;
  if (lat !== null && lon !== null) return [{ event, lon, lat, country: null }];
  return [...new Set(countries)].flatMap((country) => {
    const centre = countryCentres[country];
    return centre === undefined ? [] : [{ event, lon: centre[0], lat: centre[1], country }];
  });
}

const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

/** The country's name: `FR` is France. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code;
}
