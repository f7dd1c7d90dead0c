import { z } from "zod";
import { EventCategory } from "../contracts/event.ts";
import { JournalRecords } from "../contracts/journal-records.ts";

/**
 * Earlier versions of the journal's contract, as far as they differ from the present. Version 1: a price had no open and no
 * dispersion, its quotes were taken for dollars as they came, and an event's category was any text. Versions 1 and 2: a
 * cluster had no view (assets alone were clustered), no stress and no lineage.
 */
const OldTickSource = z.looseObject({ source: z.string(), priceUsd: z.number().nullable() });
const OldPrice = z.looseObject({ priceUsd: z.number(), sources: z.array(OldTickSource) });
const OldRecord = z.looseObject({ table: z.string(), row: z.looseObject({}) });
type OldRecord = z.infer<typeof OldRecord>;
const OldMessage = z.looseObject({
  schema: z.literal("journal-records"),
  version: z.union([z.literal(1), z.literal(2)]),
  body: z.looseObject({ records: z.array(OldRecord) }),
});

/** A message of an earlier version in the present shape; anything else as it is, for the present contract to judge. */
export function upgradeMessage(message: unknown): unknown {
  const old = OldMessage.safeParse(message);
  if (!old.success) return message;
  const { version, body } = old.data;
  const records = body.records.map((record) => upgradeCluster(version === 1 ? upgradeRecord(record) : record));
  return { ...old.data, version: 3, body: { ...body, records } };
}

/** What the journal takes in: messages of earlier versions may still be on their way, or wait in R2. */
export const AnyJournalRecords = z.preprocess(upgradeMessage, JournalRecords);

const upgradeCluster = (record: OldRecord): OldRecord =>
  record.table === "clusters"
    ? { ...record, row: { view: "fast", stress: null, lineage: { state: "born", from: [] }, ...record.row } }
    : record;

function upgradeRecord(record: OldRecord): OldRecord {
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
