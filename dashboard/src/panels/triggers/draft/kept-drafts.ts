import { z } from "zod";
import { type JsonObject, parseJson } from "../../../views/spells/json.ts";
import type { DraftEntry } from "./use-drafts.ts";

const Fields = z.record(z.string(), z.json()) as unknown as z.ZodType<JsonObject>;

/** As it is written down: why the vault has not taken it is of its own moment. */
const KeptEntry = z.strictObject({
  key: z.string(),
  origin: z.string().nullable(),
  draft: Fields,
  base: Fields,
  view: z.enum(["form", "json"]),
  text: z.string().nullable(),
  asides: Fields,
  isTried: z.boolean(),
});

/** Drafts as text; null where there is none. */
export function writeDrafts(entries: readonly DraftEntry[]): string | null {
  const kept = entries.map(({ problem: _, ...entry }) => entry);
  return kept.length === 0 ? null : JSON.stringify(kept);
}

/** What was written down so. A text of another version of the page is none. */
export const readDrafts = (text: string | null): readonly DraftEntry[] =>
  z
    .array(KeptEntry)
    .catch([])
    .parse(parseJson(text ?? ""))
    .map((entry) => ({ ...entry, problem: null }));
