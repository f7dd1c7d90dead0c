export type Example = { readonly title: string; readonly datasets: readonly string[]; readonly sql: string };

/** Each runs as it stands, over whatever days are loaded. */
export const examples: readonly Example[] = [
  {
    title: "Prices of ETH",
    datasets: ["prices"],
    sql: `SELECT window_end, price_usd, low_usd, high_usd
FROM prices
WHERE asset = 'ETH-USD'
ORDER BY window_end`,
  },
  {
    title: "Largest falls",
    datasets: ["prices"],
    sql: `SELECT asset,
  round(100 * (min(low_usd) / max(high_usd) - 1), 2) AS fall_percent,
  max(high_usd) AS high_usd,
  min(low_usd) AS low_usd
FROM prices
GROUP BY asset
ORDER BY fall_percent`,
  },
  {
    title: "Weak prices",
    datasets: ["prices"],
    sql: `SELECT window_end, avg(quality) AS mean_quality, count(*) FILTER (quality < 0.6) AS weak
FROM prices
GROUP BY window_end
ORDER BY window_end`,
  },
  {
    title: "Factors over time",
    datasets: ["factors"],
    sql: `SELECT as_of, factor, value
FROM factors
ORDER BY as_of, factor`,
  },
  {
    title: "Events that weigh most",
    datasets: ["events"],
    sql: `SELECT event_at, category, source, countries, severity, risk, shock
FROM events
ORDER BY severity DESC, event_at
LIMIT 50`,
  },
  {
    title: "Prices beside the mood",
    datasets: ["prices", "factors"],
    sql: `SELECT p.window_end, p.price_usd, f.value AS risk
FROM prices AS p
ASOF LEFT JOIN factors AS f
  ON f.factor = 'risk' AND f.as_of <= p.window_end
WHERE p.asset = 'BTC-USD'
ORDER BY p.window_end`,
  },
  {
    title: "Clusters of the last run",
    datasets: ["clusters"],
    sql: `SELECT view, medoid, len(members) AS size, cohesion, stress, members
FROM clusters
WHERE as_of = (SELECT max(as_of) FROM clusters)
ORDER BY size DESC`,
  },
  {
    title: "How long the stages take",
    datasets: ["pipeline_runs"],
    sql: `SELECT stage, outcome, count(*) AS runs,
  quantile_cont(elapsed_ms, 0.5) AS median_ms,
  max(elapsed_ms) AS longest_ms
FROM pipeline_runs
GROUP BY stage, outcome
ORDER BY stage`,
  },
];
