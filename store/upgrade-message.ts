import { z } from "zod";
import { EventCategory } from "../contracts/event.ts";
import { JournalRecords } from "../contracts/journal-records.ts";

/**
 * Version 1 of the journal's contract, as far as it differs from the present: a price had no open and no dispersion, its
 * quotes were taken for dollars as they came, and an event's category was any text.
 */
const OldTickSource = z.looseObject({ source: z.string(), priceUsd: z.number().nullable() });
const OldPrice = z.looseObject({ priceUsd: z.number(), sources: z.array(OldTickSource) });
const OldRecord = z.looseObject({ table: z.string(), row: z.looseObject({}) });
const OldMessage = z.looseObject({
  schema: z.literal("journal-records"),
  version: z.literal(1),
  body: z.looseObject({ records: z.array(OldRecord) }),
});

/** A message of version 1 in the present shape; anything else as it is, for the present contract to judge. */
export function upgradeMessage(message: unknown): unknown {
  const old = OldMessage.safeParse(message);
  if (!old.success) return message;
  return { ...old.data, version: 2, body: { ...old.data.body, records: old.data.body.records.map(upgradeRecord) } };
}

/** What the journal takes in: messages of version 1 may still be on their way, or wait in R2. */
export const AnyJournalRecords = z.preprocess(upgradeMessage, JournalRecords);

function upgradeRecord(record: z.infer<typeof OldRecord>): unknown {
  if (record.table === "events") {
    const category = EventCategory.safeParse(record.row.category);
    return { ...record, row: { ...record.row, category: category.success ? category.data : "other" } };
  }
  const price = record.table === "prices" ? OldPrice.safeParse(record.row) : undefined;
  if (!price?.success) return record;
  const { priceUsd, sources } = price.data;
  const row = { ...price.data, openUsd: priceUsd, dispersion: 0, sources: sources.map(upgradeSource) };
  return { ...record, row };
}

const upgradeSource = (source: z.infer<typeof OldTickSource>): object => ({
  ...source,
  price: source.priceUsd,
  quote: "USD",
  rateUsd: 1,
  range: null,
});
