import { createUniform, shuffledNumbers } from "../../analytics/core/clusters/seeded-shuffle.ts";

export type ClusterScore = {
  readonly assets: number;
  readonly clusters: number;
  /** Share of the variance of the returns that lies between clusters. */
  readonly explained: number;
  /** What random labellings of the same sizes explain in the mean, and how often at least as much. */
  readonly explainedByChance: number;
  readonly p: number;
  /** Mean difference of the returns of two assets of one cluster, and of two clusters; p as above, of one this small. */
  readonly alike: { readonly within: number; readonly between: number; readonly p: number };
};

/** Differences that are rounding. */
const equal = 1e-12;

/**
 * Whether assets of one cluster fell alike: η² = Σ n_c (mean_c − mean)² / Σ (r − mean)², against `draws` random labellings of
 * the same sizes; p = (1 + as extreme) / (1 + draws). Null where labels say nothing: one cluster, or each asset its own, or
 * returns that do not differ.
 */
export function scoreClusters(
  returns: readonly number[],
  labels: readonly number[],
  { draws, seed }: { readonly draws: number; readonly seed: number },
): ClusterScore | null {
  const clusters = new Set(labels).size;
  if (clusters < 2 || clusters === labels.length) return null;
  const names = [...new Set(labels)];
  const numbered = Int32Array.from(labels, (label) => names.indexOf(label));
  const measure = prepareMeasure(returns, clusters);
  const own = measure?.(numbered);
  if (measure === null || own === undefined) return null;
  const uniform = createUniform(seed);
  let [asExplained, asAlike, sum] = [0, 0, 0];
  for (let draw = 0; draw < draws; draw += 1) {
    const other = measure(shuffledNumbers(labels.length, uniform).map((from) => numbered[from] as number));
    if (other.explained >= own.explained - equal) asExplained += 1;
    if (other.within <= own.within + equal) asAlike += 1;
    sum += other.explained;
  }
  return {
    assets: labels.length,
    clusters,
    explained: own.explained,
    explainedByChance: sum / draws,
    p: (1 + asExplained) / (1 + draws),
    alike: { within: own.within, between: own.between, p: (1 + asAlike) / (1 + draws) },
  };
}

type Spread = { readonly explained: number; readonly within: number; readonly between: number };

/** What does not depend on the labels is reckoned once. Null where the returns do not differ. */
function prepareMeasure(returns: readonly number[], clusters: number): ((labels: Int32Array) => Spread) | null {
  const mean = returns.reduce((sum, value) => sum + value, 0) / returns.length;
  const centred = Float64Array.from(returns, (value) => value - mean);
  const total = centred.reduce((sum, value) => sum + value * value, 0);
  if (!(total > equal)) return null;
  const sums = new Float64Array(clusters);
  const counts = new Float64Array(clusters);
  return (labels) => {
    sums.fill(0);
    counts.fill(0);
    let [within, between, withinPairs, explained] = [0, 0, 0, 0];
    for (let at = 0; at < centred.length; at += 1) {
      const [value, label] = [centred[at] as number, labels[at] as number];
      sums[label] = (sums[label] as number) + value;
      counts[label] = (counts[label] as number) + 1;
      for (let other = 0; other < at; other += 1) {
        const difference = Math.abs(value - (centred[other] as number));
        if (labels[other] === label) {
          within += difference;
          withinPairs += 1;
        } else between += difference;
      }
    }
    for (let label = 0; label < clusters; label += 1)
      explained += (sums[label] as number) ** 2 / (counts[label] as number);
    // With at least two groups, one of them of two or more, both kinds of pairs exist.
    const betweenPairs = (centred.length * (centred.length - 1)) / 2 - withinPairs;
    return { explained: explained / total, within: within / withinPairs, between: between / betweenPairs };
  };
}
