import { JournalRecord } from "../contracts/journal-records.ts";

/** Records of the tables of sources and of the world, for tests. */

export const sampleAtMs = Date.UTC(2024, 7, 5, 6, 30);

type RowOf<Table extends JournalRecord["table"]> = Extract<JournalRecord, { table: Table }>["row"];

const recordOf = <Table extends JournalRecord["table"]>(table: Table, key: string, row: RowOf<Table>) =>
  JournalRecord.parse({ table, key, version: 1, row });

export function refusedQuoteRecord(asset: string, windowEndMs: number, source: string): JournalRecord {
  const row = {
    asset,
    windowEndMs,
    source,
    price: 1_999.5,
    quote: "USDT",
    rateUsd: 0.75,
    priceUsd: 1_499.625,
    range: { openUsd: 1, lowUsd: 0.5, highUsd: 2 },
    sampleAtMs: windowEndMs - 600_000,
    refused: "stale",
  } as RowOf<"refused_quotes">;
  return recordOf("refused_quotes", `${asset}:${windowEndMs}:${source}`, row);
}

export function sourceRunRecord(source: string, atMs: number, newestAtMs: number | null): JournalRecord {
  return recordOf("source_runs", `${source}:${atMs}`, {
    source,
    kind: "prices",
    atMs,
    outcome: newestAtMs === null ? "failed" : "partial",
    rows: 19,
    refusedRows: 1,
    calls: 3,
    latencyMs: 12.5,
    newestAtMs,
    note: newestAtMs === null ? "timeout: no answer in 5 s" : "",
  });
}

export function eventRecord(id: string, eventTimeMs: number, more: Partial<RowOf<"events">> = {}): JournalRecord {
  return recordOf("events", id, {
    id,
    dedupeKey: id,
    title: `Headline of ${id}`,
    source: "feeds",
    publisherFamily: "paper",
    eventTimeMs,
    publishedAtMs: eventTimeMs + 60_000,
    fetchedAtMs: eventTimeMs + 120_000,
    severity: 0.5,
    category: "economy",
    geo: { countries: [], lat: null, lon: null, precision: "none" },
    factors: { growth: -0.25, liquidity: 0, risk: 0, regulation: 0, shock: 0 },
    confidence: 0.75,
    evidenceUrl: `https://paper.example/${id}`,
    rights: "headline for a day",
    expiresAtMs: eventTimeMs + 86_400_000,
    methodVersion: "2",
    ...more,
  });
}

export function storyRecord(id: string, firstPublishedMs: number, more: Partial<RowOf<"stories">> = {}): JournalRecord {
  return recordOf("stories", id, {
    id,
    state: "open",
    mergedInto: null,
    splitFrom: null,
    title: `Story ${id}`,
    category: "conflict",
    eventIds: [`${id}:1`, `${id}:2`],
    publisherFamilies: ["agency", "paper"],
    firstPublishedMs,
    lastPublishedMs: firstPublishedMs + 600_000,
    expiresAtMs: firstPublishedMs + 86_400_000,
    severity: 0.5,
    confidence: 0.875,
    factors: { growth: 0, liquidity: 0, risk: -0.5, regulation: 0, shock: -0.25 },
    methodVersion: "1",
    ...more,
  });
}

export function factorRecord(factor: "risk" | "growth", asOfMs: number, value: number): JournalRecord {
  return recordOf("factors", `${factor}:${asOfMs}`, {
    factor,
    value,
    evidence: [{ eventId: "feeds:1", title: "Headline of feeds:1", eventTimeMs: asOfMs - 60_000, share: -0.125 }],
    asOfMs,
    validUntilMs: asOfMs + 5_400_000,
  });
}

export function marketRecord(id: string, sampleAt: number, probability: number, shift: number | null): JournalRecord {
  return recordOf("markets", `${id}:${sampleAt}`, {
    id,
    question: `Will ${id} happen?`,
    source: "polymarket",
    probability,
    logit: 0.25,
    shift,
    volumeUsd: shift === null ? null : 1_000.5,
    liquidityUsd: null,
    state: "open",
    endsAtMs: shift === null ? null : sampleAt + 86_400_000,
    sampleAtMs: sampleAt,
  });
}

export function anomalyRecord(category: "conflict" | "cyber", hourMs: number): JournalRecord {
  return recordOf("anomalies", `${category}:${hourMs}`, {
    category,
    hourMs,
    count: 7,
    median: 2,
    scale: 1.5,
    up: 3.25,
    down: 0,
    weeks: 5,
    learning: false,
  });
}

export function relationRecord(left: string, right: string, asOfMs: number, q: number): JournalRecord {
  return recordOf("relations", `${left}|${right}:${asOfMs}`, {
    left,
    right,
    correlation: -0.5,
    low: -0.75,
    high: -0.125,
    samples: 96,
    q,
    asOfMs,
  });
}

export function backfillRecord(id: string, doneUntilMs: number, state: "running" | "done"): JournalRecord {
  const row = { id, input: "2 files", fromMs: sampleAtMs, toMs: sampleAtMs + 86_400_000, doneUntilMs, state };
  const record = recordOf("backfills", id, { ...row, windows: 12, records: 240, refused: 3 });
  return { ...record, version: doneUntilMs } as JournalRecord;
}

export function oneOfEachWorldTable(): JournalRecord[] {
  return [
    refusedQuoteRecord("ETH-USD", sampleAtMs, "kraken"),
    sourceRunRecord("kraken", sampleAtMs, sampleAtMs - 1_000),
    sourceRunRecord("pyth", sampleAtMs, null),
    storyRecord("feeds:1", sampleAtMs),
    storyRecord("feeds:9", sampleAtMs, { state: "merged", mergedInto: "feeds:1", splitFrom: "feeds:0" }),
    factorRecord("risk", sampleAtMs, -0.375),
    marketRecord("recession", sampleAtMs, 0.3125, null),
    marketRecord("rate-cut", sampleAtMs, 0.75, -0.5),
    anomalyRecord("conflict", sampleAtMs),
    relationRecord("price.BTC-USD", "factor.risk", sampleAtMs, 0.03125),
    backfillRecord("files:abc", sampleAtMs + 7_200_000, "running"),
  ];
}
