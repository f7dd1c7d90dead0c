import type { AnomalyReading, MarketReading, RelationReading, WorldSnapshot } from "../../../../contracts/world.ts";

/** Anomalies that are known well enough to be judged, the most unusual first, equal ones by name. */
export function judgedAnomalies(anomalies: readonly AnomalyReading[]): readonly AnomalyReading[] {
  const size = ({ up, down }: AnomalyReading): number => Math.max(up, down);
  return anomalies
    .filter(({ learning }) => !learning)
    .toSorted((a, b) => size(b) - size(a) || (a.category < b.category ? -1 : 1));
}

/** What is still learning, in a sentence; null where nothing is. */
export function describeLearning(anomalies: readonly AnomalyReading[]): string | null {
  const learning = anomalies.filter((anomaly) => anomaly.learning);
  if (learning.length === 0) return null;
  const which =
    learning.length === anomalies.length
      ? "All categories are"
      : learning.length === 1
        ? "1 category is"
        : `${learning.length} categories are`;
  return `${which} still learning what is usual, and not judged.`;
}

/** A count of stories or their median: whole, or with the half that a median of two has. */
export const formatCount = (count: number): string => String(Math.round(count * 10) / 10);

/** Open markets before closed ones, the most traded first, those of unknown volume last, equal ones by name. */
export function sortMarkets(markets: readonly MarketReading[]): readonly MarketReading[] {
  const rank = ({ state }: MarketReading): number => (state === "open" ? 0 : 1);
  return markets.toSorted(
    (a, b) =>
      rank(a) - rank(b) || (b.volumeUsd ?? -1) - (a.volumeUsd ?? -1) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  );
}

/** How many of the sources that were asked gave everything. */
export function describeSources(sources: WorldSnapshot["sources"]): string {
  const answered = sources.filter(({ outcome }) => outcome === "answered").length;
  if (sources.length === 0) return "No source was asked.";
  return answered === sources.length
    ? sources.length === 1
      ? "The one source answered."
      : `All ${sources.length} sources answered.`
    : `${answered} of ${sources.length} sources answered in full.`;
}

/** `0.034` is `3.4 %`. What is not certain is not shown as certain. */
export function formatProbability(probability: number): string {
  if (probability > 0 && probability < 0.001) return "<0.1 %";
  if (probability < 1 && probability > 0.999) return ">99.9 %";
  return `${(probability * 100).toFixed(1)} %`;
}

/** A q-value: what is all but zero is not shown as zero. */
export const formatQ = (q: number): string => (q < 0.001 ? "<0.001" : q.toFixed(3));

/** What a relation says, in words. An interval that holds zero says nothing sure. */
export function relationStrength({
  correlation,
  low,
  high,
  q,
}: Pick<RelationReading, "correlation" | "low" | "high" | "q">): string {
  if ((low <= 0 && high >= 0) || q > 0.1) return "not sure: it may be chance";
  const size = Math.abs(correlation);
  const strength = size < 0.3 ? "weakly" : size < 0.6 ? "clearly" : "strongly";
  return `${strength} ${correlation < 0 ? "against each other" : "together"}`;
}
