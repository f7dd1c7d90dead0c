import { WorldEvent } from "../../../contracts/event.ts";

export const hourMs = 3_600_000;
export const asOfMs = 1_000 * hourMs;

/** An event of the last hour, as tests change it. */
export const sampleEvent = (id: string, title: string, change: Partial<WorldEvent> = {}): WorldEvent =>
  WorldEvent.parse({
    id,
    dedupeKey: id,
    title,
    source: "test",
    publisherFamily: `${id}.example`,
    eventTimeMs: asOfMs - hourMs,
    publishedAtMs: asOfMs - hourMs,
    fetchedAtMs: asOfMs,
    severity: 0.5,
    category: "other",
    geo: { countries: [], lat: null, lon: null, precision: "none" },
    factors: { growth: 0, liquidity: 0, risk: -0.5, regulation: 0, shock: 0 },
    confidence: 0.5,
    evidenceUrl: null,
    rights: "facts",
    expiresAtMs: asOfMs + 100 * hourMs,
    methodVersion: "test-1",
    ...change,
  });
