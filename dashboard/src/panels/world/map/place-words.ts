import { joinWords } from "../../../format/join-words.ts";
import type { StoredEvent } from "../answers.ts";
import { countryName } from "./place-events.ts";

/** Where an event happened, as exactly as its source says: `at 12.3° N, 45.0° W`, `somewhere in France`, `no place`. */
export function placeWords({ geo: { lat, lon, countries } }: Pick<StoredEvent, "geo">): string {
  if (lat !== null && lon !== null) return `at ${degrees(lat, "N", "S")}, ${degrees(lon, "E", "W")}`;
  if (countries.length === 0) return "no place";
  return `${countries.length === 1 ? "somewhere in" : "names"} ${joinWords([...new Set(countries)].map(countryName))}`;
}

const degrees = (value: number, above: string, below: string): string =>
  `${Math.abs(value).toFixed(1)}° ${value < 0 ? below : above}`;
