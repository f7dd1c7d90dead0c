import { expect, test } from "vitest";
import { JournalRecords } from "../contracts/journal-records.ts";
import { messageOf, oneOfEach } from "./sample-records.ts";
import { AnyJournalRecords, upgradeMessage } from "./upgrade-message.ts";

const envelope = {
  id: "journal:ingest:1722839400000:0",
  schema: "journal-records",
  version: 1,
  eventTimeMs: 1_722_839_400_000,
  traceId: "0123456789abcdef0123456789abcdef",
};
const price = {
  asset: "ETH-USD",
  priceUsd: 2_000,
  lowUsd: 1_990,
  highUsd: 2_010,
  sampleAtMs: 1_722_839_390_000,
  validUntilMs: 1_722_839_760_000,
  quality: 0.5,
  windowEndMs: 1_722_839_400_000,
};
const ofVersion1 = (record: object) => ({ ...envelope, body: { records: [{ key: "k", version: 1, ...record }] } });
const ofVersion2 = (record: object) => ({ ...ofVersion1(record), version: 2 });
const rowOf = (message: unknown) => JournalRecords.parse(upgradeMessage(message)).body.records[0]?.row;

test("a price of version 1: its close stands for the open, its quotes were dollars", () => {
  const sources = [
    { source: "binance", priceUsd: 2_000, sampleAtMs: 1_722_839_390_000 },
    { source: "kraken", priceUsd: null, sampleAtMs: null, refused: "no-data" },
  ];
  expect(rowOf(ofVersion1({ table: "prices", row: { ...price, sources } }))).toEqual({
    ...price,
    openUsd: 2_000,
    dispersion: 0,
    sources: [
      { ...sources[0], price: 2_000, quote: "USD", rateUsd: 1, range: null },
      { ...sources[1], price: null, quote: "USD", rateUsd: 1, range: null },
    ],
  });
});

test.each(oneOfEach().filter(({ table }) => ["signals", "casts", "pipeline_runs"].includes(table)))(
  "a record of $table is the same in all versions",
  (record) => {
    expect(rowOf(ofVersion1(record))).toEqual(record.row);
  },
);

test.each(oneOfEach().filter(({ table }) => !["clusters", "cascade_edges"].includes(table)))(
  "a record of $table is the same in version 2",
  (record) => {
    expect(rowOf(ofVersion2(record))).toEqual(record.row);
  },
);

test.each([ofVersion1, ofVersion2])(
  "a cluster of versions 1 and 2 was one of assets, without stress and lineage",
  (of) => {
    const old = { id: "c1", members: ["BTC-USD"], medoid: "BTC-USD", cohesion: 1, asOfMs: 1_722_839_400_000 };
    const added = { view: "fast", stress: null, lineage: { state: "born", from: [] } };
    expect(rowOf(of({ table: "clusters", row: old }))).toEqual({ ...old, ...added });
  },
);

test.each([
  ["earthquake", "earthquake"],
  ["alien landing", "other"],
])("an event of category %s is one of %s", (category, present) => {
  const event = oneOfEach().find(({ table }) => table === "events");
  expect(rowOf(ofVersion1({ ...event, row: { ...event?.row, category } }))).toEqual({
    ...event?.row,
    category: present,
  });
});

test.each<[string, unknown]>([
  ["a message of the present version", messageOf("m", oneOfEach())],
  ["what is no message", { version: 1 }],
  ["null", null],
])("%s is left as it is", (_, message) => {
  expect(upgradeMessage(message)).toBe(message);
});

test("version 1 with a field that it never had is refused, as in the present one", () => {
  const bad = ofVersion1({ table: "prices", row: { ...price, sources: [{ source: "a", priceUsd: 1 }], extra: 1 } });
  expect(AnyJournalRecords.safeParse(bad).success).toBe(false);
});
