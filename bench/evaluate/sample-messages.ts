import { MessageId, TraceId } from "../../contracts/ids.ts";
import type { SignalSamples } from "../../contracts/signal-samples.ts";
import { cadenceMs, keys, type Readings } from "./market.ts";

const partSize = 250;
const traceId = TraceId.parse("0".repeat(32));

/** The sample set of one grid point as ingest sends it: in parts of as many samples as a message holds. */
export function toSampleMessages(tick: number, prices: Readings): readonly SignalSamples[] {
  const gridMs = tick * cadenceMs;
  const count = Math.ceil(keys.length / partSize);
  return Array.from({ length: count }, (_, index) => ({
    id: MessageId.parse(`samples:${gridMs}:${index}`),
    schema: "signal-samples",
    version: 2,
    eventTimeMs: gridMs,
    traceId,
    body: {
      producer: "ingest",
      gridMs,
      part: { index, count },
      samples: keys.slice(index * partSize, (index + 1) * partSize).map((key, at) => {
        const value = prices[index * partSize + at] ?? 0;
        return {
          key,
          value,
          low: value,
          high: value,
          unit: "USD",
          sampleAtMs: gridMs,
          validUntilMs: gridMs + 3 * cadenceMs,
          sources: ["binance", "coinbase", "kraken"],
        };
      }),
    },
  }));
}
