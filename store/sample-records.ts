import { AssetId, CastId, MessageId, SignalKey, TraceId, VaultAddress } from "../contracts/ids.ts";
import { JournalRecord, type JournalRecords } from "../contracts/journal-records.ts";
import { oneOfEachWorldTable, sampleAtMs } from "./sample-world-records.ts";

/** Records and messages for tests: one of each table, every optional field once present and once absent. */

export { sampleAtMs };

const traceId = TraceId.parse("0123456789abcdef0123456789abcdef");

export function priceRecord(asset: string, windowEndMs: number, priceUsd: number, version = 1): JournalRecord {
  return JournalRecord.parse({
    table: "prices",
    key: `${asset}:${windowEndMs}`,
    version,
    row: {
      asset: AssetId.parse(asset),
      priceUsd,
      openUsd: priceUsd * 0.9995,
      lowUsd: priceUsd * 0.999,
      highUsd: priceUsd * 1.001,
      sampleAtMs: windowEndMs - 1_500,
      validUntilMs: windowEndMs + 360_000,
      quality: 0.9375,
      dispersion: 0.00012,
      sources: [
        {
          source: "binance",
          price: priceUsd / 0.999,
          quote: "USDT",
          rateUsd: 0.999,
          priceUsd,
          range: { openUsd: priceUsd * 0.9995, lowUsd: priceUsd * 0.999, highUsd: priceUsd * 1.001 },
          sampleAtMs: windowEndMs - 1_500,
        },
        {
          source: "kraken",
          price: null,
          quote: "USD",
          rateUsd: 1,
          priceUsd: null,
          range: null,
          sampleAtMs: null,
          refused: "no-data",
        },
      ],
      windowEndMs,
    },
  });
}

export function runRecord(key: string, version: number, note: string): JournalRecord {
  return JournalRecord.parse({
    table: "pipeline_runs",
    key,
    version,
    row: {
      stage: "ingest",
      scheduledMs: sampleAtMs,
      finishedWallMs: sampleAtMs + 412,
      elapsedMs: 412.0625,
      outcome: "degraded",
      note,
    },
  });
}

export function signalRecord(key: string, withRange: boolean): JournalRecord {
  return JournalRecord.parse({
    table: "signals",
    key: `${key}:${sampleAtMs}`,
    version: 3,
    row: {
      key: SignalKey.parse(key),
      value: 0.1 + 0.2,
      ...(withRange ? { low: -1e-7, high: 5e-324 } : {}),
      unit: "score",
      sampleAtMs,
      validUntilMs: sampleAtMs + 5_400_000,
      sources: ["usgs"],
      producer: "enrich",
    },
  });
}

/** One record of every table, with text that needs care; of nullable fields one with and one without. */
export function oneOfEach(): JournalRecord[] {
  return [
    priceRecord("ETH-USD", sampleAtMs, 2_222.22),
    signalRecord("factor.risk", true),
    signalRecord("factor.shock", false),
    JournalRecord.parse({
      table: "events",
      key: "usgs:1",
      version: 7,
      row: {
        id: "usgs:1",
        dedupeKey: "quake-1",
        title: 'Çayırlı\'de "6.4" 🌍 \\ quake; drop table events',
        source: "usgs",
        publisherFamily: "usgs",
        eventTimeMs: sampleAtMs,
        publishedAtMs: sampleAtMs + 1,
        fetchedAtMs: sampleAtMs + 999,
        severity: 0.64,
        category: "earthquake",
        geo: { countries: ["TR"], lat: 39.5, lon: null, precision: "point" },
        factors: { growth: -0.1, liquidity: 0, risk: -0.3, regulation: 0, shock: -0.64 },
        confidence: 1,
        evidenceUrl: null,
        rights: "public domain",
        expiresAtMs: sampleAtMs + 86_400_000,
        methodVersion: "1",
      },
    }),
    JournalRecord.parse({
      table: "clusters",
      key: `c1:${sampleAtMs}`,
      version: 1,
      row: {
        id: "c1",
        view: "fast",
        members: ["BTC-USD", "ETH-USD"],
        medoid: "BTC-USD",
        cohesion: 0.873,
        stress: 0.97,
        lineage: { state: "merged", from: ["c1", "c2"] },
        asOfMs: sampleAtMs,
      },
    }),
    JournalRecord.parse({
      table: "cascade_edges",
      key: `BTC-USD:ETH-USD:${sampleAtMs}`,
      version: 1,
      row: {
        from: "BTC-USD",
        to: "ETH-USD",
        weight: 0.21,
        low: 0.12,
        high: 0.3,
        lagMs: 240_000,
        support: 5_031,
        q: 0.004,
        origin: "learned",
        lastSeenMs: sampleAtMs,
        asOfMs: sampleAtMs,
      },
    }),
    JournalRecord.parse({
      table: "casts",
      key: "cast",
      version: Number.MAX_SAFE_INTEGER,
      row: {
        id: CastId.parse(`0x${"ab".repeat(32)}`),
        vault: VaultAddress.parse(`0x${"cd".repeat(20)}`),
        spell: "de-risk",
        traceId,
        firedAtMs: sampleAtMs,
        state: "FINALIZED",
        txHash: `0x${"ef".repeat(32)}`,
        blockNumber: "123456789012345678901234567890",
        steps: [
          { state: "CREATED", atWallMs: sampleAtMs },
          { state: "FINALIZED", atWallMs: sampleAtMs + 5, note: "block final" },
        ],
      },
    }),
    runRecord("ingest:1", 1, "1 of 3 sources"),
    ...oneOfEachWorldTable(),
  ];
}

export function messageOf(id: string, records: readonly JournalRecord[], eventTimeMs = sampleAtMs): JournalRecords {
  const body = { records: [...records] };
  return { id: MessageId.parse(id), schema: "journal-records", version: 3, eventTimeMs, traceId, body };
}
